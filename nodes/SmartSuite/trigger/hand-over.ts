import type {
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { failedAs, pingOwnUrl, rememberRecent } from '../transport';
import { commit, forget, ownerOf, store } from './cursor';
import { follow } from './delivery';
import { foundBy } from './drain';
import type { Drained, Standing } from './drain';
import type { Lead, Outcome } from './queue';
import { overcome, tryAgainLater } from './setbacks';

const MOST_SERVED = 1_000;

/** The nodes, by workflow and node, whose pings this process takes. */
const servedHere = new Map<string, true>();

/**
 * Gives the items to n8n and makes the cursor outlive it: written now, and again when n8n reads
 * `webhookResponse`, because what was written before n8n started the execution is dropped silently
 * (n8n-internals.md sections 1.4 and 1.5).
 */
export function handOver(
	context: IWebhookFunctions,
	items: INodeExecutionData[],
	drained: Drained,
	finish: Lead['finish'],
): IWebhookResponseData {
	rememberRecent(servedHere, ownerOf(context), true, MOST_SERVED);
	const delivery = follow(context.getResponseObject());
	const found = foundBy(drained);
	const standing = withoutEvents(drained);
	const { cursor } = standing;
	store(context, cursor);
	void delivery.outcome.then(async (outcome) => {
		if (outcome === 'stored') commit(context, cursor);
		finish(outcome, found);
		await goOn(context, standing, outcome);
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

/** Whether executions of this node begin in the process that runs them, which queue mode never does. */
export function isServedHere(context: IExecuteFunctions): boolean {
	return servedHere.has(ownerOf(context));
}

/** The events are n8n's from now on; held until the next page is stored, they would fill memory. */
function withoutEvents({ cursor, hasMore, failure }: Drained): Standing {
	return { cursor, hasMore, failure };
}

/** What is left over is fetched by a ping of our own: at once, or later where something went wrong. */
export async function goOn(
	context: IWebhookFunctions,
	{ cursor: { webhookId, webhookUrl }, hasMore, failure }: Standing,
	outcome: Outcome,
): Promise<void> {
	if (context.getMode() === 'manual') return;
	// It was deleted at SmartSuite: the keep-alive or a restart makes it anew.
	if (failedAs(failure, 'missing')) return forget(context, webhookId);
	if (failure !== undefined || outcome === 'failed') {
		return tryAgainLater(context, webhookUrl, webhookId);
	}
	overcome(context);
	if (!hasMore) return;
	const ping = await pingOwnUrl(context, webhookUrl, webhookId);
	if (ping === 'unreachable') tryAgainLater(context, webhookUrl, webhookId);
}
