import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { ReadParameter } from '../methods';

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

/** How many results `returnAll` and `limit` ask for. */
export function limitOf(context: IExecuteFunctions, itemIndex: number): number {
	const wantsAll = context.getNodeParameter('returnAll', itemIndex) === true;
	return wantsAll ? Infinity : Number(context.getNodeParameter('limit', itemIndex));
}
