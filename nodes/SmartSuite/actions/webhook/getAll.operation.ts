import { listWebhooks } from '../../api';
import { readSolutionId, solutionParameter } from '../../methods';
import { limitFields } from '../fields';
import { limitOf, parametersOf } from '../operation';
import type { Operation } from '../operation';
import { webhookItem } from './choose';

export const getAll: Operation = {
	fields: [solutionParameter, ...limitFields],
	async execute(context, itemIndex) {
		const solutionId = readSolutionId(context.getNode(), parametersOf(context, itemIndex));
		const webhooks = await listWebhooks(context, solutionId, {
			limit: limitOf(context, itemIndex),
		});
		return webhooks.map((webhook) => ({ json: webhookItem(webhook) }));
	},
};
