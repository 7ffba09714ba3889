import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import { forgetLists } from '../methods';
import { event } from './event/Event.resource';
import { fieldsOf } from './resource';
import type { Resource } from './resource';
import { webhook } from './webhook/Webhook.resource';

const resources: Record<string, Resource> = { event, webhook };

/** Everything the action node's panel shows. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Event', value: 'event' },
			{ name: 'Webhook', value: 'webhook' },
		],
		default: 'webhook',
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

/** Runs the chosen operation for each input item; with "continue on fail" a failure becomes an item. */
export async function router(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const results: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		try {
			results.push(...(await runOperation(context, itemIndex)));
		} catch (error) {
			const explained = explain(context, error, itemIndex);
			if (!context.continueOnFail()) throw explained;
			results.push({
				json: { error: explained.message },
				error: explained,
				pairedItem: { item: itemIndex },
			});
		}
	}
	return results;
}

async function runOperation(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	const resource = context.getNodeParameter('resource', itemIndex) as string;
	const operation = context.getNodeParameter('operation', itemIndex) as string;
	const chosen = own(own(resources, resource)?.operations, operation);
	if (!chosen) {
		throw new NodeOperationError(
			context.getNode(),
			`SmartSuite nodes have no operation '${operation}' for '${resource}'`,
			{ description: 'Choose one from the list.' },
		);
	}
	const items = await chosen.execute(context, itemIndex);
	if (chosen.changesWebhooks) forgetLists(context);
	return items.map((json) => ({ json, pairedItem: { item: itemIndex } }));
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
	return explained;
}
