import type { Field, JsonObject } from '../types.mts';
import { field } from './fields.mts';

const CHOICES = [
	{ value: 'aB3xY', label: 'Red', value_order: 0 },
	{ value: 'cD4zW', label: 'Green', value_order: 1 },
	{ value: 'eF5vU', label: 'Blue, dark', value_order: 2 },
];

const TASKS = '63b87cad645b3949631b55c1';

/** One field of each type that the table does not have anyway, with a slug that tells the type. */
export function everythingFields(): Field[] {
	return [...textFields(), ...numberFields(), ...choiceFields(), ...objectFields(), ...computed()];
}

const textFields = () => [
	field('stext00001', 'Text', 'textfield', { max_length: 100 }),
	field('scode00001', 'Unique Code', 'textfield', { unique: true }),
	field('sarea00001', 'Text Area', 'textareafield'),
	field('sdoc000001', 'SmartDoc', 'richtextareafield'),
	field('smail00001', 'Email', 'emailfield'),
	field('slink00001', 'Link', 'linkfield'),
	field('sphone0001', 'Phone', 'phonefield'),
	field('sname00001', 'Full Name', 'fullnamefield'),
	field('saddr00001', 'Address', 'addressfield'),
	field('sip0000001', 'IP Address', 'ipaddressfield'),
	field('scolor0001', 'Color Picker', 'colorpickerfield'),
	field('ssocial001', 'Social Network', 'socialnetworkfield'),
];

const numberFields = () => [
	field('snumber001', 'Number', 'numberfield', { precision: 2 }),
	field('scurr00001', 'Currency', 'currencyfield', { currency: 'USD' }),
	field('spercent01', 'Percent', 'percentfield'),
	field('srating001', 'Rating', 'ratingfield', { min_value: 0, max_value: 5 }),
	field('sslider001', 'Number Slider', 'numbersliderfield', { min_value: 0, max_value: 100 }),
	field('sprogress1', 'Percent Complete', 'percentcompletefield', {
		min_value: 0,
		max_value: 100,
	}),
	field('sduration1', 'Duration', 'durationfield'),
	field('stime00001', 'Time', 'timefield'),
	field('sdate00001', 'Date', 'datefield'),
	field('srange0001', 'Date Range', 'daterangefield'),
	field('due_date', 'Due Date', 'duedatefield'),
];

const choiceFields = () => [
	field('syesno0001', 'Yes / No', 'yesnofield'),
	field('sselect001', 'Single Select', 'singleselectfield', { choices: CHOICES }),
	field('smulti0001', 'Multiple Select', 'multipleselectfield', {
		choices: CHOICES,
		new_choices_allowed: true,
	}),
	field('status', 'Status', 'statusfield', {
		choices: [
			{ value: 'backlog', label: 'To Do', value_order: 0 },
			{ value: 'in_progress', label: 'In Progress', value_order: 1 },
			{ value: 'complete', label: 'Done', value_order: 2, is_completed: true },
		],
	}),
	field('stags00001', 'Tags', 'tagsfield'),
	field('assigned_to', 'Assigned To', 'userfield', { entries_allowed: 'multiple' }),
	field('slinked001', 'Linked Record', 'linkedrecordfield', {
		linked_application: TASKS,
		entries_allowed: 'multiple',
	}),
	field('sfiles0001', 'Files and Images', 'filefield'),
];

const objectFields = () => [
	field('schecks001', 'Checklist', 'checklistfield'),
	field('ssubitems1', 'Sub-Items', 'subitemsfield'),
	field('ssign00001', 'Signature', 'signaturefield'),
	field('stracking1', 'Time Tracking Log', 'timetrackingfield'),
	field('sdepend001', 'Dependencies', 'dependencyfield'),
];

const computed = () => [
	field('svote00001', 'Vote', 'votefield'),
	field('scount0001', 'Count', 'countfield', { target_field: 'slinked001' }),
	field('sformula01', 'Formula', 'formulafield', {
		formula: '[Number] * 2',
		target_field_structure: { field_type: 'numberfield' },
	}),
	field('srollup001', 'Rollup', 'rollupfield'),
	field('slookup001', 'Lookup', 'lookupfield'),
	field('sbutton001', 'Button', 'buttonfield'),
	field('srecordid1', 'Record ID', 'recordidfield'),
];

/** A full record and one that has its title only. */
export function everythingRecords(member: string): JsonObject[] {
	return [
		{ title: 'Full', ...texts, ...numbers, ...choices(member), ...results },
		{ title: 'Bare' },
	];
}

const texts = {
	stext00001: 'A line',
	scode00001: 'A-1',
	sarea00001: 'Two\nlines',
	smail00001: ['jane@example.com'],
	slink00001: ['https://example.com'],
	sphone0001: [
		{
			phone_country: 'US',
			phone_number: '913 555 1212',
			phone_extension: '',
			phone_type: 2,
			sys_root: '9135551212',
			sys_title: '913 555 1212',
		},
	],
	sname00001: { title: '1', first_name: 'Jane', last_name: 'Doe', sys_root: 'Jane Doe' },
	saddr00001: {
		location_address: '1 Main Street',
		location_city: 'Springfield',
		location_country: 'US',
		sys_root: '1 Main Street, Springfield, US',
	},
	sip0000001: [{ country_code: 'us', address: '192.0.2.1' }],
	scolor0001: [{ value: '#814C4C' }],
	ssocial001: { linkedin_username: 'janedoe' },
};

const numbers = {
	snumber001: '12.0',
	scurr00001: '19.95',
	spercent01: '42.0',
	srating001: 4,
	sslider001: 59,
	sprogress1: 80,
	sduration1: '5400.0',
	stime00001: '21:15:00',
	sdate00001: { date: '2026-01-20T00:00:00Z', include_time: false },
	srange0001: {
		from_date: { date: '2026-01-20T09:00:00Z', include_time: true },
		to_date: { date: '2026-01-22T17:30:00Z', include_time: true },
	},
};

const choices = (member: string) => ({
	syesno0001: true,
	sselect001: 'aB3xY',
	smulti0001: ['aB3xY', 'eF5vU'],
	status: { value: 'in_progress' },
	stags00001: ['60a1c2d3e4f5a6b7c8d9e0f1'],
	assigned_to: [member],
});

const results = {
	svote00001: {
		total_votes: 1,
		votes: [{ user_id: '63a1f65723aaf6bcb564b1f1', date: '2026-01-05' }],
	},
	sformula01: '24.0',
	srollup001: '9.0',
	slookup001: [['Phase Gate']],
};
