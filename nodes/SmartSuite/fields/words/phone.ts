import { asObject, asText, isObject } from '../../api';
import type { Field } from '../../api';
import type { FieldValue, Sent } from '../field-type';
import { isBlank } from './shapes';
import { entriesIn } from './list';
import { quoted, refused } from './refuse';

/** SmartSuite's keys by the short ones that people may use. */
const PARTS: Readonly<Record<string, string>> = {
	country: 'phone_country',
	number: 'phone_number',
	extension: 'phone_extension',
	type: 'phone_type',
};

/** The number in one text, with its extension behind; SmartSuite's own spelling of it where there is one. */
export function phoneText(entry: FieldValue): FieldValue {
	if (!isObject(entry)) return entry;
	const number = asText(entry.sys_title) || asText(entry.phone_number);
	const extension = asText(entry.phone_extension);
	if (number === '') return null;
	if (extension === '' || /[a-z#]\W*\d+$/i.test(number)) return number;
	return `${number} ext. ${extension}`;
}

/** Texts as they are, such as `+1 913 555 1212`, and objects in SmartSuite's keys. */
export function sentPhones(value: FieldValue, field: Field): Sent {
	const entries = entriesIn(isObject(value) ? [value] : value, (text) => !text.includes(','));
	const wrong = entries.find((entry) => !/\d/.test(String(phoneText(inParts(entry)) ?? '')));
	if (wrong !== undefined)
		return refused(field, `has no phone number in ${quoted(wrong)}`, ['+1 913 555 1212']);
	if (field.params.entries_allowed === 'single' && entries.length > 1) {
		return refused(field, `takes one number, not ${entries.length}`);
	}
	return { value: entries.map(inParts) as FieldValue };
}

/** What SmartSuite adds, such as `sys_title`, is left out. */
function inParts(entry: FieldValue): FieldValue {
	if (!isObject(entry)) return String(entry).trim();
	const parts = Object.entries(PARTS).map(
		([short, key]) => [key, entry[key] ?? entry[short]] as const,
	);
	return Object.fromEntries(parts.filter(([, value]) => !isBlank(value)));
}

/** The same digits, with the country's code or without it. */
export function samePhones(sent: FieldValue, stored: FieldValue): boolean {
	const digits = (value: FieldValue) =>
		(Array.isArray(value) ? (value as FieldValue[]) : [])
			.map((entry) => asText(asObject(entry).phone_number) || String(phoneText(entry) ?? ''))
			.map((text) => text.replace(/\s*ext\.?.*$/i, '').replace(/\D/g, ''));
	const own = digits(sent);
	const others = digits(stored);
	return (
		own.length === others.length &&
		own.every((number, nth) => {
			const other = others[nth] ?? '';
			return other !== '' && (number.endsWith(other) || other.endsWith(number));
		})
	);
}
