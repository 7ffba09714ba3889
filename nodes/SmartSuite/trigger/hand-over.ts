import type { INodeExecutionData, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { pingOwnUrl } from '../transport';
import { commit, store } from './cursor';
import { follow } from './delivery';
import type { Drained } from './drain';
import type { Outcome } from './queue';
import { overcome, tryAgainLater } from './setbacks';

/**
 * Gives the items to n8n and makes the cursor outlive it: written now, and again when n8n reads
 * `webhookResponse`, because what was written before n8n started the execution is dropped silently
 * (n8n-internals.md sections 1.4 and 1.5). What is left over is fetched by a ping of our own.
 */
export function handOver(
	context: IWebhookFunctions,
	items: INodeExecutionData[],
	{ cursor, hasMore, failure }: Drained,
	finish: (outcome: Outcome) => void,
): IWebhookResponseData {
	const { webhookId, webhookUrl } = cursor;
	const delivery = follow(context.getResponseObject());
	store(context, cursor);
	void delivery.outcome.then(async (outcome) => {
		if (outcome === 'stored') commit(context, cursor);
		finish(outcome);
		if (context.getMode() === 'manual') return;
		if (failure !== undefined || outcome === 'failed') {
			tryAgainLater(context, webhookUrl, webhookId);
		} else {
			overcome(context);
			if (hasMore) await pingOwnUrl(context, webhookUrl, webhookId);
		}
	});
	return {
		workflowData: [items],
		get webhookResponse() {
			store(context, cursor);
			delivery.stored();
			return '';
		},
	};
}
