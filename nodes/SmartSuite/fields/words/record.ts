import { isObject } from '../../api';
import type { Field } from '../../api';
import type { FieldValue, Sent, Words } from '../field-type';
import { ID, sentIds } from './ids';
import type { FoundId } from './ids';
import { jsonIn } from './json';
import { wordOf } from './list';
import { quoted, refused } from './refuse';
import { isBlank, listOf } from './shapes';

/** Ids of records, from ids, whole titles, or records as items show them. */
export function sentRecords(value: FieldValue, field: Field, words: Words): Sent {
	const entries = entriesOf(value, (title) => words.recordsTitled(field, title).length > 0);
	return sentIds(entries, field, 'record', (entry) => recordIn(entry, field, words));
}

function recordIn(entry: FieldValue, field: Field, words: Words): FoundId {
	const word = wordOf(entry, 'id', 'record_id', 'title');
	if (ID.test(word)) return { id: word };
	const [id, ...more] = word === '' ? [] : words.recordsTitled(field, word);
	if (id === undefined) return refused(field, `has no record titled ${quoted(entry)} to link`);
	if (more.length === 0) return { id };
	const ids = [id, ...more];
	return refused(field, `has ${ids.length} records titled ${quoted(entry)}; use the id`, ids);
}

/** What may be a title in the value: a text as a whole, and what stands between its commas. */
export function titlesIn(value: FieldValue): string[] {
	const whole = typeof value === 'string' && !jsonIn(value) ? [value.trim()] : [];
	const titles = [
		...whole,
		...entriesOf(value, () => false).map((entry) => wordOf(entry, 'id', 'record_id', 'title')),
	];
	return [...new Set(titles)].filter((title) => title !== '' && !ID.test(title));
}

/** A title matches whole or not at all, so a text is split at each comma or at none. */
function entriesOf(value: FieldValue, isTitle: (text: string) => boolean): FieldValue[] {
	if (typeof value !== 'string')
		return listOf(isObject(value) ? [value] : value).filter((one) => !isBlank(one));
	const text = value.trim();
	if (isTitle(text)) return [text];
	const parsed = jsonIn(text);
	if (parsed) return listOf(parsed);
	return text
		.split(',')
		.map((part) => part.trim())
		.filter(Boolean);
}
