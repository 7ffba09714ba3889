import type { Resource } from '../resource';
import { create } from './create.operation';
import { deleteOperation } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { keepAlive } from './keepAlive.operation';
import { update } from './update.operation';

export const webhook: Resource = {
	operations: { create, delete: deleteOperation, get, getAll, keepAlive, update },
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
				action: 'Create a webhook',
				description: 'Have SmartSuite send a ping to a URL when records change',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete a webhook',
				description: 'Delete a webhook with its stored events',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get a webhook',
				description: 'Read one webhook and how it is',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many webhooks',
				description: 'List the webhooks of a solution and how they are',
			},
			{
				name: 'Keep Alive',
				value: 'keepAlive',
				action: 'Keep webhooks alive',
				description: 'Stop webhooks from expiring after seven idle days, and revive expired ones',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update a webhook',
				description: 'Change what a webhook watches, where it points, or whether it is on',
			},
		],
	},
};
