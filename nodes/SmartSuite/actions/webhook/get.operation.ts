import { getWebhook } from '../../api';
import { readSolutionId, solutionParameter, webhookParameter } from '../../methods';
import { parametersOf } from '../operation';
import type { Operation } from '../operation';
import { chosenWebhookId, webhookItem } from './choose';

export const get: Operation = {
	fields: [solutionParameter, webhookParameter],
	async execute(context, itemIndex) {
		const solutionId = readSolutionId(context.getNode(), parametersOf(context, itemIndex));
		const webhookId = await chosenWebhookId(context, itemIndex);
		return [{ json: webhookItem(await getWebhook(context, solutionId, webhookId)) }];
	},
};
