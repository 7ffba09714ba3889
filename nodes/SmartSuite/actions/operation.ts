import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { asBoolean, asNumber } from '../methods';
import type { ReadParameter } from '../methods';
import { STANDARD_LIMIT } from './fields';

/** What became of one input item: the items it gives, or why it gives none. */
export type Outcome = { items: INodeExecutionData[] } | { error: Error };

/** Outcomes by the index of the input item. */
export type Outcomes = ReadonlyMap<number, Outcome>;

interface Panel {
	fields: INodeProperties[];
	/** Whether it changes what dropdowns list, so that they have to be read anew (default false). */
	changesLists?: true;
}

/** An operation that is done for each input item by itself. */
export interface SingleOperation extends Panel {
	/** Whether it adds something each time, so that n8n's Retry On Fail must not do it again (default false). */
	isDoneOnce?: true;
	/** @returns what it gives for the item. @throws where it fails */
	execute: (context: IExecuteFunctions, itemIndex: number) => Promise<INodeExecutionData[]>;
}

/** An operation that is done for many input items at once, which costs fewer calls. */
export interface BatchOperation extends Panel {
	/**
	 * Gives each of the items its outcome. Unless the node is to go on after failures, nothing is written
	 * where an item is bad, and what is written is told even if it throws.
	 * @throws with the item's index in the error's context where the node is to stop
	 */
	executeAll: (context: IExecuteFunctions, itemIndexes: readonly number[]) => Promise<Outcomes>;
}

/** One operation of the action node: its fields, and what it does. */
export type Operation = SingleOperation | BatchOperation;

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
