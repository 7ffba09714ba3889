import type { INodeProperties } from 'n8n-workflow';

import { SOLUTION_URL, TABLE_URL } from './locator';

/**
 * The parameters that choose things in SmartSuite, for both nodes, beside the searches that fill
 * their dropdowns. Their names are binding (design section 3).
 */

export const solutionParameter: INodeProperties = {
	displayName: 'Solution',
	name: 'solution',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The SmartSuite solution, from the list, by ID or by the address of its page',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a solution...',
			typeOptions: { searchListMethod: 'searchSolutions', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 63b87cad645b3949631b55bf',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://app.smartsuite.com/sv25cxf2/solution/63b87cad645b3949631b55bf/',
			extractValue: { type: 'regex', regex: SOLUTION_URL },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: `${SOLUTION_URL}.*`,
						errorMessage: "Paste the browser's address while the solution is open in SmartSuite",
					},
				},
			],
		},
	],
};

export const webhookParameter: INodeProperties = {
	displayName: 'Webhook',
	name: 'webhook',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'A webhook of the solution, from the list, by ID or by the URL that it points at',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a webhook...',
			typeOptions: { searchListMethod: 'searchWebhooks', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 2f7cc6e0-b709-4b04-964a-3706c89c78e3',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://n8n.example.com/webhook/changes',
			hint: 'The notification URL that the webhook points at',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: 'https?://.+',
						errorMessage: 'Enter the notification URL that the webhook points at',
					},
				},
			],
		},
	],
};

export const eventsParameter: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	options: [
		{ name: 'Record Created', value: 'RECORD_CREATED' },
		{ name: 'Record Deleted', value: 'RECORD_DELETED' },
		{ name: 'Record Updated', value: 'RECORD_UPDATED' },
	],
	default: ['RECORD_CREATED', 'RECORD_UPDATED', 'RECORD_DELETED'],
	description: 'The kinds of change to report: records created, updated or deleted',
};

const watchParameter: INodeProperties = {
	displayName: 'Watch',
	name: 'watch',
	type: 'options',
	options: [
		{
			name: 'Whole Solution',
			value: 'solution',
			description: 'Every table of the solution, also those added later',
		},
		{ name: 'Chosen Tables', value: 'tables', description: 'One or more tables' },
		{ name: 'Chosen Fields', value: 'fields', description: 'Some fields of one table' },
	],
	default: 'solution',
	description: 'How much of the solution to watch for changes',
};

const tablesParameter: INodeProperties = {
	displayName: 'Table Names or IDs',
	name: 'tables',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getTables', loadOptionsDependsOn: ['solution.value'] },
	default: [],
	displayOptions: { show: { watch: ['tables'] } },
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

const tableParameter: INodeProperties = {
	displayName: 'Table',
	name: 'table',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	displayOptions: { show: { watch: ['fields'] } },
	description:
		'The table whose fields to watch, from the list, by ID or by the address of its page',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a table...',
			typeOptions: { searchListMethod: 'searchTables', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 63b87cad645b3949631b55c1',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://app.smartsuite.com/sv25cxf2/solution/63b8.../63b8.../',
			extractValue: { type: 'regex', regex: TABLE_URL },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: `${TABLE_URL}.*`,
						errorMessage: "Paste the browser's address while the table is open in SmartSuite",
					},
				},
			],
		},
	],
};

const fieldsParameter: INodeProperties = {
	displayName: 'Field Names or IDs',
	name: 'fields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getFields', loadOptionsDependsOn: ['table.value'] },
	default: [],
	displayOptions: { show: { watch: ['fields'] } },
	hint: 'A change of any other field starts nothing',
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

/** How much of a solution a webhook looks at: `watch` and what belongs to its choices. */
export const watchParameters = [watchParameter, tablesParameter, tableParameter, fieldsParameter];

export const simplifyParameter: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

export const fieldNamesParameter: INodeProperties = {
	displayName: 'Field Names',
	name: 'fieldNames',
	type: 'options',
	options: [
		{ name: 'Label', value: 'label', description: 'As people see them in SmartSuite' },
		{ name: 'Slug', value: 'slug', description: 'As the API names them; they never change' },
	],
	default: 'slug',
	description: 'How to name the fields of a record in simplified items',
};
