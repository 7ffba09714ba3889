import { sleep } from 'n8n-workflow';
import type { IWebhookFunctions } from 'n8n-workflow';

import { pingOwnUrl, rememberRecent } from '../transport';
import { isTest, placesOf } from './cursor';
import type { Cursor } from './cursor';
import { lookLater, markOf } from './look';
import { findOwnCursor, ownUrl } from './own-webhook';
import type { Ping } from './ping';
import { sayWhy } from './setbacks';
import { cursorOf, stateOf } from './state';
import type { Inquiry } from './state';

/** Where to read for a ping; `unsure` while SmartSuite may not be asked again. */
export type Recognition = Cursor | 'foreign' | 'unsure';

/** Pings that are not ours cost at most one call in this time, in ms, however many come. */
const INQUIRY_MS = 60_000;
/** For so long, in ms, an id is not asked about again, the longer the more often it was. */
const FOREIGN_FOR_MS = [INQUIRY_MS, 600_000, 3_600_000] as const;
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
		return ping.isOwn || isFirstInAMinute(context, cursor) ? cursor : 'foreign';
	}
	// The publication that is under way will say where to begin.
	if (!cursor && !ping.isAgain && isPublishing(context)) return 'unsure';
	const answer = await inquire(context, webhookId);
	if (typeof answer !== 'string') return answer;
	// A look is for whatever there is, and so is a second try from before anybody knew.
	const isForAny = ping.isOwn || (ping.isAgain && !cursor);
	return isForAny ? (cursorOf(context) ?? answer) : answer;
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
	const { foreign } = stateOf(context);
	const known = foreign.get(webhookId);
	if (known && performance.now() < known.until) return 'foreign';
	const inquiry = currentInquiry(context, webhookId);
	const cameTooLate = inquiry.isAnswered;
	const own = await inquiry.own;
	const isOwn = own?.live.webhookId === webhookId || webhookId === '';
	if (own && isOwn) return cursorOf(context) ?? own;
	if (cameTooLate) return 'unsure';
	const times = known?.times ?? 0;
	const forMs = FOREIGN_FOR_MS[Math.min(times, FOREIGN_FOR_MS.length - 1)] ?? INQUIRY_MS;
	const entry = { times: times + 1, until: inquiry.askedAt + forMs };
	rememberRecent(foreign, webhookId, entry, MOST_FOREIGN);
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

function isPublishing(context: IWebhookFunctions): boolean {
	const { job } = stateOf(context);
	return job !== undefined && !job.isClaimed && !job.hasFailed;
}

/** Whether a ping that cannot be read has the trigger look now; the rest of the minute has one look at its end. */
function isFirstInAMinute(context: IWebhookFunctions, { live }: Cursor): boolean {
	const state = stateOf(context);
	const sinceLast = performance.now() - state.unreadableAt;
	if (sinceLast < INQUIRY_MS) {
		lookLater(context, live.webhookUrl, INQUIRY_MS - sinceLast);
		return false;
	}
	state.unreadableAt = performance.now();
	return true;
}
