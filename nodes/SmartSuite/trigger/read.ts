import type { IWebhookFunctions } from 'n8n-workflow';

import { asText, eventPages } from '../api';
import type { ChangeEvent } from '../api';
import { failedAs } from '../transport';
import type { Cursor } from './cursor';
import { drain } from './drain';
import type { Drained } from './drain';
import { failsRepeatedly } from './setbacks';

/**
 * Reads what is new at SmartSuite since the cursor. Never throws: see `failure` of the result.
 * @param isFollowed whether another drain waits already
 */
export async function readFrom(
	context: IWebhookFunctions,
	cursor: Cursor,
	isFollowed?: () => boolean,
): Promise<Drained> {
	if (cursor.previous) return await readPrevious(context, cursor, cursor.previous);
	const drained = await readPages(context, cursor, isFollowed);
	// How long a token stays good is not documented; the oldest event always is (smartsuite-api.md 1.7).
	const isTokenRefused =
		failedAs(drained.failure, 'refused') && drained.events.length === 0 && cursor.pageToken !== '';
	return isTokenRefused ? await readPages(context, { ...cursor, pageToken: '' }) : drained;
}

/**
 * Under another public URL the trigger has a new webhook; what happened before is with the old one,
 * whose pings found nobody. It is read to its end first, and not touched otherwise: another n8n may
 * be using it.
 */
async function readPrevious(
	context: IWebhookFunctions,
	cursor: Cursor,
	previous: Cursor,
): Promise<Drained> {
	const drained = await readFrom(context, previous);
	const events = drained.events.filter((event) => !isAfter(event, previous.until));
	const isGone = failedAs(drained.failure, 'missing', 'forbidden');
	if (events.length === 0 && (isGone || !drained.hasMore)) {
		return await readFrom(context, { ...cursor, previous: undefined });
	}
	const rest = isGone || !drained.hasMore ? undefined : drained.cursor;
	return {
		events,
		cursor: { ...cursor, previous: rest, commits: cursor.commits + 1 },
		hasMore: true,
		failure: isGone ? undefined : drained.failure,
	};
}

async function readPages(
	context: IWebhookFunctions,
	cursor: Cursor,
	isFollowed?: () => boolean,
): Promise<Drained> {
	const { webhookId, pageToken, pages } = cursor;
	const reading = { pageSize: pages?.size, isCautious: failsRepeatedly(context) };
	return await drain(eventPages(context, webhookId, pageToken, reading), cursor, isFollowed);
}

/** Whether the successor surely has it too: a date may be cut to whole seconds, and twice beats never. */
function isAfter({ simplified }: ChangeEvent, until = ''): boolean {
	const uncertaintyMs = /\.\d{3}/.test(until) ? 1 : 1_000;
	return Date.parse(asText(simplified.event_at)) >= Date.parse(until) + uncertaintyMs;
}
