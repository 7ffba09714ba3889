import { isObject } from '../../api';
import type { Field } from '../../api';
import type { FieldValue, Sent } from '../field-type';
import { entriesIn } from './list';
import { quoted, refused } from './refuse';

/** What becomes of one entry; undefined where it has not the form. */
type Convert = (entry: FieldValue) => FieldValue | undefined;

/** A list of entries that each have one form. */
function sentEntries(value: FieldValue, field: Field, form: string, convert: Convert): Sent {
	const isEntry = (text: string) => !/[,\n]/.test(text) && convert(text) !== undefined;
	const entries = entriesIn(isObject(value) ? [value] : value, isEntry);
	if (field.params.entries_allowed === 'single' && entries.length > 1) {
		return refused(field, `takes one ${form}, not ${entries.length}`);
	}
	const converted = entries.map((entry) => ({ entry, sent: convert(entry) }));
	const wrong = converted.find(({ sent }) => sent === undefined);
	if (wrong) return refused(field, `has no ${form} in ${quoted(wrong.entry)}`);
	return { value: converted.map(({ sent }) => sent) as FieldValue };
}

const textOf = (entry: FieldValue) => (typeof entry === 'string' ? entry.trim() : undefined);

export function sentEmails(value: FieldValue, field: Field): Sent {
	return sentEntries(value, field, 'e-mail address', (entry) => {
		const text = textOf(entry)?.replace(/^mailto:/i, '');
		return text !== undefined && /^[^\s@,]+@[^\s@,]+$/.test(text) ? text : undefined;
	});
}

/** SmartSuite may drop a link without a protocol (docs/internals/smartsuite.md section 4.3). */
export function sentLinks(value: FieldValue, field: Field): Sent {
	// A web address may have commas in it: it is split only where each part is an address of its own.
	const isList =
		typeof value === 'string' && /,\s*(?:[a-z][\w+.-]*:\/\/|www\.)|\n|,\s/i.test(value);
	const given = typeof value === 'string' && !isList && !/^\s*\[/.test(value) ? [value] : value;
	return sentEntries(given, field, 'web address', (entry) => {
		const text = textOf(entry);
		if (text === undefined || /\s/.test(text)) return undefined;
		if (/^[a-z][a-z\d+.-]*:(?!\d)/i.test(text)) return text;
		return /^[^/?#]+\.[^/?#]/.test(text) || /^localhost\b/.test(text)
			? `https://${text}`
			: undefined;
	});
}

export function sentIpAddresses(value: FieldValue, field: Field): Sent {
	return sentEntries(value, field, 'IP address', (entry) => {
		const { address, country_code } = isObject(entry)
			? entry
			: { address: entry, country_code: undefined };
		const text = textOf(address);
		if (text === undefined || !/^(\d{1,3}(\.\d{1,3}){3}|[\da-f:.]*:[\da-f:.]*)$/i.test(text))
			return undefined;
		return typeof country_code === 'string' ? { country_code, address: text } : { address: text };
	});
}

export function sentColors(value: FieldValue, field: Field): Sent {
	return sentEntries(value, field, 'color such as #814C4C', (entry) => {
		const { value: color, name } = isObject(entry) ? entry : { value: entry, name: undefined };
		const hex = textOf(color)?.replace(/^#?/, '#');
		if (hex === undefined || !/^#([\da-f]{3}|[\da-f]{6}|[\da-f]{8})$/i.test(hex)) return undefined;
		return typeof name === 'string' && name !== '' ? { name, value: hex } : { value: hex };
	});
}
