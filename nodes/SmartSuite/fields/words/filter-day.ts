import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../../api';
import type { Field } from '../../api';
import type { FieldValue, Refusal, Words } from '../field-type';
import { dateIn, momentIn } from './date';
import { parsedOnce } from './json';
import { loosely } from './list';
import { quoted, refused } from './refuse';
import { isNothing } from './shapes';
import { dayIn } from './zone';

/** Days that SmartSuite's filters know by name (docs/internals/smartsuite.md section 4.1). */
const MODES = [
	'today',
	'yesterday',
	'tomorrow',
	'one_week_ago',
	'one_week_from_now',
	'one_month_ago',
	'one_month_from_now',
	'one_year_ago',
	'one_year_from_now',
] as const;

const SPANS = /^(?:the)?(next|past|last)(\d+)days?$/;

/**
 * The `{date_mode, date_mode_value}` of a filter: a day, a moment, whose day in the workflow's zone counts,
 * a day's name ("one week ago"), "next 7 days", "past 30 days", or the object itself.
 */
export function filterDay(
	given: FieldValue,
	field: Field,
	words: Words,
): { value: FieldValue } | { refusal: Refusal } {
	const value = parsedOnce(given);
	if (isObject(value) && 'date_mode' in value && hasItsValue(value)) return { value };
	const word = loosely(asText(value)).replaceAll('_', '');
	const mode = MODES.find((one) => one.replaceAll('_', '') === word);
	if (mode) return { value: { date_mode: mode, date_mode_value: '' } };
	const [, direction, days] = SPANS.exec(word) ?? [];
	if (direction && days) {
		const span = direction === 'next' ? 'next_number_of_days' : 'past_number_of_days';
		return { value: { date_mode: span, date_mode_value: Number(days) } };
	}
	const day = dayOf(value, field, words);
	if (day) return { value: { date_mode: 'exact_date', date_mode_value: day } };
	const choices = ['2026-11-28', 'today', 'one week ago', 'next 7 days', 'past 30 days'];
	return refused(field, `is not compared with a day: ${quoted(value)}`, choices);
}

/** Days by name have none; nothing else is compared with nothing. */
function hasItsValue({ date_mode, date_mode_value }: IDataObject): boolean {
	return MODES.some((mode) => mode === date_mode) || !isNothing(date_mode_value);
}

function dayOf(value: FieldValue, field: Field, words: Words): string | undefined {
	const moment = momentIn(value);
	if (moment) return dayIn(moment.iso, words.zone);
	const withTime = { ...field, params: { ...field.params, include_time: true } };
	const date = dateIn(value, withTime, words);
	if (!date?.date) return undefined;
	return date.include_time ? dayIn(date.date, words.zone) : date.date.slice(0, 10);
}
