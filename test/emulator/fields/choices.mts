import { isObject, type Field } from '../types.mts';
import { entriesOf, FieldRefusal, NOT_SAVED, type FieldType, type Writing } from './field-type.mts';
import { asText } from './text.mts';

interface Choice {
	value: string;
	label: string;
}

/** The choices of a field, in the order that people see. */
export function choicesOf({ params }: Field): Choice[] {
	return Array.isArray(params.choices) ? (params.choices as Choice[]) : [];
}

/** The bare id; `{value}` is saved empty (docs/internals/smartsuite.md 4.3). */
export const singleSelect: FieldType = {
	empty: () => '',
	store: (value, writing) => (value === '' || isObject(value) ? '' : choiceOf(value, writing)),
};

export const multipleSelect: FieldType = {
	empty: () => [],
	store: (value, writing) =>
		entriesOf(value)
			.map((entry) => choiceOf(entry, writing))
			.filter((id) => id !== ''),
};

/** `{value}`; whether bare text is stored is the switch `statusAsText`. */
export const status: FieldType = {
	empty: (now) => ({ updated_on: now, value: 'backlog' }),
	cleared: (now) => ({ updated_on: now, value: '' }),
	store(value, writing) {
		if (!isObject(value) && writing.world.switches.statusAsText === 'not-saved') return NOT_SAVED;
		const wanted = isObject(value) ? (value.value ?? '') : value;
		const { before, now } = writing;
		const chosen = wanted === '' ? '' : choiceOf(wanted, writing);
		const isOld = isObject(before) && before.value === chosen;
		return isOld ? before : { updated_on: now, value: chosen };
	},
};

/** Ids of tags; where their labels come from is unknown, so any text is one. */
export const tags: FieldType = {
	empty: () => [],
	store: (value) => entriesOf(value).map(asText),
};

const YES = [true, 'true', 'True', 'yes', 'Yes', 'on', '1', 1];
const NO = [false, 'false', 'False', 'no', 'No', 'off', '0', 0, ''];

/** What Django takes for a boolean. */
export const yesNo: FieldType = {
	empty: () => false,
	store(value) {
		if (YES.some((yes) => yes === value)) return true;
		if (NO.some((no) => no === value)) return false;
		throw new FieldRefusal('Must be a valid boolean.');
	},
};

/**
 * The id of a choice, or '' for one that there is not. A label is unknown too, unless the switch
 * `choiceLabels` has it taken. Where new choices are allowed, an unknown one is never an error.
 */
function choiceOf(value: unknown, { world, field }: Writing): string {
	const { choiceLabels, unknownChoice } = world.switches;
	const choices = choicesOf(field);
	const wanted = asText(value);
	const chosen =
		choices.find((choice) => choice.value === wanted) ??
		choices.find(({ label }) => choiceLabels === 'taken' && label === wanted);
	if (chosen) return chosen.value;
	if (unknownChoice === 'emptied' || field.params.new_choices_allowed) return '';
	throw new FieldRefusal(`"${wanted}" is not a valid choice.`);
}
