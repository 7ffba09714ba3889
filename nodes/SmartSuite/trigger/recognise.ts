import { sleep } from 'n8n-workflow';
import type { IWebhookFunctions } from 'n8n-workflow';

import { pingOwnUrl } from '../transport';
import { isTest, placesOf } from './cursor';
import type { Cursor } from './cursor';
import { markOf } from './look';
import { findOwnCursor, ownUrl } from './own-webhook';
import type { Ping } from './ping';
import { sayWhy } from './setbacks';
import { cursorOf, stateOf } from './state';
import type { Inquiry } from './state';

/** Where to read for a ping; `unsure` while SmartSuite may not be asked again. */
export type Recognition = Cursor | 'foreign' | 'unsure';

/** Pings that are not ours cost at most one call in this time, in ms, however many come. */
const INQUIRY_MS = 60_000;
const MOST_FOREIGN = 1_000;

/**
 * Whose webhook a ping is about. Static data mostly knows. Where it does not, SmartSuite is asked which
 * webhooks point at our URL: static data may be wiped or rolled back, `create` not be done yet, or the webhook
 * made anew while nobody was there to write down its id. A ping that cannot be read is taken for ours,
 * once a minute.
 * @throws what the call throws
 */
export async function recognise(context: IWebhookFunctions, ping: Ping): Promise<Recognition> {
	const { webhookId } = ping;
	const cursor = cursorOf(context);
	if (cursor && placesOf(cursor).some((place) => place.webhookId === webhookId)) return cursor;
	// A test has static data of its own, complete from the start (docs/internals/n8n.md section 4).
	if (isTest(context)) return cursor && webhookId === '' ? cursor : 'foreign';
	if (cursor && webhookId === '') {
		return ping.isOwn || isFirstInAMinute(context) ? cursor : 'foreign';
	}
	// A publication may be under way, maybe in another process: it will say where to begin.
	if (!cursor && !ping.isAgain) return 'unsure';
	const answer = await inquire(context, webhookId);
	// The webhook was made anew since: a look is for whatever there is.
	return ping.isOwn && cursor && typeof answer === 'string' ? cursor : answer;
}

/** Has the same ping come again once SmartSuite may be asked. One at a time is enough. */
export function askLater(context: IWebhookFunctions, webhookId: string): void {
	const state = stateOf(context);
	if (state.isAsking) return;
	state.isAsking = true;
	const url = ownUrl(context);
	void sleep(INQUIRY_MS).then(async () => {
		state.isAsking = false;
		await pingOwnUrl(context, url, { webhookId, isAgain: true }, markOf(context));
	});
}

async function inquire(context: IWebhookFunctions, webhookId: string): Promise<Recognition> {
	const inquiry = currentInquiry(context, webhookId);
	const cameTooLate = inquiry.isAnswered;
	const own = await inquiry.own;
	const isOwn = own?.live.webhookId === webhookId || webhookId === '';
	if (own && isOwn) return cursorOf(context) ?? own;
	if (cameTooLate && !inquiry.foreign.has(webhookId)) return 'unsure';
	if (inquiry.foreign.size < MOST_FOREIGN) inquiry.foreign.add(webhookId);
	return 'foreign';
}

function currentInquiry(context: IWebhookFunctions, webhookId: string): Inquiry {
	const state = stateOf(context);
	const last = state.inquiry;
	if (last && performance.now() - last.askedAt < INQUIRY_MS) return last;
	const own = findOwnCursor(context);
	const inquiry: Inquiry = {
		askedAt: performance.now(),
		own,
		isAnswered: false,
		foreign: new Set(),
	};
	own.then(
		(found) => {
			inquiry.isAnswered = true;
			if (found) state.committed = found;
		},
		// Once for all pings that wait for this answer.
		(failure: unknown) => sayWhy(context, webhookId, failure),
	);
	state.inquiry = inquiry;
	return inquiry;
}

function isFirstInAMinute(context: IWebhookFunctions): boolean {
	const state = stateOf(context);
	if (performance.now() - state.unreadableAt < INQUIRY_MS) return false;
	state.unreadableAt = performance.now();
	return true;
}
