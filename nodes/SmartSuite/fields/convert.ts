import type { Field } from '../api';
import { typeOf } from './field-types';
import type { FieldValue, Sent, Words } from './field-type';
import { refused } from './words/refuse';
import { isBlank } from './words/shapes';

/** Whether people may write the field; a title that SmartSuite makes by itself is none of theirs. */
export function mayWrite(field: Field): boolean {
	const { is_auto_generated: isGenerated } = field.params;
	return typeOf(field).isWritable && isGenerated !== true;
}

/**
 * What is sent for a value that people gave: undefined where nobody gave any, what clears the field for
 * null, '' and [], otherwise what the field's type makes of it.
 */
export function sentFor(value: FieldValue, field: Field, words: Words): Sent | undefined {
	if (value === undefined) return undefined;
	if (!mayWrite(field)) return refused(field, 'is filled in by SmartSuite and cannot be written');
	const type = typeOf(field);
	return isBlank(value) ? { value: type.cleared } : type.sent(value, field, words);
}

/** Whether items show less of the field than it holds. */
export function showsLess(field: Field | undefined): boolean {
	return field !== undefined && typeOf(field).showsLess === true;
}

const NAMELESS = {
	choice: (_: Field, id: string) => id,
	member: (id: string) => ({ id, name: null, email: null }),
};

/** Whether SmartSuite stored what was sent; a field that was cleared shows nothing. */
export function isStored(field: Field, sent: FieldValue, stored: FieldValue): boolean {
	const type = typeOf(field);
	if (isBlank(sent)) return isBlank(type.shown(stored, field, NAMELESS));
	return type.same(sent, stored);
}
