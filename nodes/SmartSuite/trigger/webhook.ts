import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { commit, cursorOf, ownerOf, store } from './cursor';
import type { Cursor } from './cursor';
import { foundBy } from './drain';
import type { Drained } from './drain';
import { goOn, handOver } from './hand-over';
import { toItems } from './items';
import { ownUrl } from './own-webhook';
import { parsePing } from './ping';
import type { Ping } from './ping';
import { queueFor } from './queue';
import type { Lead, Outcome } from './queue';
import { readFrom } from './read';
import { recognise } from './recognise';
import { isToBeShown, logSetback, tryAgainLater } from './setbacks';
import { orStored } from './test-event';

const OK = 200;
/** Has SmartSuite send the ping again later, for about a day (Webhooks Overview, "Webhook Notifications"). */
const TRY_AGAIN = 503;

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
	const { webhookId } = ping;
	const whose = await recognise(context, webhookId).catch((failure: unknown) => {
		if (isToBeShown(context, failure)) throw failure;
		return 'unsure' as const;
	});
	if (whose === 'foreign') return answer(context, 'stored');
	if (whose === 'unsure') {
		tryAgainLater(context, ownUrl(context), webhookId);
		return answer(context, 'failed');
	}
	const place = await queueOf(context).enter(pullIntervalMs(context));
	if ('outcome' in place) return answer(context, place.outcome);
	return await lead(context, ping, whose, place).catch((error: unknown) => {
		place.finish('failed');
		throw error;
	});
}

async function lead(
	context: IWebhookFunctions,
	ping: Ping,
	recognised: Cursor,
	{ finish, isFollowed }: Lead,
): Promise<IWebhookResponseData> {
	// Looked up again at the head of the queue: the drain before may have moved it.
	const cursor = cursorOf(context, recognised.webhookId) ?? recognised;
	const drained = await orStored(context, ping, await readFrom(context, cursor, isFollowed));
	const { events, failure } = drained;
	if (failure !== undefined) logSetback(context, cursor.webhookId, failure);
	const reading = events.length > 0 ? toItems(context, events) : Promise.resolve([]);
	return await reading.then(
		(items) =>
			items.length > 0
				? handOver(context, items, drained, finish)
				: nothingToRun(context, drained, finish),
		(notLabelled: unknown) => {
			logSetback(context, cursor.webhookId, notLabelled);
			return nothingToRun(context, { ...drained, cursor, failure: notLabelled }, finish);
		},
	);
}

function nothingToRun(
	context: IWebhookFunctions,
	drained: Drained,
	finish: Lead['finish'],
): IWebhookResponseData {
	const outcome = drained.failure === undefined ? 'stored' : 'failed';
	store(context, drained.cursor);
	commit(context, drained.cursor);
	finish(outcome, foundBy(drained));
	void goOn(context, drained, outcome);
	if (isToBeShown(context, drained.failure)) throw drained.failure;
	return answer(context, outcome);
}

/** Answers with an empty body, as SmartSuite asks (Webhooks Overview, "Webhook Notifications"). */
function answer(context: IWebhookFunctions, outcome: Outcome): IWebhookResponseData {
	context
		.getResponseObject()
		.status(outcome === 'stored' ? OK : TRY_AGAIN)
		.end();
	return { noWebhookResponse: true };
}

function queueOf(context: IWebhookFunctions) {
	const mode = context.getMode() === 'manual' ? 'test' : 'production';
	return queueFor(`${ownerOf(context)} ${mode}`);
}

function pullIntervalMs(context: IWebhookFunctions): number {
	return Number(context.getNodeParameter('options.pullInterval', 1)) * 1_000;
}
