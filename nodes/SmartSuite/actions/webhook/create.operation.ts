import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

import { createWebhook } from '../../api';
import {
	asBoolean,
	eventsParameter,
	readFilter,
	readKinds,
	readSolutionId,
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
			options: [enabledField],
		},
	],
	changesLists: true,
	async execute(context, itemIndex) {
		const node = context.getNode();
		const read = parametersOf(context, itemIndex);
		const isEnabled = asBoolean(node, 'Enabled', read('options.enabled'), true);
		const webhook = await createWebhook(context, {
			solutionId: readSolutionId(node, read),
			kinds: readKinds(node, read),
			filter: readFilter(node, read),
			notificationUrl: isEnabled ? readUrl(context, itemIndex) : undefined,
		});
		return [{ json: webhookItem(webhook) }];
	},
};

function readUrl(context: IExecuteFunctions, itemIndex: number): string {
	return asUrl(context, itemIndex, parametersOf(context, itemIndex)('notificationUrl'));
}

/** A web address that SmartSuite can send pings to. @throws NodeOperationError for anything else */
export function asUrl(context: IExecuteFunctions, itemIndex: number, value: unknown): string {
	const url = String(value ?? '').trim();
	if (/^https?:\/\/[^/\s]+/i.test(url)) return url;
	throw new NodeOperationError(
		context.getNode(),
		`'Notification URL' is not a web address: '${url}'`,
		{ itemIndex, description: 'Enter an address that starts with https:// or http://.' },
	);
}
