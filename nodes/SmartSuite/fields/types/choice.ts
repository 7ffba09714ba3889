import { CHOICE_COMPARISONS, LIST_COMPARISONS } from '../comparisons';
import { writable } from '../entry';
import type { FieldType, FieldValue, Names } from '../field-type';
import type { Field } from '../../api';
import { sentChoice, sentChoices, sentStatus } from '../words/choice';
import { sameChoice, sameSet } from '../words/compare';
import { idOf, listOf, orNull } from '../words/shapes';

/** The label of the choice, which stands alone or as `{value}`. */
function shownChoice(value: FieldValue, field: Field, names: Names): FieldValue {
	const id = idOf(value, 'value');
	return id === '' ? withoutEmptyStatus(value) : names.choice(field, id);
}

/** `{value: ''}` is an empty status; what nobody has heard of stays. */
function withoutEmptyStatus(value: FieldValue): FieldValue {
	const isEmptyStatus = typeof value === 'object' && value !== null && 'value' in value;
	return isEmptyStatus ? null : orNull(value);
}

const oneChoice = (name: string, sent: FieldType['sent']): FieldType =>
	writable({
		name,
		guide: { shown: "the choice's label", accepts: 'a label or an id' },
		shown: shownChoice,
		sent,
		same: sameChoice,
		cleared: null,
		mapper: 'options',
		comparisons: CHOICE_COMPARISONS,
	});

const severalChoices = (name: string): FieldType =>
	writable({
		name,
		guide: { shown: 'list of labels', accepts: 'labels or ids: a list, or a text with commas' },
		shown: (value, field, names) => listOf(value).map((one) => shownChoice(one, field, names)),
		sent: sentChoices,
		same: sameSet,
		cleared: [],
		mapper: 'string',
		comparisons: LIST_COMPARISONS,
	});

export const CHOICES: Readonly<Record<string, FieldType>> = {
	singleselectfield: oneChoice('Single Select', sentChoice),
	statusfield: oneChoice('Status', sentStatus),
	multipleselectfield: severalChoices('Multiple Select'),
	tagsfield: severalChoices('Tags'),
};
