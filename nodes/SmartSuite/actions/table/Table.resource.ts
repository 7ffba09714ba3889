import type { Resource } from '../resource';
import { get } from './get.operation';
import { getAll } from './getAll.operation';

export const table: Resource = {
	operations: { get, getAll },
	choice: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'getAll',
		options: [
			{
				name: 'Get',
				value: 'get',
				action: 'Get table',
				description: 'Read the fields of a table: types, choices, and what may be written',
			},
			{
				name: 'Get Many',
				value: 'getAll',
				action: 'Get many tables',
				description: 'List the tables of a solution, or of the whole workspace',
			},
		],
	},
};
