import type { INodeProperties } from 'n8n-workflow';

import { TABLE_URL } from './locator';

/** How much of a solution can be watched. */
export const WATCH_CHOICES = [
	{
		name: 'Whole Solution',
		value: 'solution',
		description: 'Every table of the solution, also those added later',
	},
	{ name: 'Specific Tables', value: 'tables', description: 'One or more tables' },
	{ name: 'Specific Fields', value: 'fields', description: 'Some fields of one table' },
] as const;

const watchParameter: INodeProperties = {
	displayName: 'Watch',
	name: 'watch',
	type: 'options',
	options: [...WATCH_CHOICES],
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
	hint: "Changes to other fields don't start the workflow",
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
};

/** How much of a solution a webhook looks at: `watch` and what belongs to its choices. */
export const watchParameters = [watchParameter, tablesParameter, tableParameter, fieldsParameter];
