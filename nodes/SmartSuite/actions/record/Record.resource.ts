import type { Resource } from '../resource';
import { create } from './create.operation';
import { deleteOperation } from './delete.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { restore } from './restore.operation';
import { update } from './update.operation';
import { upsert } from './upsert.operation';

export const record: Resource = {
	operations: { create, delete: deleteOperation, get, getAll, restore, update, upsert },
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
				action: 'Create record',
				description: 'Create a record, or one for each input item',
			},
			{
				name: 'Create or Update',
				value: 'upsert',
				action: 'Create or update a record',
				description: 'Create a new record, or update the current one if it already exists (upsert)',
			},
			{
				name: 'Delete',
				value: 'delete',
				action: 'Delete record',
				description: 'Move a record to the trash, from where Restore takes it back',
			},
			{ name: 'Get', value: 'get', action: 'Get record', description: 'Get one record' },
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many records',
				description: 'Search a table: by conditions, in an order, with the fields you choose',
			},
			{
				name: 'Restore',
				value: 'restore',
				action: 'Restore record',
				description: 'Take a record out of the trash',
			},
			{
				name: 'Update',
				value: 'update',
				action: 'Update record',
				description: 'Change some fields of a record; all others stay as they are',
			},
		],
	},
};
