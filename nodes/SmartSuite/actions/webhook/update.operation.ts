import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { getWebhook, notificationUrl, updateWebhook } from '../../api';
import type { Webhook, WebhookChanges } from '../../api';
import {
	eventsParameter,
	readFilter,
	readKinds,
	readSolutionId,
	solutionParameter,
	watchParameters,
	webhookParameter,
} from '../../methods';
import { enabledField, notificationUrlField } from '../fields';
import { parametersOf } from '../operation';
import type { Operation } from '../operation';
import { chosenWebhookId, webhookItem } from './choose';
import { asUrl } from './create.operation';

export const update: Operation = {
	fields: [
		solutionParameter,
		webhookParameter,
		{
			displayName: 'Update Fields',
			name: 'updateFields',
			type: 'collection',
			placeholder: 'Add Field',
			default: {},
			description: 'What is not named here stays as it is',
			options: [enabledField, eventsParameter, notificationUrlField, ...watchParameters],
		},
	],
	changesWebhooks: true,
	async execute(context, itemIndex) {
		const solutionId = readSolutionId(context.getNode(), parametersOf(context, itemIndex));
		const webhookId = await chosenWebhookId(context, itemIndex);
		const current = await getWebhook(context, solutionId, webhookId);
		const changes = readChanges(context, itemIndex, current);
		return [webhookItem(await updateWebhook(context, current, changes))];
	},
};

function readChanges(
	context: IExecuteFunctions,
	itemIndex: number,
	current: Webhook,
): WebhookChanges {
	const node = context.getNode();
	const named = context.getNodeParameter('updateFields', itemIndex) as IDataObject;
	const read = parametersOf(context, itemIndex, 'updateFields.');
	return {
		kinds: 'events' in named ? readKinds(node, read) : undefined,
		filter: 'watch' in named ? readFilter(node, read) : undefined,
		notificationUrl: readNotificationUrl(context, itemIndex, named, current),
	};
}

/** SmartSuite keeps a URL only for a webhook that is on (docs/internals/smartsuite.md section 1.5). */
function readNotificationUrl(
	context: IExecuteFunctions,
	itemIndex: number,
	named: IDataObject,
	current: Webhook,
): string | null | undefined {
	if (named.enabled === false) return null;
	const before = notificationUrl(current);
	const url =
		'notificationUrl' in named ? asUrl(context, itemIndex, named.notificationUrl) : before;
	const isToBeOn = named.enabled === true || before !== undefined;
	if (isToBeOn && url !== undefined) return url;
	if (!isToBeOn && url === undefined) return undefined;
	throw new NodeOperationError(context.getNode(), 'This webhook is switched off', {
		itemIndex,
		description:
			'SmartSuite keeps no URL for it: set both Enabled and Notification URL to switch it on.',
	});
}
