import { asObject, asText, isObject } from '../../api';
import type { Field } from '../../api';
import type { FieldValue, Sent, Words } from '../field-type';
import { entriesIn } from './list';
import { quoted, refused } from './refuse';

/** What a file is shown with beside SmartSuite's own properties. */
const SHOWN_ONLY = ['name', 'mime_type', 'size'];

const WEB_ADDRESS = /^https?:\/\/\S+$/i;

/** Addresses, files as items show them, and names of binary properties, which are uploaded later. */
export function sentFiles(value: FieldValue, field: Field, { hasBinary }: Words): Sent {
	const isWhole = (text: string) =>
		hasBinary(text) || (WEB_ADDRESS.test(text) && !/,\s*https?:/i.test(text));
	const entries = entriesIn(isObject(value) ? [value] : value, isWhole);
	const sent: FieldValue[] = [];
	const uploads: string[] = [];
	for (const entry of entries) {
		const text = typeof entry === 'string' ? entry.trim() : '';
		if (hasBinary(text)) uploads.push(text);
		else if (WEB_ADDRESS.test(text)) sent.push(text);
		else if (isObject(entry) && asText(entry.handle) !== '') sent.push(asStored(entry));
		else {
			const problem = `has neither a web address nor a binary property ${quoted(entry)}`;
			return refused(field, problem, ['https://example.com/offer.pdf', 'data']);
		}
	}
	if (uploads.length === 0) return { value: sent as FieldValue };
	return sent.length === 0 ? { uploads } : { value: sent as FieldValue, uploads };
}

/** Without what is added to a file as it is shown. */
function asStored(file: FieldValue): FieldValue {
	const entries = Object.entries(asObject(file));
	return Object.fromEntries(entries.filter(([key]) => !SHOWN_ONLY.includes(key)));
}

/** SmartSuite fetches addresses by itself, later: only the files that it had already can be told. */
export function sameFiles(sent: FieldValue, stored: FieldValue): boolean {
	const handles = (value: FieldValue) =>
		(Array.isArray(value) ? value : [])
			.map((file) => asText(asObject(file).handle))
			.filter(Boolean);
	const there = new Set(handles(stored));
	return handles(sent).every((handle) => there.has(handle));
}

/** Whether an address was sent of a file that is not there by name. SmartSuite would add it once more otherwise. */
export function hasNewFiles({ type }: Field, sent: FieldValue, stored: FieldValue): boolean {
	if (type !== 'filefield') return false;
	const files = Array.isArray(stored) ? (stored as FieldValue[]) : [];
	const names = new Set(files.map((file) => asText(asObject(asObject(file).metadata).filename)));
	const given = Array.isArray(sent) ? (sent as FieldValue[]) : [];
	return given.some((file) => typeof file === 'string' && !names.has(fileNameIn(file)));
}

/** The name in the path of an address. */
function fileNameIn(address: string): string {
	const { pathname } = new URL(address);
	const name = pathname.split('/').at(-1) ?? '';
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}
