import type { Field } from '../../api';
import type { FieldValue, Sent } from '../field-type';
import { quoted, refused } from './refuse';

/** The list or object that a text holds as JSON; undefined for any other text. */
export function jsonIn(text: string): object | undefined {
	if (!/^\s*[[{]/.test(text)) return undefined;
	try {
		return JSON.parse(text) as object;
	} catch {
		return undefined;
	}
}

/** The value; where it is JSON as text, what that holds. */
export function parsedOnce(value: FieldValue): FieldValue {
	return typeof value === 'string' ? (jsonIn(value) ?? value) : value;
}

/** SmartSuite's own JSON, or the text of it. */
export function sentRaw(value: FieldValue, field: Field): Sent {
	const parsed = parsedOnce(value);
	const isBroken = typeof parsed === 'string' && /^\s*[[{]/.test(parsed);
	return isBroken ? refused(field, `is not valid JSON: ${quoted(value)}`) : { value: parsed };
}
