import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { collect, eventPages } from '../api';
import type { ChangeEvent } from '../api';
import { pingOwnUrl, waitFor } from '../transport';
import { markOf } from './look';
import { ownUrl, ownWebhooks } from './own-webhook';
import { sayWhy } from './setbacks';
import { readSpec } from './settings';
import { stateOf } from './state';

/**
 * How long somebody who listens for a test event has time to change a record, in ms. n8n listens for two
 * minutes (docs/internals/n8n.md section 4).
 */
const PATIENCE_MS = 30_000;

/** Most events that are looked through for the newest: two calls. ListEvents begins with the oldest. */
const MOST_READ = 1_000;
const MOST_OFFERED = 10;

/** Has the test URL pinged for stored events, unless the listening ends before. */
export function offerSoon(context: IHookFunctions, webhookId: string): void {
	withdrawOffer(context);
	const state = stateOf(context);
	const offer = new AbortController();
	state.offer = offer;
	const url = ownUrl(context);
	void waitFor(PATIENCE_MS, offer.signal).then(
		async () => {
			const body = { webhookId, isOwn: true, wantsStored: true };
			await pingOwnUrl(context, url, body, markOf(context));
		},
		() => {},
	);
}

/** The listening has ended. */
export function withdrawOffer(context: IHookFunctions): void {
	stateOf(context).offer?.abort();
}

/**
 * The newest events that the published workflow's webhook has stored: for a test in which nothing has
 * changed, whose own webhook is new and so has none.
 */
export async function newestStored(
	context: IWebhookFunctions,
	webhookId: string,
): Promise<ChangeEvent[]> {
	try {
		// Also in a test n8n gives the production URL here (docs/internals/n8n.md section 4).
		const own = await ownWebhooks(context, ownUrl(context), readSpec(context).solutionId);
		const [published] = own.filter((webhook) => webhook.webhook_id !== webhookId);
		if (!published) return [];
		const pages = eventPages(context, published.webhook_id, '', { isTriedOnce: true });
		return (await collect(pages, MOST_READ)).slice(-MOST_OFFERED);
	} catch (failure) {
		sayWhy(context, webhookId, failure);
		return [];
	}
}
