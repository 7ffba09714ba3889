import { isObject } from '../../api';
import type { Field } from '../../api';
import { LINK_COMPARISONS, LIST_COMPARISONS } from '../comparisons';
import { writable } from '../entry';
import type { FieldType, FieldValue, Names } from '../field-type';
import { sameSet } from '../words/compare';
import { sentMembers } from '../words/member';
import { sentRecords, titlesIn } from '../words/record';
import { idOf, listOf } from '../words/shapes';

/** A member or a list of them, as the field allows; a form that nobody has heard of as it is. */
function shownMembers(value: FieldValue, field: Field, names: Names): FieldValue {
	const shown = listOf(value).map((entry) => {
		const id = idOf(entry);
		return id === '' ? entry : names.member(id);
	});
	const isOne = field.params.entries_allowed === 'single' && shown.length <= 1;
	return isOne ? (shown[0] ?? null) : shown;
}

/** The ids of linked records, or what SmartSuite says about each where it says more. */
function shownRecords(value: FieldValue): FieldValue {
	return listOf(value).map((entry) => {
		const isBare = !isObject(entry) || Object.keys(entry).length === 1;
		return isBare ? idOf(entry) || entry : entry;
	});
}

export const PEOPLE_AND_LINKS: Readonly<Record<string, FieldType>> = {
	userfield: writable({
		name: 'Assigned To',
		guide: {
			shown: '`{id, name, email}`; a list of them unless it allows one only',
			accepts: 'e-mail, full name, id or `me`: one, a list, or a text with commas',
		},
		shown: shownMembers,
		sent: sentMembers,
		same: sameSet,
		cleared: [],
		mapper: 'string',
		comparisons: LIST_COMPARISONS,
	}),
	linkedrecordfield: writable({
		name: 'Linked Record',
		guide: {
			shown: 'list of record ids',
			accepts: 'record ids or whole titles: one, a list, or a text with commas',
		},
		shown: shownRecords,
		sent: sentRecords,
		same: sameSet,
		cleared: [],
		mapper: 'string',
		comparisons: LINK_COMPARISONS,
		titlesIn,
	}),
};
