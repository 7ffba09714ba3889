import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { getWebhook, notificationUrl, updateWebhook } from '../../api';
import type { Webhook, WebhookChanges } from '../../api';
import {
	asBoolean,
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
			description: 'Only the fields that you add are changed',
			options: [enabledField, eventsParameter, notificationUrlField, ...watchParameters],
		},
	],
	changesLists: true,
	async execute(context, itemIndex) {
		const solutionId = readSolutionId(context.getNode(), parametersOf(context, itemIndex));
		const named = readUpdateFields(context, itemIndex);
		const webhookId = await chosenWebhookId(context, itemIndex);
		const current = await getWebhook(context, solutionId, webhookId);
		const changes = readChanges(context, itemIndex, named, current);
		return [{ json: webhookItem(await updateWebhook(context, current, changes)) }];
	},
};

function readUpdateFields(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const named = context.getNodeParameter('updateFields', itemIndex, {}) as IDataObject;
	if (Object.keys(named).length > 0) return named;
	throw new NodeOperationError(context.getNode(), 'There is nothing to update', {
		itemIndex,
		description: 'Add at least one field under Update Fields.',
	});
}

function readChanges(
	context: IExecuteFunctions,
	itemIndex: number,
	named: IDataObject,
	current: Webhook,
): WebhookChanges {
	const node = context.getNode();
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
	const isEnabled =
		'enabled' in named ? asBoolean(context.getNode(), 'Enabled', named.enabled, true) : undefined;
	if (isEnabled === false) return null;
	const before = notificationUrl(current);
	const url =
		'notificationUrl' in named ? asUrl(context, itemIndex, named.notificationUrl) : before;
	const isToBeOn = isEnabled || before !== undefined;
	if (isToBeOn && url !== undefined) return url;
	if (!isToBeOn && url === undefined) return undefined;
	throw new NodeOperationError(context.getNode(), 'This webhook is switched off', {
		itemIndex,
		description:
			'SmartSuite keeps no URL for it: set both Enabled and Notification URL to switch it on.',
	});
}
