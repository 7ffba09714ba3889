import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { pingOwnUrl, waitFor } from '../transport';
import { store } from './cursor';
import type { Cursor } from './cursor';
import { markOf } from './look';
import type { Lead, Outcome } from './queue';
import { LONGEST_HOLD_MS, settle } from './round';
import type { Round } from './round';
import { stateOf } from './state';

type HttpResponse = ReturnType<IWebhookFunctions['getResponseObject']>;

/** An execution that is not answered after so many ms waits for a slot: n8n's concurrency limit is reached. */
const HELD_BACK_MS = 10_000;
/** How often it is looked whether n8n has answered a sender that hung up. */
const LOOK_MS = 1_000;

/**
 * Gives the items to n8n and makes the cursor outlive it: written now, and again when n8n reads
 * `webhookResponse`, because what was written before n8n started the execution is dropped silently
 * (docs/internals/n8n.md sections 1.4 and 1.5).
 */
export function deliver(
	context: IWebhookFunctions,
	round: Round,
	turn: Lead,
): IWebhookResponseData {
	const cursor = besideTrigger(context, round.cursor);
	// The items are n8n's from now on; held until the next page is stored, they would fill memory.
	const settled: Round = { ...round, items: [] };
	const { outcome, stored } = follow(context.getResponseObject());
	const stopHolding = new AbortController();
	store(context, cursor);
	void keepWhileHeldBack(context, cursor, stopHolding.signal);
	void outcome.then((known) => {
		stopHolding.abort();
		const wasKept = stateOf(context).pending !== undefined;
		settle(context, settled, known, turn);
		// Else it would count after a restart.
		if (known === 'failed' && wasKept) void keepPlace(context, cursor);
	});
	return {
		workflowData: [round.items],
		get webhookResponse() {
			store(context, cursor);
			stored();
			return '';
		},
	};
}

/** The cursor, with whether there is one process for pings and `trigger()`. */
export function besideTrigger(context: IWebhookFunctions, cursor: Cursor): Cursor {
	return { ...cursor, isBesideTrigger: stateOf(context).runner !== undefined };
}

/**
 * n8n has stored an execution before it waits for a slot (docs/internals/n8n.md section 9), and runs it after
 * a restart. The place behind it must not be lost by then, so a ping of our own has it saved.
 */
async function keepWhileHeldBack(
	context: IWebhookFunctions,
	cursor: Cursor,
	stop: AbortSignal,
): Promise<void> {
	await waitFor(HELD_BACK_MS, stop).catch(() => {});
	if (stop.aborted || context.getMode() === 'manual') return;
	stateOf(context).pending = cursor;
	await keepPlace(context, cursor);
}

/** Has n8n save where the trigger stands now. */
async function keepPlace(context: IWebhookFunctions, { live }: Cursor): Promise<void> {
	const { webhookId, webhookUrl } = live;
	await pingOwnUrl(context, webhookUrl, { webhookId, keepsPlace: true }, markOf(context));
}

/**
 * Follows one answer to a ping until it is sure whether n8n stored the events: `stored` once it went out
 * with 200, which n8n sends after it stored the execution, or, when the sender hung up before, once
 * n8n asked for the answer to send (docs/internals/n8n.md sections 1.1, 1.5). However long that takes.
 */
function follow(response: HttpResponse): { outcome: Promise<Outcome>; stored: () => void } {
	const stopWaiting = new AbortController();
	let stored: () => void = () => {};
	const outcome = new Promise<Outcome>((resolve) => {
		const answered = () => resolve(response.statusCode === 200 ? 'stored' : 'failed');
		stored = () => {
			if (response.destroyed) resolve('stored');
		};
		response.once('finish', answered);
		const hungUp = async () => {
			while (!response.writableEnded && !stopWaiting.signal.aborted) {
				await waitFor(LOOK_MS, stopWaiting.signal).catch(() => {});
			}
			answered();
		};
		// Maybe before there was anything to deliver.
		if (response.destroyed) void hungUp();
		else response.once('close', hungUp);
		waitFor(LONGEST_HOLD_MS, stopWaiting.signal).then(
			() => resolve('failed'),
			() => {},
		);
	});
	void outcome.then(() => stopWaiting.abort());
	return { outcome, stored };
}
