import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asBoolean, asNumber } from '../methods';
import type { ReadParameter } from '../methods';
import { STANDARD_LIMIT } from './fields';

/** One operation of the action node: its fields, and what it does for one input item. */
export interface Operation {
	fields: INodeProperties[];
	/** Whether it changes webhooks, which dropdowns list (default false). */
	changesWebhooks?: true;
	/** @returns the JSON of the items it gives */
	execute: (context: IExecuteFunctions, itemIndex: number) => Promise<IDataObject[]>;
}

/** The parameters of one item, or, with a prefix, of one collection of it. */
export function parametersOf(
	context: IExecuteFunctions,
	itemIndex: number,
	prefix = '',
): ReadParameter {
	return (name) => context.getNodeParameter(`${prefix}${name}`, itemIndex, '');
}

/** How many results `returnAll` and `limit` ask for. @throws NodeOperationError where they say nothing */
export function limitOf(context: IExecuteFunctions, itemIndex: number): number {
	const node = context.getNode();
	const read = parametersOf(context, itemIndex);
	if (asBoolean(node, 'Return All', read('returnAll'), false)) return Infinity;
	return asNumber(node, 'Limit', read('limit'), STANDARD_LIMIT, { least: 1, isWhole: true });
}
