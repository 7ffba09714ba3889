import { sleep } from 'n8n-workflow';
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { collect, eventPages } from '../api';
import type { ChangeEvent } from '../api';
import { pingOwnUrl } from '../transport';
import type { Drained } from './drain';
import { ownUrl, ownWebhooks } from './own-webhook';
import type { Ping } from './ping';
import { logSetback } from './setbacks';

/**
 * How long somebody who listens for a test event has time to change a record. n8n listens for two
 * minutes (n8n-internals.md section 4).
 */
const PATIENCE_MS = 30_000;

/** Most events that are looked through for the newest: two calls. ListEvents begins with the oldest. */
const MOST_READ = 1_000;
const MOST_OFFERED = 10;

/** By test URL. Lost at a restart, with the listening. */
const offers = new Map<string, AbortController>();

/** Has the test URL pinged for stored events, unless the listening ends before. */
export function offerSoon(context: IHookFunctions, testUrl: string, webhookId: string): void {
	withdrawOffer(testUrl);
	const withdrawal = new AbortController();
	offers.set(testUrl, withdrawal);
	void sleep(PATIENCE_MS, withdrawal.signal).then(
		async () => {
			offers.delete(testUrl);
			await pingOwnUrl(context, testUrl, webhookId, { wantsStored: true });
		},
		() => {},
	);
}

/** The listening has ended. */
export function withdrawOffer(testUrl: string): void {
	offers.get(testUrl)?.abort();
	offers.delete(testUrl);
}

/**
 * What was read or, in a test in which nothing has changed, the newest events that the published
 * workflow's webhook has stored. The test's own webhook is new, and so has none.
 */
export async function orStored(
	context: IWebhookFunctions,
	{ webhookId, wantsStored }: Ping,
	drained: Drained,
): Promise<Drained> {
	const isTest = context.getMode() === 'manual';
	if (!isTest || !wantsStored || drained.events.length > 0) return drained;
	const events = await newestStored(context).catch((failure: unknown) => {
		logSetback(context, webhookId, failure);
		return [];
	});
	return { ...drained, events };
}

async function newestStored(context: IWebhookFunctions): Promise<ChangeEvent[]> {
	// Also in a test n8n gives the production URL here (n8n-internals.md section 4).
	const [published] = await ownWebhooks(context, ownUrl(context), true);
	if (!published) return [];
	const events = await collect(eventPages(context, published.webhook_id), MOST_READ);
	return events.slice(-MOST_OFFERED);
}
