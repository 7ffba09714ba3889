import type { INodeProperties } from 'n8n-workflow';

import { readEvents } from '../../api';
import { viewed } from '../../fields';
import {
	asBoolean,
	fieldNamesParameter,
	readFieldView,
	simplifyParameter,
	solutionParameter,
	valuesParameter,
	webhookParameter,
} from '../../methods';
import { limitFields } from '../fields';
import { limitOf, parametersOf } from '../operation';
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
		valuesParameter,
	],
};

export const getAll: Operation = {
	fields: [solutionParameter, webhookParameter, ...limitFields, simplifyParameter, optionsField],
	async execute(context, itemIndex) {
		const node = context.getNode();
		const read = parametersOf(context, itemIndex);
		const limit = limitOf(context, itemIndex);
		const view = {
			isSimple: asBoolean(node, 'Simplify', read('simplify'), true),
			...readFieldView(node, read),
		};
		const pageToken = String(read('options.pageToken')).trim();
		const webhookId = await chosenWebhookId(context, itemIndex);
		const { items: events, nextPageToken } = await readEvents(context, webhookId, pageToken, limit);
		const items = await viewed(context, events, view);
		return items.map((item, index) => {
			const isLast = index === items.length - 1;
			return { json: isLast ? { ...item, next_page_token: nextPageToken ?? null } : item };
		});
	},
};
