/** Fields that are compared alike. */
export type FieldGroup =
	| 'text'
	| 'number'
	| 'count'
	| 'choice'
	| 'list'
	| 'link'
	| 'yesno'
	| 'date'
	| 'duedate'
	| 'file'
	| 'other';

const EMPTINESS = ['is_empty', 'is_not_empty'];

const NUMERIC = [
	'is_equal_to',
	'is_not_equal_to',
	'is_greater_than',
	'is_less_than',
	'is_equal_or_greater_than',
	'is_equal_or_less_than',
];

const LISTS = ['has_any_of', 'has_all_of', 'is_exactly', 'has_none_of', ...EMPTINESS];

// `is_after` is in no document, but a client in daily use sends it.
const DATES = [
	'is',
	'is_not',
	'is_before',
	'is_on_or_before',
	'is_after',
	'is_on_or_after',
	...EMPTINESS,
];

/** The comparisons of docs/internals/smartsuite.md 4.1. */
export const COMPARISONS: Record<FieldGroup, string[]> = {
	text: ['is', 'is_not', 'contains', 'not_contains', ...EMPTINESS],
	number: [...NUMERIC, ...EMPTINESS],
	count: NUMERIC,
	choice: ['is', 'is_not', 'is_any_of', 'is_none_of', ...EMPTINESS],
	list: LISTS,
	// `is` is answered with no record, and 200.
	link: ['contains', 'not_contains', 'is', ...LISTS],
	yesno: ['is'],
	date: DATES,
	duedate: [...DATES, 'is_overdue', 'is_not_overdue'],
	file: ['file_name_contains', 'file_type_is', ...EMPTINESS],
	other: EMPTINESS,
};

/** Comparisons that want the value null. */
export const VALUELESS = [...EMPTINESS, 'is_overdue', 'is_not_overdue'];

const GROUPS: Record<string, FieldGroup> = {
	textfield: 'text',
	addressfield: 'text',
	emailfield: 'text',
	phonefield: 'text',
	linkfield: 'text',
	recordtitlefield: 'text',
	textareafield: 'text',
	currencyfield: 'number',
	numberfield: 'number',
	percentfield: 'number',
	ratingfield: 'number',
	durationfield: 'number',
	autonumberfield: 'count',
	singleselectfield: 'choice',
	statusfield: 'choice',
	multipleselectfield: 'list',
	tagsfield: 'list',
	userfield: 'list',
	linkedrecordfield: 'link',
	yesnofield: 'yesno',
	datefield: 'date',
	duedatefield: 'duedate',
	filefield: 'file',
	// Not in the documents' table; by likeness (assumption).
	richtextareafield: 'text',
	fullnamefield: 'text',
	numbersliderfield: 'number',
	percentcompletefield: 'number',
	countfield: 'count',
	commentscountfield: 'count',
	daterangefield: 'date',
	firstcreatedfield: 'date',
	lastupdatedfield: 'date',
};

/** A type that nobody has said anything about is only empty or not. */
export const groupOf = (fieldType: string): FieldGroup => GROUPS[fieldType] ?? 'other';
