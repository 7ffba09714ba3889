import { asText, isObject } from '../../api';
import type { Field } from '../../api';
import type { FieldValue, Sent } from '../field-type';
import { entriesIn, loosely, wordOf } from './list';
import { quoted, refused } from './refuse';

/** A choice of a select, a status or tags. */
export interface Choice {
	id: string;
	label: string;
}

/** The choices of the field; undefined where the structure does not list any. */
export function choicesOf({ params }: Field): Choice[] | undefined {
	if (!Array.isArray(params.choices)) return undefined;
	return (params.choices as FieldValue[]).filter(isObject).map(({ value, label }) => ({
		id: asText(value),
		label: asText(label) || asText(value),
	}));
}

/** By exact id, then by exact label, then by label without case and blanks. */
function matching(choices: readonly Choice[], word: string): Choice[] {
	const tests: Array<(choice: Choice) => boolean> = [
		({ id }) => id === word,
		({ label }) => label === word,
		({ label }) => loosely(label) === loosely(word),
	];
	const found = tests.map((test) => choices.filter(test)).find((some) => some.length > 0);
	return found ?? [];
}

/** The id of the one choice that is meant. */
function choiceIn(entry: FieldValue, field: Field): { id: string } | ReturnType<typeof refused> {
	const word = wordOf(entry, 'value', 'id', 'label', 'name');
	const choices = choicesOf(field);
	if (!choices && word !== '') return { id: word };
	const labels = (choices ?? []).map(({ label }) => label);
	const [found, ...more] = word === '' ? [] : matching(choices ?? [], word);
	if (!found) return refused(field, `has no choice ${quoted(entry)}`, labels);
	if (more.length === 0) return { id: found.id };
	const ids = [found, ...more].map(({ id, label }) => `${id} (${label})`);
	return refused(field, `has ${ids.length} choices ${quoted(entry)}; use the id`, ids);
}

/** The bare id: SmartSuite saves `{value}` of a single select as empty (docs/internals/smartsuite.md section 4.3). */
export function sentChoice(value: FieldValue, field: Field): Sent {
	const chosen = onlyChoice(value, field);
	return 'refusal' in chosen ? chosen : { value: chosen.id };
}

export function sentStatus(value: FieldValue, field: Field): Sent {
	const chosen = onlyChoice(value, field);
	return 'refusal' in chosen ? chosen : { value: { value: chosen.id } };
}

function onlyChoice(value: FieldValue, field: Field) {
	if (!Array.isArray(value)) return choiceIn(value, field);
	const [only, ...more] = value as FieldValue[];
	if (more.length > 0) return refused(field, `takes one choice, not ${more.length + 1}`);
	return choiceIn(only, field);
}

/** Ids, each once, from a list, its JSON or a text with commas. */
export function sentChoices(value: FieldValue, field: Field): Sent {
	const known = choicesOf(field) ?? [];
	const entries = entriesIn(value, (text) => matching(known, text).length > 0);
	const ids: string[] = [];
	for (const entry of entries) {
		const chosen = choiceIn(entry, field);
		if ('refusal' in chosen) return chosen;
		ids.push(chosen.id);
	}
	return { value: [...new Set(ids)] };
}
