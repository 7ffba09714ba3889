import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { eventPages } from '../api';
import type { ChangeEvent } from '../api';
import { pingOwnUrl } from '../transport';
import { commit, cursorOf, store, storedCursor } from './cursor';
import type { Cursor } from './cursor';
import { follow } from './delivery';
import { drain } from './drain';
import type { Drained } from './drain';
import { parsePing } from './ping';
import { queueFor } from './queue';
import type { Outcome } from './queue';
import { findOwnWebhook } from './registration';

const OK = 200;
/** Has SmartSuite send the ping again later, for about a day (Webhooks Overview, "Webhook Notifications"). */
const TRY_AGAIN = 503;

/**
 * Turns a ping into the changed records: reads what is new since the last time, starts one execution
 * with it and moves the cursor on once n8n has stored that. One drain at a time; pings that come
 * meanwhile share the outcome of the following one.
 */
export async function onPing(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const ping = parsePing(context.getBodyData());
	if (!ping || isForeign(context, ping.webhookId)) return answer(context, 'stored');
	const place = await queueOf(context).enter(pullIntervalMs(context));
	if ('outcome' in place) return answer(context, place.outcome);
	return await lead(context, ping.webhookId, place.finish).catch((error: unknown) => {
		place.finish('failed');
		throw error;
	});
}

async function lead(
	context: IWebhookFunctions,
	webhookId: string,
	finish: (outcome: Outcome) => void,
): Promise<IWebhookResponseData> {
	const drained = await drainFor(context, webhookId);
	if (drained.events.length > 0) return handOver(context, drained, finish);
	const outcome = drained.failure === undefined ? 'stored' : 'failed';
	if (drained.cursor) {
		store(context, drained.cursor);
		commit(context, drained.cursor);
	}
	finish(outcome);
	return answer(context, outcome);
}

/** A ping for another webhook than the node's own costs nothing and starts nothing. */
function isForeign(context: IWebhookFunctions, webhookId: string): boolean {
	return storedCursor(context) !== undefined && cursorOf(context, webhookId) === undefined;
}

/** Reads what is new. Never throws: what went wrong is logged, and is the result's `failure`. */
async function drainFor(context: IWebhookFunctions, webhookId: string): Promise<Drained> {
	const drained = await findCursor(context, webhookId).then(
		async (cursor) =>
			cursor
				? await drain(eventPages(context, webhookId, cursor.pageToken), cursor)
				: { events: [], hasMore: false },
		(failure: unknown) => ({ events: [], hasMore: true, failure }),
	);
	logFailure(context, webhookId, drained);
	return drained;
}

/**
 * Where to go on, read again at the head of the queue: the drain before may have moved it. Without
 * one, SmartSuite is asked which webhook is ours: static data may be gone, or `create` not be done yet.
 */
async function findCursor(
	context: IWebhookFunctions,
	webhookId: string,
): Promise<Cursor | undefined> {
	const cursor = cursorOf(context, webhookId) ?? (await findOwnWebhook(context));
	return cursor?.webhookId === webhookId ? cursor : undefined;
}

/**
 * Gives the events to n8n and makes the cursor outlive it: written now, and again when n8n reads
 * `webhookResponse`, because what was written before n8n started the execution is dropped silently
 * (n8n-internals.md sections 1.4 and 1.5).
 */
function handOver(
	context: IWebhookFunctions,
	{ events, cursor, hasMore }: Drained,
	finish: (outcome: Outcome) => void,
): IWebhookResponseData {
	const delivery = follow(context.getResponseObject());
	const moveOn = () => cursor && store(context, cursor);
	moveOn();
	void delivery.outcome.then((outcome) => {
		if (outcome === 'stored' && cursor) commit(context, cursor);
		finish(outcome);
		if (hasMore && cursor) pingOwnUrl(context, cursor.webhookUrl, { webhookId: cursor.webhookId });
	});
	return {
		workflowData: [events.map((event) => ({ json: asItem(context, event) }))],
		get webhookResponse() {
			moveOn();
			delivery.stored();
			return '';
		},
	};
}

function asItem(context: IWebhookFunctions, event: ChangeEvent): IDataObject {
	return context.getNodeParameter('simplify', true) === true ? event.simplified : event.raw;
}

/** Answers with an empty body, as SmartSuite asks (Webhooks Overview, "Webhook Notifications"). */
function answer(context: IWebhookFunctions, outcome: Outcome): IWebhookResponseData {
	context
		.getResponseObject()
		.status(outcome === 'stored' ? OK : TRY_AGAIN)
		.end();
	return { noWebhookResponse: true };
}

function logFailure(context: IWebhookFunctions, webhookId: string, { failure }: Drained): void {
	if (failure === undefined) return;
	const { message, description } = failure as { message?: string; description?: string };
	context.logger.warn(
		`SmartSuite Trigger could not read events: ${message}. ${description ?? ''}`.trim(),
		{ workflowId: context.getWorkflow().id, webhookId },
	);
}

function queueOf(context: IWebhookFunctions) {
	const mode = context.getMode() === 'manual' ? 'test' : 'production';
	return queueFor([context.getWorkflow().id, context.getNode().id, mode].join(' '));
}

function pullIntervalMs(context: IWebhookFunctions): number {
	return Number(context.getNodeParameter('options.pullInterval', 1)) * 1_000;
}
