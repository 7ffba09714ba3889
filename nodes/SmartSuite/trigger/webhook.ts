import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { failedAs, MARK_HEADER } from '../transport';
import { isTest, store } from './cursor';
import type { Cursor } from './cursor';
import { besideTrigger, deliver } from './deliver';
import { toItems } from './items';
import { markOf } from './look';
import { readPing } from './ping';
import type { Ping } from './ping';
import type { Lead, Outcome } from './queue';
import { askLater, recognise } from './recognise';
import type { Recognition } from './recognise';
import { goRound, settle } from './round';
import type { Round } from './round';
import { isShown, lastingFailure, noteShown } from './setbacks';
import { readItemSettings, readPullIntervalMs } from './settings';
import { cursorOf, stateOf } from './state';
import { newestStored } from './test-event';

type HttpResponse = ReturnType<IWebhookFunctions['getResponseObject']>;

const OK = 200;
/** Has SmartSuite send the ping again later, for about a day (Webhooks Overview, "Webhook Notifications"). */
const TRY_AGAIN = 503;

/**
 * Turns a ping into the changed records: reads what is new since the last time, starts one execution
 * with it and moves the cursor on once n8n has stored that. One drain at a time; pings that come
 * meanwhile share the outcome of the following one. A ping that is not ours starts nothing.
 * @throws NodeOperationError, which n8n shows as a failed execution, for what has lasted or only a person
 *   can mend; at most once a day
 */
export async function onPing(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	context.getResponseObject().setHeader(MARK_HEADER, markOf(context));
	const state = stateOf(context);
	state.takesPings = true;
	const ping = await readPing(context);
	if (ping.keepsPlace) return keepPlace(context);
	const whose = await recognise(context, ping).catch((failure: unknown): Recognition => {
		if (isForOwner(context, failure)) throw shown(context, ping.webhookId, failure);
		return 'unsure';
	});
	if (whose === 'foreign') return answer(context, 'stored');
	if (whose === 'unsure') {
		askLater(context, ping.webhookId);
		return answer(context, 'failed');
	}
	const turn = await state.queue.enter(readPullIntervalMs(context));
	if ('outcome' in turn) return answerOnce(context, turn.outcome);
	return await lead(context, ping, whose, turn).catch((error: unknown) => {
		turn.finish('failed');
		throw error;
	});
}

/** One drain, and what becomes of it. */
async function lead(
	context: IWebhookFunctions,
	ping: Ping,
	recognised: Cursor,
	turn: Lead,
): Promise<IWebhookResponseData> {
	// Looked up again at the head of the queue: the drain before may have moved it.
	const cursor = cursorOf(context) ?? recognised;
	const isPing = !ping.isOwn && ping.webhookId !== '';
	const occasion = { isPing, looks: ping.looks ?? 0, settings: readItemSettings(context) };
	const round = await goRound(context, cursor, turn, occasion);
	const offered = ping.wantsStored ? await withStored(context, round) : round;
	const { verdict, failure } = offered;
	if (verdict.kind === 'deliver') return deliver(context, offered, turn);
	// n8n saves it before it sends the answer.
	store(context, besideTrigger(context, offered.cursor));
	const outcome = verdict.kind === 'quiet' || verdict.kind === 'gone' ? 'stored' : 'failed';
	settle(context, offered, outcome, turn);
	if (verdict.kind === 'gone') stateOf(context).runner?.renewSoon(verdict.lookInMs);
	if (verdict.kind === 'show') throw shown(context, cursor.live.webhookId, failure);
	return answer(context, outcome);
}

/** In a test in which nothing changes, the newest events that the published workflow has had. */
async function withStored(context: IWebhookFunctions, round: Round): Promise<Round> {
	if (!isTest(context) || round.items.length > 0) return round;
	const events = await newestStored(context, round.cursor.live.webhookId);
	const drained = { cursor: round.cursor, isRereading: false };
	const items = await toItems(context, events, drained, readItemSettings(context));
	return items.length > 0 ? { ...round, items, verdict: { kind: 'deliver' } } : round;
}

/** Has n8n save where the trigger stands, or will once n8n runs what it holds back. */
function keepPlace(context: IWebhookFunctions): IWebhookResponseData {
	const { pending, committed } = stateOf(context);
	const cursor = pending ?? committed;
	if (cursor) store(context, besideTrigger(context, cursor));
	return answer(context, 'stored');
}

/**
 * Answers once the outcome is known, and lets n8n go meanwhile: until the node returns, a ping holds a V8
 * isolate of n8n, 10 MB or more (docs/internals/n8n.md section 1.8).
 */
function answerOnce(
	context: IWebhookFunctions,
	outcome: Promise<Outcome | 'covered'>,
): IWebhookResponseData {
	const response = context.getResponseObject();
	void outcome.then((known) => send(response, known));
	return { noWebhookResponse: true };
}

/** Answers with an empty body, as SmartSuite asks (Webhooks Overview, "Webhook Notifications"). */
function answer(context: IWebhookFunctions, outcome: Outcome): IWebhookResponseData {
	send(context.getResponseObject(), outcome);
	return { noWebhookResponse: true };
}

function send(response: HttpResponse, outcome: Outcome | 'covered'): void {
	response.status(outcome === 'failed' ? TRY_AGAIN : OK).end();
}

function isForOwner(context: IWebhookFunctions, failure: unknown): boolean {
	return !isShown(context, 'reading') && failedAs(failure, 'credential', 'forbidden');
}

function shown(context: IWebhookFunctions, webhookId: string, failure: unknown) {
	noteShown(context, 'reading');
	return lastingFailure(context, webhookId, failure);
}
