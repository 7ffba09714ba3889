import type { INodeProperties } from 'n8n-workflow';

import { eventsParameter, solutionParameter, watchParameters } from '../methods';

/** The trigger node's parameters; their names are binding (design section 3). */
export const triggerParameters: INodeProperties[] = [
	solutionParameter,
	eventsParameter,
	...watchParameters,
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
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
