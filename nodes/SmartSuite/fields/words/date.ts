import { asText, isObject } from '../../api';
import type { Field } from '../../api';
import type { FieldValue, Sent, Words } from '../field-type';
import { parsedOnce } from './json';
import { quoted, refused } from './refuse';
import { dayIn, utcOf } from './zone';

/** A date as SmartSuite's API has it. */
export interface ApiDate {
	date: string | null;
	include_time: boolean;
}

export const NO_DATE: ApiDate = { date: null, include_time: false };

const EXAMPLES = ['2026-11-28', '2026-11-28T09:30', '2026-11-28T09:30:00+01:00'];

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const MOMENT =
	/^(\d{4}-\d{2}-\d{2})[T ](\d{2}):?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?(?:\[[^\]]*\])?$/i;

/** A day without a time, or a moment, which is sent in UTC. */
export function sentDate(value: FieldValue, field: Field, words: Words): Sent {
	const date = dateIn(value, field, words);
	return date ? { value: date } : notADate(value, field);
}

export function notADate(value: FieldValue, field: Field): Sent {
	return refused(field, `is not a date: ${quoted(value)}`, EXAMPLES);
}

/**
 * The date in what people give: `YYYY-MM-DD` is that day for everybody; a text without an offset is read
 * in the workflow's zone. In a field without times the day counts, as it is written.
 */
export function dateIn(given: FieldValue, field: Field, words: Words): ApiDate | undefined {
	const value = parsedOnce(given);
	if (isObject(value) && 'date' in value)
		return storedDate(value.date, value.include_time, field, words);
	const moment = momentIn(value);
	if (moment) return inField(moment.iso, dayIn(moment.iso, words.zone), field);
	if (typeof value !== 'string') return undefined;
	const text = value.trim();
	if (DAY.test(text)) return isDay(text) ? dayOnly(text) : undefined;
	const [, day = '', hour, minute, second = '00', fraction = '', offset] = MOMENT.exec(text) ?? [];
	if (!isDay(day)) return undefined;
	const local = `${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}`;
	const iso = offset ? isoOf(`${local}${withColon(offset)}`) : utcOf(local, words.zone);
	return iso === undefined ? undefined : inField(iso, day, field);
}

/** What SmartSuite gave, or `{date, include_time}` in words. */
function storedDate(date: FieldValue, hasTime: FieldValue, field: Field, words: Words) {
	if (asText(date) === '') return NO_DATE;
	const read = dateIn(date, field, words);
	return read && hasTime === false ? dayOnly(String(date).slice(0, 10)) : read;
}

/** A moment that n8n's expressions give: a Date, or a Luxon DateTime. */
export function momentIn(value: unknown): { iso: string } | undefined {
	const milliseconds = millisecondsIn(value);
	if (milliseconds === undefined || Number.isNaN(milliseconds)) return undefined;
	return { iso: withoutMilliseconds(new Date(milliseconds).toISOString()) };
}

function millisecondsIn(value: unknown): number | undefined {
	if (value instanceof Date) return value.getTime();
	if (typeof value !== 'object' || value === null || !('toMillis' in value)) return undefined;
	const { toMillis } = value;
	return typeof toMillis === 'function' ? Number(toMillis.call(value)) : undefined;
}

/** `params.include_time` is false for a field that has days only. */
function inField(iso: string, day: string, { params }: Field): ApiDate {
	return params.include_time === false ? dayOnly(day) : { date: iso, include_time: true };
}

function dayOnly(day: string): ApiDate {
	return { date: `${day}T00:00:00Z`, include_time: false };
}

function isDay(day: string): boolean {
	const time = Date.parse(`${day}T00:00:00Z`);
	return DAY.test(day) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}

function isoOf(text: string): string | undefined {
	const time = Date.parse(text.toUpperCase());
	return Number.isNaN(time) ? undefined : withoutMilliseconds(new Date(time).toISOString());
}

function withColon(offset: string): string {
	return offset.replace(
		/^([+-]\d{2}):?(\d{2})?$/,
		(_, hours: string, minutes = '00') => `${hours}:${minutes}`,
	);
}

function withoutMilliseconds(iso: string): string {
	return iso.replace('.000Z', 'Z');
}

/** Whether both are the same day, or the same moment. */
export function sameDate(sent: FieldValue, stored: FieldValue): boolean {
	return dateKey(sent) === dateKey(stored);
}

export function sameRange(sent: FieldValue, stored: FieldValue): boolean {
	const ends = [sent, stored].map((range) =>
		['from_date', 'to_date'].map((end) => dateKey(isObject(range) ? range[end] : undefined)).join(),
	);
	return ends[0] === ends[1];
}

/** A day, or a moment in ms, as a text; '' where there is none. */
export function dateKey(value: FieldValue): string {
	const { date, include_time } = isObject(value) ? value : { date: value, include_time: undefined };
	const text = asText(date);
	if (text === '') return '';
	if (include_time === false || DAY.test(text)) return text.slice(0, 10);
	const time = Date.parse(text);
	return Number.isNaN(time) ? text : String(time);
}
