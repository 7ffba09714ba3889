import { isObject } from '../../api';
import type { FieldValue } from '../field-type';
import { jsonIn } from './json';
import { isBlank, listOf } from './shapes';

/** No name is expected to have more; each would be tried with all that follow it. */
const MOST_COMMAS = 20;

/**
 * The entries in what people give: a list, its JSON, or a text. A text is one entry where it is known as
 * a whole, because names have commas in them; otherwise what stands between the commas. Of several ways
 * to read those, the one with the longest known entries counts.
 * @param isKnown whether the text names something
 */
export function entriesIn(given: FieldValue, isKnown: (text: string) => boolean): FieldValue[] {
	if (typeof given !== 'string') return listOf(given).filter((entry) => !isBlank(entry));
	const text = given.trim();
	if (text === '') return [];
	if (isKnown(text)) return [text];
	const parsed = jsonIn(text);
	if (parsed) return listOf(parsed).filter((entry) => !isBlank(entry));
	return longestKnown(text.split(/[,\n]/), isKnown);
}

function longestKnown(pieces: string[], isKnown: (text: string) => boolean): string[] {
	const entries: string[] = [];
	for (let from = 0; from < pieces.length; ) {
		let to = Math.min(pieces.length, from + MOST_COMMAS + 1);
		while (to > from + 1 && !isKnown(joined(pieces, from, to))) to--;
		entries.push(joined(pieces, from, to));
		from = to;
	}
	return entries.filter((entry) => entry !== '');
}

function joined(pieces: string[], from: number, to: number): string {
	return pieces.slice(from, to).join(',').trim();
}

/** The text of an entry that may stand alone or under one of these keys of an object. */
export function wordOf(entry: FieldValue, ...keys: string[]): string {
	const inner = isObject(entry)
		? keys.map((key) => entry[key]).find((value) => !isBlank(value))
		: entry;
	return typeof inner === 'string' || typeof inner === 'number' ? String(inner).trim() : '';
}

/** A text as it is compared where people do not care: without case, blanks and the forms of quotes. */
export function loosely(text: string): string {
	return text
		.normalize('NFKC')
		.toLowerCase()
		.replace(/\s+/g, '')
		.replace(/[‘’‚′]/g, "'")
		.replace(/[“”„″]/g, '"');
}
