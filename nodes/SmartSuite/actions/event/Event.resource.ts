import type { Resource } from '../resource';
import { getAll } from './getAll.operation';

export const event: Resource = {
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
				action: 'Get many events',
				description:
					'List the changes of records that SmartSuite stored for a webhook, oldest first (List Payloads)',
			},
		],
	},
};
