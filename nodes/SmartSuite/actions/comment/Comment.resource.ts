import type { Resource } from '../resource';
import { create } from './create.operation';
import { getAll } from './getAll.operation';

export const comment: Resource = {
	operations: { create, getAll },
	choice: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'getAll',
		options: [
			{
				name: 'Create',
				value: 'create',
				action: 'Create comment',
				description: 'Add a comment to a record, which may mention members and be assigned to one',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many comments',
				description: 'List the comments of a record, oldest first',
			},
		],
	},
};
