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
				action: 'Create webhook',
				description: 'Have SmartSuite send a ping to a URL when records of a solution change',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete webhook',
				description: 'Delete a webhook for good, with the events that SmartSuite stored for it',
			},
			{
				name: 'Get',
				value: 'get',
				action: 'Get webhook',
				description: 'Read one webhook: its status, the days it has left and what it watches',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many webhooks',
				description:
					'List the webhooks of a solution with their status and the days they have left',
			},
			{
				name: 'Keep Alive',
				value: 'keepAlive',
				action: 'Keep webhooks alive',
				description: 'Stop webhooks from expiring after seven idle days, and revive those that did',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update webhook',
				description: 'Change what a webhook watches, where it points, or whether it is on',
			},
		],
	},
};
