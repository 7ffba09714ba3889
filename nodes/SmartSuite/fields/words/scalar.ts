import type { Field } from '../../api';
import type { FieldValue, Sent } from '../field-type';
import { quoted, refused } from './refuse';

/** Texts that mean true and false, in parameters as in records. */
const YES = ['true', 'yes', 'y', 'on', '1'];
const NO = ['false', 'no', 'n', 'off', '0'];

/** true or false, where the value means one of them. */
export function booleanIn(value: unknown): boolean | undefined {
	if (typeof value === 'boolean') return value;
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const word = String(value).trim().toLowerCase();
	if (YES.includes(word)) return true;
	return NO.includes(word) ? false : undefined;
}

export function sentBoolean(value: FieldValue, field: Field): Sent {
	const meant = booleanIn(value);
	return meant === undefined
		? refused(field, `is neither true nor false: ${quoted(value)}`, ['true', 'false'])
		: { value: meant };
}

/** Anything that has one spelling: leading zeros and blanks of a text stay. */
export function sentText(value: FieldValue, field: Field): Sent {
	if (typeof value === 'object') return refused(field, `is not a text: ${quoted(value)}`);
	return { value: String(value) };
}
