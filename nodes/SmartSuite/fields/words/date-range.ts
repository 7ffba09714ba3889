import { isObject } from '../../api';
import type { Field } from '../../api';
import type { FieldValue, Sent, Words } from '../field-type';
import { dateIn, NO_DATE, notADate } from './date';
import { parsedOnce } from './json';
import { quoted, refused } from './refuse';
import { isBlank } from './shapes';

/** Two dates. */
export function sentDateRange(value: FieldValue, field: Field, words: Words): Sent {
	const ends = endsIn(value);
	if (!ends) {
		return refused(field, `needs two dates: ${quoted(value)}`, ['2026-11-01/2026-11-28']);
	}
	return rangeOf(ends, field, words);
}

/** Two dates, or one, which is the end. */
export function sentDueDate(value: FieldValue, field: Field, words: Words): Sent {
	return rangeOf(endsIn(value) ?? [null, value], field, words);
}

/** Beginning and end, from an object or from `from/to`. */
function endsIn(given: FieldValue): [FieldValue, FieldValue] | undefined {
	const value = parsedOnce(given);
	if (Array.isArray(value) && value.length === 2)
		return [value[0], value[1]] as [FieldValue, FieldValue];
	if (isObject(value)) {
		const { from = value.from_date, to = value.to_date } = value;
		return from === undefined && to === undefined ? undefined : [from, to];
	}
	if (typeof value !== 'string') return undefined;
	const [from, to, ...more] = value.split(/\s*\/\s*/);
	return to === undefined || more.length > 0 ? undefined : [from, to];
}

/** Only the dates are sent: `is_overdue` and the like are SmartSuite's own. */
function rangeOf([from, to]: [FieldValue, FieldValue], field: Field, words: Words): Sent {
	const from_date = isBlank(from) ? NO_DATE : dateIn(from, field, words);
	const to_date = isBlank(to) ? NO_DATE : dateIn(to, field, words);
	if (!from_date) return notADate(from, field);
	if (!to_date) return notADate(to, field);
	if (!from_date.date && !to_date.date) return { value: null };
	if (from_date.date && to_date.date && Date.parse(from_date.date) > Date.parse(to_date.date)) {
		// A day without a time is not over before a moment of it.
		const isOneDay = !to_date.include_time && from_date.date.startsWith(to_date.date.slice(0, 10));
		if (!isOneDay) return refused(field, `ends before it begins: ${quoted(to)}`);
	}
	return { value: { from_date, to_date } };
}
