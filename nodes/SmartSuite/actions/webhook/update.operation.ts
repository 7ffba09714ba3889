import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { getWebhook, notificationUrl, updateWebhook } from '../../api';
import type { Webhook, WebhookChanges } from '../../api';
import {
	allowPrivateAddressParameter,
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
import { asTarget } from './create.operation';

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
			options: [
				allowPrivateAddressParameter,
				enabledField,
				eventsParameter,
				notificationUrlField,
				...watchParameters,
			],
		},
	],
	changesLists: true,
	async execute(context, itemIndex) {
		const solutionId = readSolutionId(context.getNode(), parametersOf(context, itemIndex));
		const named = readUpdateFields(context, itemIndex);
		const wanted = await readPings(context, itemIndex, named);
		const webhookId = await chosenWebhookId(context, itemIndex);
		const current = await getWebhook(context, solutionId, webhookId);
		const changes = {
			...readWatched(context, itemIndex, named),
			notificationUrl: urlAfter(context, itemIndex, wanted, current),
		};
		return [{ json: webhookItem(await updateWebhook(context, current, changes)) }];
	},
};

/** What the update says about pings: both undefined where it says nothing. */
interface Pings {
	isEnabled: boolean | undefined;
	/** Left out where the webhook is to be switched off: SmartSuite keeps none then. */
	url: string | undefined;
}

function readUpdateFields(context: IExecuteFunctions, itemIndex: number): IDataObject {
	const named = context.getNodeParameter('updateFields', itemIndex, {}) as IDataObject;
	// It changes nothing by itself.
	const changes = Object.keys(named).filter((name) => name !== allowPrivateAddressParameter.name);
	if (changes.length > 0) return named;
	throw new NodeOperationError(context.getNode(), 'There is nothing to update', {
		itemIndex,
		description: 'Add at least one field under Update Fields.',
	});
}

async function readPings(
	context: IExecuteFunctions,
	itemIndex: number,
	named: IDataObject,
): Promise<Pings> {
	const isEnabled =
		'enabled' in named ? asBoolean(context.getNode(), 'Enabled', named.enabled, true) : undefined;
	const { notificationUrl: given, allowPrivateAddress } = named;
	const isNamed = 'notificationUrl' in named && isEnabled !== false;
	const url = isNamed ? await asTarget(context, itemIndex, given, allowPrivateAddress) : undefined;
	return { isEnabled, url };
}

function readWatched(
	context: IExecuteFunctions,
	itemIndex: number,
	named: IDataObject,
): Pick<WebhookChanges, 'kinds' | 'filter'> {
	const node = context.getNode();
	const read = parametersOf(context, itemIndex, 'updateFields.');
	return {
		kinds: 'events' in named ? readKinds(node, read) : undefined,
		filter: 'watch' in named ? readFilter(node, read) : undefined,
	};
}

/** SmartSuite keeps a URL only for a webhook that is on (docs/internals/smartsuite.md section 1.5). */
function urlAfter(
	context: IExecuteFunctions,
	itemIndex: number,
	{ isEnabled, url: named }: Pings,
	current: Webhook,
): string | null | undefined {
	if (isEnabled === false) return null;
	const before = notificationUrl(current);
	const url = named ?? before;
	const isToBeOn = isEnabled || before !== undefined;
	if (isToBeOn && url !== undefined) return url;
	if (!isToBeOn && url === undefined) return undefined;
	throw new NodeOperationError(context.getNode(), 'This webhook is switched off', {
		itemIndex,
		description:
			'SmartSuite keeps no URL for it: set both Enabled and Notification URL to switch it on.',
	});
}
