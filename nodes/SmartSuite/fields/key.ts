import type { IDataObject } from 'n8n-workflow';

import { asObject, asText, isObject } from '../api';
import type { Field } from '../api';
import { typeOf } from './field-types';
import type { Comparisons, FieldValue } from './field-type';
import { dateKey } from './words/date';
import { asNumberIfExact, idOf, isBlank, listOf } from './words/shapes';

/**
 * A value as records are matched by it, '' where there is nothing in it. Case, blanks around a text, the order
 * of a list and the spelling of a number make no difference; 0 and false are values.
 */
export function keyOf(field: Field, value: FieldValue): string {
	if (isBlank(value)) return '';
	if (Array.isArray(value)) {
		const keys = (value as FieldValue[]).map((entry) => keyOf(field, entry)).filter(Boolean);
		return [...new Set(keys)].sort().join('\n');
	}
	if (isObject(value)) return objectKey(value);
	const isNumber = typeOf(field).comparisons.is_equal_to === 'number';
	return String(isNumber ? asNumberIfExact(value) : value)
		.trim()
		.toLowerCase();
}

/** A status, a date, a range, an entry of a list, or whatever it is. */
function objectKey(value: IDataObject): string {
	if ('from_date' in value || 'to_date' in value) {
		const ends = [dateKey(value.from_date), dateKey(value.to_date)];
		return ends.every((end) => end === '') ? '' : ends.join('/');
	}
	if ('date' in value) return dateKey(value);
	const text = ['value', 'id', 'address'].map((key) => asText(value[key])).find(Boolean);
	return (text ?? JSON.stringify(value)).trim().toLowerCase();
}

/** How a filter finds a value that is equal, by what the type of field calls that. */
const EQUALITIES: ReadonlyArray<readonly [comparison: string, wants: Comparisons[string]]> = [
	['is_equal_to', 'number'],
	['is_any_of', 'list'],
	['has_any_of', 'list'],
	['is', 'date mode'],
	['is', 'boolean'],
	['is', 'text'],
];

/** Types that come back in so many forms that the same value would not be recognised. */
const OF_MANY_FORMS = [
	'richtextareafield',
	'phonefield',
	'fullnamefield',
	'addressfield',
	'socialnetworkfield',
];

/** Whether records can be matched by the field. */
export function isMatchable(field: Field): boolean {
	return equalityOf(field) !== undefined && !OF_MANY_FORMS.includes(field.type);
}

function equalityOf(field: Field) {
	const { comparisons } = typeOf(field);
	return EQUALITIES.find(([comparison, wants]) => comparisons[comparison] === wants);
}

/** Entries of a filter, to be joined by OR, that find the records with one of these values. */
export function entriesEqualTo(field: Field, values: readonly FieldValue[]): IDataObject[] {
	const [comparison, wants] = equalityOf(field) ?? [];
	if (comparison === undefined) return [];
	const entry = (value: FieldValue) => ({ field: field.slug, comparison, value });
	switch (wants) {
		case 'list':
			return [entry([...new Set(values.flatMap(listOf).map((one) => idOf(one, 'value')))])];
		case 'date mode':
			return values.flatMap((value) => entriesForDay(field, value));
		case 'text':
			return values.map((value) => entry(textIn(value)));
		default:
			return values.map((value) => entry(value));
	}
}

/**
 * A range is compared by its end, or by its beginning where it has no other. Nobody says in which zone SmartSuite sees
 * the day of a moment, so the days around it are asked for, too, and the moments are compared here.
 */
function entriesForDay({ slug }: Field, value: FieldValue): IDataObject[] {
	const { from_date, to_date } = asObject(value);
	const hasEnd = dateKey(to_date) !== '';
	const isRange = from_date !== undefined || to_date !== undefined;
	const date = isRange ? (hasEnd ? to_date : from_date) : value;
	const field = isRange && !hasEnd ? `${slug}.from_date` : slug;
	const { date: iso, include_time } = isObject(date) ? date : { date, include_time: false };
	const days = include_time === true ? [-1, 0, 1] : [0];
	return days.map((shift) => {
		const day = new Date(Date.parse(asText(iso).slice(0, 10)) + shift * DAY_MS);
		const date_mode_value = day.toISOString().slice(0, 10);
		return { field, comparison: 'is', value: { date_mode: 'exact_date', date_mode_value } };
	});
}

const DAY_MS = 86_400_000;

/** The text that is searched for; of a list its first entry, as the rest is compared here. */
function textIn(value: FieldValue): string {
	const [first] = listOf(value);
	if (!isObject(first)) return String(first ?? '').trim();
	return asText(first.address) || asText(first.value);
}
