import { deleteWebhook } from '../../api';
import { solutionParameter, webhookParameter } from '../../methods';
import type { Operation } from '../operation';
import { chosenWebhookId } from './choose';

export const deleteOperation: Operation = {
	fields: [solutionParameter, webhookParameter],
	changesLists: true,
	async execute(context, itemIndex) {
		const webhookId = await chosenWebhookId(context, itemIndex);
		await deleteWebhook(context, webhookId);
		return [{ json: { deleted: true, webhook_id: webhookId } }];
	},
};
