import { asObject, asText } from '../../api';
import type { Field } from '../../api';
import type { FieldValue } from '../field-type';

/** Whether there is nothing in it. 0 and false are values. */
export function isBlank(value: unknown): boolean {
	return (
		value === undefined ||
		value === null ||
		value === '' ||
		(Array.isArray(value) && value.length === 0)
	);
}

/** Whether there is nothing to compare with in it: blanks, or lists of nothing else. */
export function isNothing(value: FieldValue): boolean {
	if (Array.isArray(value)) return (value as FieldValue[]).every(isNothing);
	return isBlank(value) || (typeof value === 'string' && value.trim() === '');
}

/** The values in it: its own entries, itself, or none. */
export function listOf(value: FieldValue): FieldValue[] {
	if (isBlank(value)) return [];
	return Array.isArray(value) ? (value as FieldValue[]) : [value];
}

/** The id of a choice, a member or a record, which may stand alone or in an object. */
export function idOf(value: FieldValue, key = 'id'): string {
	return asText(value) || asText(asObject(value)[key]);
}

/** The value, or null where it is empty; anything that nobody has heard of as it is. */
export function orNull(value: FieldValue): FieldValue {
	return isBlank(value) ? null : value;
}

/** What a list shows: a list where the field allows several entries, otherwise its only entry or null. */
export function severalOrOne(shown: FieldValue[], { params }: Field): FieldValue {
	if (params.entries_allowed === 'multiple' || shown.length > 1) return shown;
	return shown[0] ?? null;
}

/** A number that may be spelt as text; a text that is none, or that a number cannot hold exactly, stays. */
export function asNumberIfExact(value: FieldValue): FieldValue {
	if (typeof value !== 'string') return orNull(value);
	const text = value.trim();
	if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) return orNull(value);
	const number = Number(text);
	const isExact = Math.abs(number) <= Number.MAX_SAFE_INTEGER;
	return isExact ? number : value;
}
