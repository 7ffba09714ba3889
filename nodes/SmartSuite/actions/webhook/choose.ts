import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { healthOf, listWebhooks, notificationUrl } from '../../api';
import type { Webhook } from '../../api';
import { asLocator, readSolutionId, toId } from '../../methods';
import { parametersOf } from '../operation';

/** The id of the chosen webhook; one named by its notification URL is looked up in the solution. */
export async function chosenWebhookId(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<string> {
	const node = context.getNode();
	const read = parametersOf(context, itemIndex);
	const { value } = asLocator(read('webhook'));
	if (value === '') {
		throw new NodeOperationError(node, "'Webhook' is empty", {
			itemIndex,
			description: 'Choose one from the list, or enter its ID or notification URL.',
		});
	}
	if (!value.includes('/')) return toId(node, 'Webhook', value);
	const webhooks = await listWebhooks(context, readSolutionId(node, read));
	const found = webhooks.find((webhook) => isNamedBy(webhook, value));
	if (found) return found.webhook_id;
	throw new NodeOperationError(node, `No webhook of this solution points at ${value}`, {
		itemIndex,
		description:
			'Enter the notification URL just as the webhook has it. One that is switched off has none: choose it from the list.',
	});
}

/** Whether an id or a notification URL means this webhook. */
export function isNamedBy(webhook: Webhook, name: string): boolean {
	return webhook.webhook_id === name || notificationUrl(webhook) === name;
}

/** A webhook as an item: how it is first, then what SmartSuite gave. */
export function webhookItem(webhook: Webhook): IDataObject {
	return { ...healthOf(webhook, Date.now()), ...webhook };
}
