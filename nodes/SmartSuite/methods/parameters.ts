import type { INodeProperties } from 'n8n-workflow';

import { SOLUTION_URL } from './locator';

/**
 * The parameters that choose things in SmartSuite, for both nodes, beside the searches that fill
 * their dropdowns. Workflows depend on their names.
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

export const simplifyParameter: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};
