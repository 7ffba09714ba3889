import { createHash } from 'node:crypto';

import { sleep } from 'n8n-workflow';
import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import { keepListed } from '../api';
import { pingOwnUrl, warn } from '../transport';
import { ownerOf, storedCursor } from './cursor';
import { ensureWebhook } from './own-webhook';

const DEFAULT_HOURS = 24;

/**
 * Waits before the pings after a start: until n8n serves webhooks they meet a waiting page, or 404, and
 * until `create` is done there is no webhook.
 */
const START_DELAYS_MS = [1_000, 4_000, 10_000, 20_000, 40_000, 80_000] as const;
/** Hundreds of workflows start with n8n: their first pings are spread over this time. */
const START_SPREAD_MS = 20_000;

/**
 * Keeps the trigger's webhook alive from inside, every `keepAliveHours` and once after each start: makes
 * sure that it is registered, and pings the own URL, so that a drain lists its payloads. That is
 * keep-alive and a sweep for pings that got lost in one, two calls a day. It reads static data only,
 * because what `trigger()` sees of it is a copy (n8n-internals.md section 2).
 */
export function keepAlive(context: ITriggerFunctions): ITriggerResponse {
	const hours = Number(context.getNodeParameter('options.keepAliveHours', DEFAULT_HOURS));
	if (!(hours > 0) || context.getMode() === 'manual') return {};
	const stop = new AbortController();
	const { startMs, second, minute, hour } = spreadOf(context);
	let hoursSinceLast = hour % hours;
	context.helpers.registerCron({ expression: `${second} ${minute} * * * *` }, () => {
		hoursSinceLast++;
		if (hoursSinceLast < hours) return;
		hoursSinceLast = 0;
		void beat(context, stop.signal);
	});
	const startsWithN8n = ['init', 'leadershipChange'].includes(context.getActivationMode());
	void afterStart(context, startsWithN8n ? startMs : 0, stop.signal);
	return {
		closeFunction: async () => stop.abort(),
	};
}

async function afterStart(
	context: ITriggerFunctions,
	startMs: number,
	stop: AbortSignal,
): Promise<void> {
	await sleep(startMs, stop).catch(() => {});
	await ping(context, stop);
}

/** One keep-alive: heal the registration, then have the node drain. Never throws: it is logged. */
async function beat(context: ITriggerFunctions, stop: AbortSignal): Promise<void> {
	const { webhookUrl, webhookId } = storedCursor(context) ?? {};
	if (!webhookUrl || stop.aborted) return;
	const healedId = await ensureWebhook(context, webhookUrl).then(
		({ webhook_id }) => webhook_id,
		({ message }: Error) => {
			warn(context, `cannot renew its webhook: ${message}`, webhookId);
			return undefined;
		},
	);
	// Even so: the drain keeps alive what is there, and tells the owner what only a person can mend.
	await ping(context, stop, healedId);
}

/** Pings the own URL until the node answers; lists the payloads itself where n8n cannot be reached. */
async function ping(
	context: ITriggerFunctions,
	stop: AbortSignal,
	healedId?: string,
): Promise<void> {
	for (const delay of START_DELAYS_MS) {
		await sleep(delay, stop).catch(() => {});
		const cursor = storedCursor(context);
		if (stop.aborted) return;
		if (!cursor) continue;
		const outcome = await pingOwnUrl(context, cursor.webhookUrl, healedId ?? cursor.webhookId);
		if (outcome === 'served' || outcome === 'failed') return;
	}
	if (stop.aborted) return;
	await listInstead(context, healedId ?? storedCursor(context)?.webhookId);
}

async function listInstead(context: ITriggerFunctions, webhookId?: string): Promise<void> {
	if (webhookId === undefined) return;
	const what = 'cannot reach its own URL: it keeps the webhook alive, but cannot look for changes';
	warn(context, what, webhookId);
	await keepListed(context, webhookId).catch(({ message }: Error) =>
		warn(context, `cannot keep its webhook alive: ${message}`, webhookId),
	);
}

/** Times of day that differ by node and stay the same, so that not all keep-alives come at once. */
function spreadOf(context: ITriggerFunctions) {
	const bytes = createHash('sha256').update(ownerOf(context)).digest();
	return {
		second: bytes.readUInt16BE(0) % 60,
		minute: bytes.readUInt16BE(2) % 60,
		hour: bytes.readUInt16BE(4),
		startMs: bytes.readUInt16BE(6) % START_SPREAD_MS,
	};
}
