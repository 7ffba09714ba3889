import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { forgetLists } from '../methods';
import { comment } from './comment/Comment.resource';
import { event } from './event/Event.resource';
import { file } from './file/File.resource';
import { keepMade, takeMade } from './made-before';
import { member } from './member/Member.resource';
import type { Operation, Outcome, Outcomes, SingleOperation } from './operation';
import { record } from './record/Record.resource';
import { fieldsOf } from './resource';
import type { Resource } from './resource';
import { solution } from './solution/Solution.resource';
import { table } from './table/Table.resource';
import { view } from './view/View.resource';
import { webhook } from './webhook/Webhook.resource';

const resources: Record<string, Resource> = {
	comment,
	event,
	file,
	member,
	record,
	solution,
	table,
	view,
	webhook,
};

/** Everything the action node's panel shows. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Comment', value: 'comment' },
			{ name: 'Event', value: 'event' },
			{ name: 'File', value: 'file' },
			{ name: 'Member', value: 'member' },
			{ name: 'Record', value: 'record' },
			{ name: 'Solution', value: 'solution' },
			{ name: 'Table', value: 'table' },
			{ name: 'View', value: 'view' },
			{ name: 'Webhook', value: 'webhook' },
		],
		default: 'record',
	},
	...Object.entries(resources).flatMap(([name, resource]) => fieldsOf(name, resource)),
];

/** What the canvas shows under the name: the action in the words of the node's list of them. */
export const subtitle = `={{ (${JSON.stringify(actionsByChoice())})[$parameter["resource"] + " " + $parameter["operation"]] }}`;

/** "Get many events" by "event getAll", for all that can be chosen. */
function actionsByChoice(): Record<string, string> {
	return Object.fromEntries(
		Object.entries(resources).flatMap(([name, { choice }]) =>
			(choice.options ?? []).flatMap((option) =>
				'action' in option
					? [[`${name} ${String(option.value)}`, option.action ?? option.name]]
					: [],
			),
		),
	);
}

/**
 * Runs the chosen operation for the input items; with "continue on fail" a failure becomes an item.
 * @returns the items in the order of the input items that they come from, and paired with them
 * @throws NodeApiError or NodeOperationError with the index of the item
 */
export async function router(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[] = [];
	for (const itemIndexes of stretchesOf(context)) {
		const outcomes = await outcomesOf(context, itemIndexes);
		for (const itemIndex of itemIndexes) {
			results.push(...itemsOf(context, itemIndex, outcomes.get(itemIndex)));
		}
	}
	return results;
}

/** Items that follow each other and want the same operation. */
function stretchesOf(context: IExecuteFunctions): number[][] {
	const stretches: number[][] = [];
	let last: string | undefined;
	context.getInputData().forEach((_, itemIndex) => {
		const name = choiceOf(context, itemIndex).join(' ');
		if (name === last) stretches.at(-1)?.push(itemIndex);
		else stretches.push([itemIndex]);
		last = name;
	});
	return stretches;
}

function choiceOf(context: IExecuteFunctions, itemIndex: number): [string, string] {
	return ['resource', 'operation'].map((name) =>
		String(context.getNodeParameter(name, itemIndex)),
	) as [string, string];
}

async function outcomesOf(context: IExecuteFunctions, itemIndexes: number[]): Promise<Outcomes> {
	const [first = 0] = itemIndexes;
	const isPatient = context.continueOnFail();
	try {
		const operation = chosenOperation(context, first);
		const outcomes =
			'executeAll' in operation
				? await operation.executeAll(context, itemIndexes)
				: await executeEach(context, itemIndexes, operation);
		if (operation.changesLists) forgetLists(context);
		return outcomes;
	} catch (error) {
		if (!isPatient) throw explain(context, error, itemIndexOf(error) ?? first);
		return new Map(itemIndexes.map((itemIndex) => [itemIndex, { error: error as Error }]));
	}
}

async function executeEach(
	context: IExecuteFunctions,
	itemIndexes: number[],
	{ execute, changesLists, isDoneOnce }: SingleOperation,
): Promise<Outcomes> {
	const done = new Map(isDoneOnce ? takeMade<number, INodeExecutionData[]>(context, ITEMS) : []);
	const outcomes = new Map<number, Outcome>();
	for (const itemIndex of itemIndexes) {
		try {
			const items = done.get(itemIndex) ?? (await execute(context, itemIndex));
			outcomes.set(itemIndex, { items });
			done.set(itemIndex, items);
		} catch (error) {
			if (isDoneOnce) keepMade(context, ITEMS, done);
			if (!context.continueOnFail()) throw explain(context, error, itemIndex);
			outcomes.set(itemIndex, { error: error as Error });
		} finally {
			if (changesLists) forgetLists(context);
		}
	}
	return outcomes;
}

/** What an earlier try of the run gave for items, for `keepMade`. */
const ITEMS = 'items';

function chosenOperation(context: IExecuteFunctions, itemIndex: number): Operation {
	const [resource, operation] = choiceOf(context, itemIndex);
	const chosen = own(own(resources, resource)?.operations, operation);
	if (chosen) return chosen;
	throw new NodeOperationError(
		context.getNode(),
		`SmartSuite nodes have no operation '${operation}' for '${resource}'`,
		{ description: 'Choose one from the list.' },
	);
}

function itemsOf(
	context: IExecuteFunctions,
	itemIndex: number,
	outcome: Outcome = { items: [] },
): INodeExecutionData[] {
	const pairedItem = { item: itemIndex };
	if ('items' in outcome) return outcome.items.map((item) => ({ ...item, pairedItem }));
	const error = explain(context, outcome.error, itemIndex);
	const { message, description } = error;
	// An agent sees nothing of the error but this.
	const json = { error: message, ...(description && { description }) };
	return [{ json, error, pairedItem }];
}

function itemIndexOf(error: unknown): number | undefined {
	const isExplained = error instanceof NodeApiError || error instanceof NodeOperationError;
	const itemIndex: unknown = isExplained ? error.context.itemIndex : undefined;
	return typeof itemIndex === 'number' ? itemIndex : undefined;
}

/** What is there under this name, not what every object has, such as `constructor`. */
function own<Value>(named: Record<string, Value> | undefined, name: string): Value | undefined {
	return named && Object.hasOwn(named, name) ? named[name] : undefined;
}

/** The error with the item it belongs to; what this package throws is made for the panel already. */
function explain(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	const isExplained = error instanceof NodeApiError || error instanceof NodeOperationError;
	const explained = isExplained
		? error
		: new NodeOperationError(context.getNode(), error instanceof Error ? error : String(error));
	explained.context.itemIndex = itemIndex;
	const { message, description } = explained;
	// Of an error that a tool throws an agent sees nothing but the message.
	const isTool = /Tool$/.test(context.getNode().type);
	if (isTool && !message.includes(description ?? '')) explained.message += `. ${description}`;
	return explained;
}
