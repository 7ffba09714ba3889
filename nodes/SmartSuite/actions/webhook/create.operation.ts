import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

import { createWebhook } from '../../api';
import {
	allowPrivateAddressParameter,
	asBoolean,
	eventsParameter,
	readFilter,
	readKinds,
	readSolutionId,
	refuseUnreachable,
	solutionParameter,
	watchParameters,
} from '../../methods';
import { enabledField, notificationUrlField } from '../fields';
import { parametersOf } from '../operation';
import type { Operation } from '../operation';
import { webhookItem } from './choose';

export const create: Operation = {
	fields: [
		solutionParameter,
		eventsParameter,
		...watchParameters,
		{
			...notificationUrlField,
			required: true,
			displayOptions: { hide: { '/options.enabled': [false] } },
		},
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [allowPrivateAddressParameter, enabledField],
		},
	],
	changesLists: true,
	async execute(context, itemIndex) {
		const node = context.getNode();
		const read = parametersOf(context, itemIndex);
		const isEnabled = asBoolean(node, 'Enabled', read('options.enabled'), true);
		const target = [read('notificationUrl'), read('options.allowPrivateAddress')] as const;
		const webhook = await createWebhook(context, {
			solutionId: readSolutionId(node, read),
			kinds: readKinds(node, read),
			filter: readFilter(node, read),
			notificationUrl: isEnabled ? await asTarget(context, itemIndex, ...target) : undefined,
		});
		return [{ json: webhookItem(webhook) }];
	},
};

/** A web address that SmartSuite can send pings to. @throws NodeOperationError for anything else */
export async function asTarget(
	context: IExecuteFunctions,
	itemIndex: number,
	value: unknown,
	mayBePrivate: unknown,
): Promise<string> {
	const node = context.getNode();
	const url = String(value ?? '').trim();
	if (!/^https?:\/\/[^/\s]+/i.test(url)) {
		throw new NodeOperationError(node, `'Notification URL' is not a web address: '${url}'`, {
			itemIndex,
			description: 'Enter an address that starts with https:// or http://.',
		});
	}
	if (!asBoolean(node, 'Allow Private Address', mayBePrivate, false)) {
		const name = `the Notification URL ${url}`;
		const advice = 'Enter an address that the internet knows.';
		await refuseUnreachable(context, url, { name, advice, itemIndex });
	}
	return url;
}
