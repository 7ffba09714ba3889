import type { Field, JsonObject } from '../types.mts';

/** Two fields share the label "Note", as people do. */
export function taskFields(): Field[] {
	return [
		field('description', 'Description', 'richtextareafield'),
		field('assigned_to', 'Assigned To', 'userfield', { entries_allowed: 'multiple' }),
		field('status', 'Status', 'statusfield', {
			choices: [
				{ value: 'backlog', label: 'Backlog', value_order: 0 },
				{ value: 'in_progress', label: 'In Progress', value_order: 1 },
				{ value: 'complete', label: 'Complete', value_order: 2 },
			],
		}),
		field('due_date', 'Due Date', 'duedatefield'),
		field('priority', 'Priority', 'singleselectfield', {
			choices: [
				{ value: '3u0Cl', label: 'Low', value_order: 0 },
				{ value: 'Qx3uC', label: 'High', value_order: 1 },
			],
		}),
		field('sestimate1', 'Estimate', 'numberfield'),
		field('sdone00001', 'Done', 'yesnofield'),
		field('sdup000001', 'Note', 'textareafield'),
		field('sdup000002', 'Note', 'textareafield'),
	];
}

export const contactFields = () => [
	field('semail0001', 'Email', 'emailfield'),
	field('scompany01', 'Company', 'textfield'),
	field('sclient001', 'Client', 'yesnofield'),
	field('stasks0001', 'Tasks', 'linkedrecordfield', {
		linked_application: '63b87cad645b3949631b55c1',
		entries_allowed: 'multiple',
	}),
];

export const dealFields = () => [field('samount001', 'Amount', 'currencyfield')];

export const systemFields = () => [
	field('first_created', 'First Created', 'firstcreatedfield', { system: true }),
	field('last_updated', 'Last Updated', 'lastupdatedfield', { system: true }),
	field('followed_by', 'Followed by', 'userfield', { system: true }),
	field('comments_count', 'Open Comments', 'commentscountfield', { system: true }),
	field('autonumber', 'Auto Number', 'autonumberfield', { system: true }),
];

export function field(
	slug: string,
	label: string,
	field_type: string,
	params: JsonObject = {},
): Field {
	return { slug, label, field_type, params };
}
