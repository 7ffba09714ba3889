import type { INodeProperties } from 'n8n-workflow';

import { readEvents, viewed } from '../../api';
import {
	fieldNamesParameter,
	simplifyParameter,
	solutionParameter,
	webhookParameter,
} from '../../methods';
import { limitFields } from '../fields';
import { limitOf } from '../operation';
import type { Operation } from '../operation';
import { chosenWebhookId } from '../webhook/choose';

const optionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		fieldNamesParameter,
		{
			displayName: 'Page Token',
			name: 'pageToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description:
				'Where to go on: the next_page_token of an earlier run. Empty for the oldest stored event.',
		},
	],
};

export const getAll: Operation = {
	fields: [solutionParameter, webhookParameter, ...limitFields, simplifyParameter, optionsField],
	async execute(context, itemIndex) {
		const option = (name: string) =>
			String(context.getNodeParameter(`options.${name}`, itemIndex, ''));
		const { items: events, nextPageToken } = await readEvents(
			context,
			await chosenWebhookId(context, itemIndex),
			option('pageToken'),
			limitOf(context, itemIndex),
		);
		const items = await viewed(context, events, {
			isSimple: context.getNodeParameter('simplify', itemIndex) === true,
			withLabels: option('fieldNames') === 'label',
		});
		return items.map((item, index) =>
			index === items.length - 1 ? { ...item, next_page_token: nextPageToken ?? null } : item,
		);
	},
};
