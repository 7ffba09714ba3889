import type { Resource } from '../resource';
import { getAll } from './getAll.operation';

export const member: Resource = {
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
				action: 'Get many members',
				description: 'List the members of the workspace, with their emails and roles',
			},
		],
	},
};
