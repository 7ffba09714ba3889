import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { eventPages } from '../api';
import { failedAs } from '../transport';
import { commit, cursorOf, ownerOf, store } from './cursor';
import type { Cursor } from './cursor';
import { drain } from './drain';
import type { Drained } from './drain';
import { handOver } from './hand-over';
import { toItems } from './items';
import { parsePing } from './ping';
import { queueFor } from './queue';
import type { Outcome } from './queue';
import { recognise } from './recognise';
import { isToBeShown, overcome, tryAgainLater } from './setbacks';

const OK = 200;
/** Has SmartSuite send the ping again later, for about a day (Webhooks Overview, "Webhook Notifications"). */
const TRY_AGAIN = 503;

type Finish = (outcome: Outcome) => void;

/**
 * Turns a ping into the changed records: reads what is new since the last time, starts one execution
 * with it and moves the cursor on once n8n has stored that. One drain at a time; pings that come
 * meanwhile share the outcome of the following one. A ping that is not ours starts nothing.
 * @throws SmartSuiteError, which n8n shows as a failed execution, for what only a person can mend; at
 *   most once an hour
 */
export async function onPing(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const ping = parsePing(context.getBodyData());
	if (!ping) return answer(context, 'stored');
	const whose = await recognise(context, ping.webhookId).catch((failure: unknown) => {
		logFailure(context, ping.webhookId, failure);
		return 'unsure' as const;
	});
	if (whose === 'foreign') return answer(context, 'stored');
	if (whose === 'unsure') return answer(context, 'failed');
	const place = await queueOf(context).enter(pullIntervalMs(context));
	if ('outcome' in place) return answer(context, place.outcome);
	return await lead(context, whose, place.finish).catch((error: unknown) => {
		place.finish('failed');
		throw error;
	});
}

async function lead(
	context: IWebhookFunctions,
	recognised: Cursor,
	finish: Finish,
): Promise<IWebhookResponseData> {
	// Looked up again at the head of the queue: the drain before may have moved it.
	const cursor = cursorOf(context, recognised.webhookId) ?? recognised;
	const drained = await read(context, cursor);
	const { events, failure } = drained;
	if (failure !== undefined) logFailure(context, cursor.webhookId, failure);
	const reading = events.length > 0 ? toItems(context, events) : Promise.resolve([]);
	return await reading.then(
		(items) => {
			if (items.length > 0) return handOver(context, items, drained, finish);
			if (failure !== undefined) return giveUp(context, drained, finish);
			return nothingNew(context, drained.cursor, finish);
		},
		(notLabelled: unknown) => {
			logFailure(context, cursor.webhookId, notLabelled);
			return giveUp(context, { ...drained, cursor, failure: notLabelled }, finish);
		},
	);
}

async function read(context: IWebhookFunctions, cursor: Cursor): Promise<Drained> {
	const drained = await readFrom(context, cursor);
	// How long a token stays good is not documented; the oldest event always is (smartsuite-api.md 1.7).
	const isTokenRefused =
		failedAs(drained.failure, 'refused') && drained.events.length === 0 && cursor.pageToken !== '';
	return isTokenRefused ? await readFrom(context, { ...cursor, pageToken: '' }) : drained;
}

async function readFrom(context: IWebhookFunctions, cursor: Cursor): Promise<Drained> {
	const { webhookId, pageToken, pageSize } = cursor;
	return await drain(eventPages(context, webhookId, pageToken, pageSize), cursor);
}

function nothingNew(
	context: IWebhookFunctions,
	cursor: Cursor,
	finish: Finish,
): IWebhookResponseData {
	store(context, cursor);
	commit(context, cursor);
	overcome(context);
	finish('stored');
	return answer(context, 'stored');
}

function giveUp(
	context: IWebhookFunctions,
	{ cursor, failure }: Drained,
	finish: Finish,
): IWebhookResponseData {
	store(context, cursor);
	commit(context, cursor);
	if (context.getMode() !== 'manual') tryAgainLater(context, cursor.webhookUrl, cursor.webhookId);
	if (isToBeShown(context, failure)) throw failure;
	finish('failed');
	return answer(context, 'failed');
}

/** Answers with an empty body, as SmartSuite asks (Webhooks Overview, "Webhook Notifications"). */
function answer(context: IWebhookFunctions, outcome: Outcome): IWebhookResponseData {
	context
		.getResponseObject()
		.status(outcome === 'stored' ? OK : TRY_AGAIN)
		.end();
	return { noWebhookResponse: true };
}

function logFailure(context: IWebhookFunctions, webhookId: string, failure: unknown): void {
	const { message, description } = failure as { message?: string; description?: string };
	context.logger.warn(
		`SmartSuite Trigger could not read events: ${message}. ${description ?? ''}`.trim(),
		{ workflowId: context.getWorkflow().id, webhookId },
	);
}

function queueOf(context: IWebhookFunctions) {
	const mode = context.getMode() === 'manual' ? 'test' : 'production';
	return queueFor(`${ownerOf(context)} ${mode}`);
}

function pullIntervalMs(context: IWebhookFunctions): number {
	return Number(context.getNodeParameter('options.pullInterval', 1)) * 1_000;
}
