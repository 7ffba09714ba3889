import type { INodeProperties } from 'n8n-workflow';

import {
	eventsParameter,
	fieldNamesParameter,
	simplifyParameter,
	solutionParameter,
	watchParameters,
} from '../methods';

/** The trigger node's parameters; their names are binding (design section 3). */
export const triggerParameters: INodeProperties[] = [
	solutionParameter,
	eventsParameter,
	...watchParameters,
	simplifyParameter,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			fieldNamesParameter,
			{
				displayName: 'Ignore Member Names or IDs',
				name: 'ignoreMembers',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'getMembers' },
				default: [],
				hint: 'Their changes start nothing. Ignore the owner of the API token where the workflow itself changes records.',
				description:
					'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			},
			{
				displayName: 'Keep-Alive Hours',
				name: 'keepAliveHours',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 144 },
				default: 24,
				description:
					'How often to keep the webhook from expiring after seven idle days, at the price of two API calls each time. 0 switches it off.',
			},
			{
				displayName: 'Pull Interval',
				name: 'pullInterval',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 5 },
				default: 1,
				description:
					'Least number of seconds between two calls for new events. The first ping after a quiet time is never delayed.',
			},
		],
	},
];
