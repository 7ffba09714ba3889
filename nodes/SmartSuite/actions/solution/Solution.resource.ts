import type { Resource } from '../resource';
import { getAll } from './getAll.operation';

export const solution: Resource = {
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
				action: 'Get many solutions',
				description: 'List the solutions of the workspace, with their IDs and how much is in them',
			},
		],
	},
};
