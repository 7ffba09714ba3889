import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { healthOf, listWebhooks, notificationUrl } from '../../api';
import type { Webhook } from '../../api';
import { asLocator, readSolutionId } from '../../methods';
import { parametersOf } from '../operation';

/** The id of the chosen webhook; one chosen by its notification URL is looked up in the solution. */
export async function chosenWebhookId(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<string> {
	const node = context.getNode();
	const { mode, value } = asLocator(parametersOf(context, itemIndex)('webhook'));
	if (value === '') {
		throw new NodeOperationError(node, "'Webhook' is empty", {
			itemIndex,
			description: 'Choose one from the list, or enter its ID or notification URL.',
		});
	}
	if (mode !== 'url') return value;
	const solutionId = readSolutionId(node, parametersOf(context, itemIndex));
	const webhooks = await listWebhooks(context, solutionId);
	const found = webhooks.find((webhook) => notificationUrl(webhook) === value);
	if (found) return found.webhook_id;
	throw new NodeOperationError(node, `No webhook of this solution points at ${value}`, {
		itemIndex,
		description: 'A webhook that is switched off has no URL: choose it from the list instead.',
	});
}

/** A webhook as an item: how it is first, then what SmartSuite gave. */
export function webhookItem(webhook: Webhook): IDataObject {
	return { ...healthOf(webhook, Date.now()), ...webhook };
}
