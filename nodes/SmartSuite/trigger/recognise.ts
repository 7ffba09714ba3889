import type { IWebhookFunctions } from 'n8n-workflow';

import { rememberRecent } from '../transport';
import { cursorOf, ownerOf } from './cursor';
import type { Cursor } from './cursor';
import { findOwnCursor } from './own-webhook';
import { logSetback } from './setbacks';

/** The cursor of a webhook of ours; `unsure` while SmartSuite may not be asked again. */
export type Recognition = Cursor | 'foreign' | 'unsure';

interface Inquiry {
	askedAt: number;
	own: Promise<Cursor | undefined>;
	isAnswered: boolean;
	/** Webhook ids that the answer said are not ours. */
	foreign: Set<string>;
}

/** Pings that are not ours cost at most one call in this time, however many come. */
const INQUIRY_MS = 60_000;
const MOST_INQUIRIES = 1_000;
const MOST_FOREIGN = 1_000;

/** The last inquiry by workflow and node. Lost at a restart: then SmartSuite is asked once more. */
const inquiries = new Map<string, Inquiry>();

/**
 * Whose webhook a ping is about. Static data mostly knows; where it does not, SmartSuite is asked which
 * webhooks point at our URL: it may be wiped or rolled back, `create` not be done yet, or the webhook
 * made anew while nobody was there to write down its id.
 * @throws what the call throws
 */
export async function recognise(
	context: IWebhookFunctions,
	webhookId: string,
): Promise<Recognition> {
	const cursor = cursorOf(context, webhookId);
	if (cursor) return cursor;
	// A test has static data of its own, complete from the start (n8n-internals.md section 4).
	if (context.getMode() === 'manual') return 'foreign';
	const inquiry = currentInquiry(context, webhookId);
	const cameTooLate = inquiry.isAnswered;
	const own = await inquiry.own;
	if (own?.webhookId === webhookId) return own;
	if (cameTooLate && !inquiry.foreign.has(webhookId)) return 'unsure';
	if (inquiry.foreign.size < MOST_FOREIGN) inquiry.foreign.add(webhookId);
	return 'foreign';
}

function currentInquiry(context: IWebhookFunctions, webhookId: string): Inquiry {
	const last = inquiries.get(ownerOf(context));
	if (last && performance.now() - last.askedAt < INQUIRY_MS) return last;
	const own = findOwnCursor(context);
	const inquiry: Inquiry = {
		askedAt: performance.now(),
		own,
		isAnswered: false,
		foreign: new Set(),
	};
	own.then(
		() => (inquiry.isAnswered = true),
		// Once for all pings that wait for this answer.
		(failure: unknown) => logSetback(context, webhookId, failure),
	);
	rememberRecent(inquiries, ownerOf(context), inquiry, MOST_INQUIRIES);
	return inquiry;
}
