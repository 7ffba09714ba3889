import type { INodeProperties } from 'n8n-workflow';

/** What Get Many asks for: which records, in which order, with which fields. */

export const FILTER_MODES = [
	{ name: 'None', value: 'none', description: 'Get all records' },
	{ name: 'Conditions', value: 'manual', description: 'Build the filter field by field' },
	{ name: 'JSON', value: 'json', description: "Give the filter in SmartSuite's own form" },
] as const;

export const MATCHES = [
	{ name: 'All Conditions', value: 'all', description: 'AND: a record has to meet each of them' },
	{ name: 'Any Condition', value: 'any', description: 'OR: one of them is enough' },
] as const;

export const DIRECTIONS = [
	{ name: 'Ascending', value: 'asc' },
	{ name: 'Descending', value: 'desc' },
] as const;

const filterParameters: INodeProperties[] = [
	{
		displayName: 'Filter',
		name: 'filterMode',
		type: 'options',
		noDataExpression: true,
		options: [...FILTER_MODES],
		default: 'none',
		description: 'Which records to get',
	},
	{
		displayName: 'Match',
		name: 'match',
		type: 'options',
		options: [...MATCHES],
		default: 'all',
		displayOptions: { show: { filterMode: ['manual'] } },
		description: 'How the conditions belong together',
	},
	{
		displayName: 'Conditions',
		name: 'filters',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add condition',
		default: {},
		displayOptions: { show: { filterMode: ['manual'] } },
		options: [
			{
				displayName: 'Condition',
				name: 'conditions',
				values: [
					{
						displayName: 'Field Name or ID',
						name: 'field',
						type: 'options',
						typeOptions: {
							loadOptionsMethod: 'getFilterFields',
							loadOptionsDependsOn: ['table.value'],
						},
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{
						displayName: 'Comparison Name or ID',
						name: 'comparison',
						type: 'options',
						typeOptions: {
							loadOptionsMethod: 'getFieldComparisons',
							loadOptionsDependsOn: ['table.value', '&field'],
						},
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{
						displayName: 'Value',
						name: 'value',
						type: 'string',
						default: '',
						description:
							'What to compare with: labels, e-mails, titles, numbers, dates such as 2026-11-28, "today", "next 7 days" or "past 30 days". Leave it empty for "is empty" and the like. Several, where the comparison takes them, are parted by commas.',
					},
				],
			},
		],
	},
	{
		displayName: 'Filter JSON',
		name: 'filterJson',
		type: 'json',
		default: '{\n  "operator": "and",\n  "fields": []\n}',
		displayOptions: { show: { filterMode: ['json'] } },
		description:
			"The filter as SmartSuite's API takes it, by slugs and IDs: an operator, and fields with field, comparison and value",
	},
];

const sortParameter: INodeProperties = {
	displayName: 'Sort',
	name: 'sort',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add sort field',
	default: {},
	options: [
		{
			displayName: 'Field',
			name: 'fields',
			values: [
				{
					displayName: 'Field Name or ID',
					name: 'field',
					type: 'options',
					typeOptions: {
						loadOptionsMethod: 'getTableFields',
						loadOptionsDependsOn: ['table.value'],
					},
					default: '',
					description:
						'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
				},
				{
					displayName: 'Direction',
					name: 'direction',
					type: 'options',
					options: [...DIRECTIONS],
					default: 'asc',
				},
			],
		},
	],
};

export const searchParameters = [...filterParameters, sortParameter];

export const shownFieldsOption: INodeProperties = {
	displayName: 'Field Names or IDs',
	name: 'fields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getTableFields', loadOptionsDependsOn: ['table.value'] },
	default: [],
	description:
		'The fields to get; all where none is chosen. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};
