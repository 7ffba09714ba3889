import type { IDataObject } from 'n8n-workflow';

import { asText, isObject } from '../api';
import type { Field } from '../api';
import { COMPARISON_NAMES } from './comparisons';
import { typeOf } from './field-types';
import type { Comparisons, FieldValue, Refusal, Words } from './field-type';
import type { Structure } from './shown-record';
import { filterDay } from './words/filter-day';
import { entriesIn, loosely } from './words/list';
import { quoted, refused } from './words/refuse';
import { booleanIn } from './words/scalar';
import { asNumberIfExact, idOf, isBlank, isNothing, listOf } from './words/shapes';
import { fieldNamed } from './written-record';

/** One condition, in people's words: a field's label, "is any of", labels of choices. */
export interface Condition {
	field: string;
	comparison: string;
	value: FieldValue;
}

/** A condition whose field is known; a range may be compared by its start. */
export interface FieldCondition extends Condition {
	known: Field;
	part: '' | '.from_date' | '.to_date';
}

/** The condition with its field. */
export function conditionOn(
	condition: Condition,
	structure: Structure,
): FieldCondition | { refusal: Refusal } {
	const [, name = '', part = ''] = /^(.*?)(\.from_date|\.to_date)?$/s.exec(condition.field) ?? [];
	const known = fieldNamed(condition.field, structure) ?? fieldNamed(name, structure);
	if (known && 'refusal' in known) return known;
	if (known) return { ...condition, known, part: part as FieldCondition['part'] };
	const label = condition.field || 'Field';
	return refused({ label }, 'is no field of the table', [...structure.labels.values()]);
}

/** One entry of SmartSuite's filter, whose comparisons and values follow the field's type (docs/internals/smartsuite.md section 4.1). */
export function filterEntry(
	{ known, part, comparison, value }: FieldCondition,
	words: Words,
): { entry: IDataObject } | { refusal: Refusal } {
	const { comparisons } = typeOf(known);
	const named = comparisonNamed(comparison, comparisons);
	if (named === undefined) {
		const names = Object.keys(comparisons).map((key) => COMPARISON_NAMES[key] ?? key);
		const problem =
			names.length > 0 ? `cannot be compared by ${quoted(comparison)}` : 'cannot be filtered by';
		return refused(known, problem, names);
	}
	const compared = comparedValue(value, known, words, comparisons[named]);
	if ('refusal' in compared) return compared;
	return { entry: { field: `${known.slug}${part}`, comparison: named, value: compared.value } };
}

/** By SmartSuite's key or by what people see; `is` for a number means that it is equal. */
function comparisonNamed(given: string, comparisons: Comparisons): string | undefined {
	const meant = loosely(given).replaceAll('_', '');
	const alike = (text: string) => loosely(text).replaceAll('_', '') === meant;
	const keys = Object.keys(comparisons);
	const named = keys.find((key) => alike(key) || alike(COMPARISON_NAMES[key] ?? ''));
	return named ?? ALSO_CALLED[meant]?.find((key) => keys.includes(key));
}

/** What people and agents say for what a type calls otherwise. */
const ALSO_CALLED: Readonly<Record<string, readonly string[]>> = {
	is: ['is_equal_to', 'is_exactly'],
	equals: ['is', 'is_equal_to', 'is_exactly'],
	'=': ['is', 'is_equal_to', 'is_exactly'],
	isnot: ['is_not_equal_to', 'has_none_of'],
	'!=': ['is_not', 'is_not_equal_to', 'has_none_of'],
	'>': ['is_greater_than', 'is_after'],
	'<': ['is_less_than', 'is_before'],
	'>=': ['is_equal_or_greater_than', 'is_on_or_after'],
	'<=': ['is_equal_or_less_than', 'is_on_or_before'],
	isanyof: ['has_any_of'],
	isnoneof: ['has_none_of'],
	hasanyof: ['is_any_of'],
	hasnoneof: ['is_none_of'],
	contains: ['has_any_of'],
};

type Compared = { value: FieldValue } | { refusal: Refusal };

/** Nothing to compare with is refused: SmartSuite may then give all records, and the next node may delete them. */
function comparedValue(
	value: FieldValue,
	field: Field,
	words: Words,
	wants: Comparisons[string] | undefined,
): Compared {
	if (wants === 'nothing') return { value: null };
	if (isNothing(value)) {
		return refused(field, 'is compared with nothing: its value is empty');
	}
	switch (wants) {
		case 'date mode':
			return filterDay(value, field, words);
		case 'number':
			return comparedNumber(value, field, words);
		case 'boolean': {
			const meant = booleanIn(value);
			return meant === undefined
				? refused(field, `is neither true nor false: ${quoted(value)}`, ['true', 'false'])
				: { value: meant };
		}
		case 'list':
			return comparedList(value, field, words);
		default:
			return comparedText(value, field, words);
	}
}

function comparedNumber(value: FieldValue, field: Field, words: Words): Compared {
	const type = typeOf(field);
	// What a field does not hold can still be its bound: a rating is less than 6.
	const unbounded = { ...field, params: {} };
	if (type.isWritable) return sentValue(type.sent(value, unbounded, words));
	const number = asNumberIfExact(value);
	return typeof number === 'number'
		? { value: number }
		: refused(field, `is not a number: ${quoted(value)}`);
}

/** Each entry of a list of choices is understood by itself, as a field takes one only. */
function comparedList(value: FieldValue, field: Field, words: Words): Compared {
	const type = typeOf(field);
	const unlimited = { ...field, params: { ...field.params, entries_allowed: 'multiple' } };
	if (Array.isArray(type.cleared)) {
		const sent = sentValue(type.sent(value, unlimited, words));
		if ('refusal' in sent) return sent;
		return isBlank(sent.value) ? refused(field, 'is compared with an empty list') : sent;
	}
	const isOne = (text: string) => !('refusal' in type.sent(text, field, words));
	const ids: string[] = [];
	for (const entry of entriesIn(value, isOne)) {
		const sent = sentValue(type.sent(entry, field, words));
		if ('refusal' in sent) return sent;
		ids.push(idOf(sent.value, 'value'));
	}
	return ids.length === 0 ? refused(field, 'is compared with an empty list') : { value: ids };
}

function comparedText(value: FieldValue, field: Field, words: Words): Compared {
	if (['singleselectfield', 'statusfield'].includes(field.type)) {
		const sent = sentValue(typeOf(field).sent(value, field, words));
		return 'refusal' in sent ? sent : { value: idOf(sent.value, 'value') };
	}
	const [only, ...more] = listOf(isObject(value) ? asText(value.name) : value);
	if (more.length === 0 && typeof only !== 'object' && !isBlank(only))
		return { value: String(only) };
	return refused(field, `is compared with one text, not with ${quoted(value)}`);
}

function sentValue(sent: ReturnType<ReturnType<typeof typeOf>['sent']>): Compared {
	return 'refusal' in sent ? sent : { value: sent.value };
}
