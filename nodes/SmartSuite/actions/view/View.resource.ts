import type { Resource } from '../resource';
import { getAll } from './getAll.operation';

export const view: Resource = {
	operations: { getAll },
	choice: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'getAll',
		options: [
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many views',
				description: 'List the views of a table',
			},
		],
	},
};
