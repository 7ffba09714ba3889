import type { Field } from '../api';
import type { FieldType } from './field-type';
import { CHOICES } from './types/choice';
import { CONTACTS } from './types/contact';
import { DATES } from './types/date';
import { derived } from './types/derived';
import { FILES } from './types/file';
import { NUMBERS } from './types/number';
import { PEOPLE_AND_LINKS } from './types/people';
import { RAW, raw } from './types/raw';
import { TEXTS } from './types/text';

/**
 * SmartSuite's field types by SmartSuite's names
 * (https://developers.smartsuite.com/docs/solution-data/fields/field-object, "Field Types").
 */
export const FIELD_TYPES: Readonly<Record<string, FieldType>> = {
	...TEXTS,
	...NUMBERS,
	...CHOICES,
	...DATES,
	...CONTACTS,
	...PEOPLE_AND_LINKS,
	...FILES,
	...RAW,
	...derived((field) => typeOf(field)),
};

/** What passes as it is, both ways. */
const UNHEARD_OF = raw('');

/** The entry of the field's type; a type that nobody has heard of passes as it is, both ways. */
export function typeOf({ type }: Pick<Field, 'type'>): FieldType {
	const known = Object.hasOwn(FIELD_TYPES, type) ? FIELD_TYPES[type] : undefined;
	return known ?? { ...UNHEARD_OF, name: type.replace(/field$/, '') };
}

/** A field type in words; one that nobody has heard of as it is, without "field" at its end. */
export function typeName(type: string): string {
	return typeOf({ type }).name;
}
