import type { INodeProperties } from 'n8n-workflow';

/** Fields that several operations share, with the texts that n8n's lint asks for. */

export const notificationUrlField: INodeProperties = {
	displayName: 'Notification URL',
	name: 'notificationUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/changes',
	description:
		'Where SmartSuite sends its pings, which name the webhook but bring no data: an address on the internet',
};

export const enabledField: INodeProperties = {
	displayName: 'Enabled',
	name: 'enabled',
	type: 'boolean',
	default: true,
	description:
		'Whether SmartSuite sends pings. It keeps no notification URL for a webhook that is switched off.',
};

/** How many results an operation gives where nobody says: the default of Limit, which n8n's lint wants as a figure. */
export const STANDARD_LIMIT = 50;

export const limitFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];
