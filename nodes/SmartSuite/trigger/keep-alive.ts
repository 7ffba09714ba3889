import { createHash } from 'node:crypto';

import { NodeOperationError } from 'n8n-workflow';
import type { ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';

import { keepListed } from '../api';
import { failedAs, waitFor, warn } from '../transport';
import { ownerOf } from './cursor';
import { lookInside, showFailure } from './inside';
import { startJob } from './job';
import { lookNow } from './look';
import { cursorWith, ensureWebhook } from './own-webhook';
import type { WantedWebhook } from './own-webhook';
import { isShown } from './setbacks';
import { readItemSettings, readKeepAliveHours } from './settings';
import { cursorOf, stateOf } from './state';
import type { Runner } from './state';
import { LASTING_MS } from './verdict';
import { whatIsGone } from './watched';

/**
 * Waits before the looks after a start, in ms: until n8n serves webhooks they meet a waiting page, or 404, and
 * until `create` is done there is no webhook.
 */
const START_DELAYS_MS = [1_000, 4_000, 10_000, 20_000, 40_000, 80_000] as const;
/** Hundreds of workflows start with n8n: their first looks are spread over this time. */
const START_SPREAD_MS = 20_000;
const SOON_MS = 60_000;

/**
 * Keeps the trigger's webhook alive from inside, every `keepAliveHours` and once after each start: makes
 * sure that it is registered, and has the trigger look, which lists its payloads. That is keep-alive and a
 * sweep for pings that got lost in one, two calls a day. With 0 hours it only settles what SmartSuite's absence
 * left open at the start. Static data is only read here, because what `trigger()` sees of it is a copy
 * (docs/internals/n8n.md section 2).
 */
export function keepAlive(context: ITriggerFunctions): ITriggerResponse {
	if (context.getMode() === 'manual') return {};
	const state = stateOf(context);
	const stop = new AbortController();
	const runner: Runner = {
		context,
		settings: readItemSettings(context),
		stop: stop.signal,
		lookInside: async (looks) => await lookInside(runner, looks),
		show: (trouble, error) => showFailure(context, trouble, error),
		renewSoon: soonest(stop.signal, () => beat(runner)),
	};
	state.runner = runner;
	const { startMs, second, minute, hour } = spreadOf(context);
	const hours = readKeepAliveHours(context);
	let hoursSinceLast = hours > 0 ? hour % hours : 0;
	context.helpers.registerCron({ expression: `${second} ${minute} * * * *` }, () => {
		hoursSinceLast++;
		const isDue = hours > 0 && hoursSinceLast >= hours;
		if (!isDue && !state.isUnsettled) return;
		hoursSinceLast = 0;
		void beat(runner);
	});
	const startsWithN8n = ['init', 'leadershipChange'].includes(context.getActivationMode());
	void afterStart(runner, hours, startsWithN8n ? startMs : 0);
	return {
		closeFunction: async () => {
			stop.abort();
			if (state.runner === runner) state.runner = undefined;
		},
	};
}

/** Has it done after so many ms, a minute at least; of several requests the one that is due first counts. */
function soonest(stop: AbortSignal, work: () => Promise<void>): Runner['renewSoon'] {
	let due: { at: number; recall: AbortController } | undefined;
	return (inMs = 0) => {
		const at = performance.now() + Math.max(SOON_MS, inMs);
		if (due && due.at <= at) return;
		due?.recall.abort();
		const recall = new AbortController();
		due = { at, recall };
		void waitFor(at - performance.now(), AbortSignal.any([stop, recall.signal])).then(
			async () => {
				due = undefined;
				await work();
			},
			() => {},
		);
	};
}

async function afterStart(runner: Runner, hours: number, startMs: number): Promise<void> {
	await waitFor(startMs, runner.stop).catch(() => {});
	if (stateOf(runner.context).isUnsettled) return runner.renewSoon();
	if (hours > 0) await look(runner);
}

/** One keep-alive: mend the registration, then look. Never throws: it is logged, or shown. */
async function beat(runner: Runner): Promise<void> {
	const { context, stop } = runner;
	const state = stateOf(context);
	const { wanted } = state;
	if (!wanted || stop.aborted) return;
	try {
		await renew(runner, wanted);
		state.isUnsettled = false;
		state.unrenewedSince = undefined;
	} catch (failure) {
		if (stop.aborted) return;
		state.isUnsettled = true;
		sayNotRenewed(context, failure as Error);
	}
	// Even so: a look keeps alive what is there, and tells the owner what only a person can mend.
	await look(runner);
}

async function renew({ context, stop }: Runner, wanted: WantedWebhook): Promise<void> {
	const state = stateOf(context);
	const job = startJob(context, 'renewal', async (stopped) => {
		return await ensureWebhook(context, wanted, AbortSignal.any([stopped, stop]));
	});
	const registered = await job.registered;
	const start = registered.isAdopted ? { isRereading: true as const } : {};
	const cursor = await cursorWith(context, registered, wanted, start);
	if (stop.aborted || job.stop.signal.aborted) return;
	state.committed = cursor;
	const gone = await whatIsGone(context, wanted);
	if (!gone || stop.aborted || isShown(context, 'watched')) return;
	showFailure(context, 'watched', new NodeOperationError(context.getNode(), gone.what, gone));
}

/** What passes is logged and tried again in an hour; what lasts, and what only a person can mend, is shown. */
function sayNotRenewed(context: ITriggerFunctions, failure: Error): void {
	const state = stateOf(context);
	const now = performance.now();
	state.unrenewedSince ??= now;
	const isForOwner = failedAs(failure, 'credential', 'forbidden', 'missing');
	const isLasting = isForOwner || now - state.unrenewedSince >= LASTING_MS;
	const message = `cannot renew its webhook: ${failure.message}`;
	if (!isLasting || isShown(context, 'renewal')) {
		return warn(context, message, cursorOf(context)?.live.webhookId);
	}
	const { description = '' } = failure as { description?: string };
	showFailure(
		context,
		'renewal',
		new NodeOperationError(context.getNode(), `The SmartSuite Trigger ${message}`, {
			description: `${description} It tries again every hour. Until then changes may arrive late. SmartSuite lets a webhook go that nobody renews for seven days.`,
		}),
	);
}

/** Looks until the node has answered; lists the payloads where it cannot be reached. */
async function look({ context, stop }: Runner): Promise<void> {
	for (const delay of START_DELAYS_MS) {
		await waitFor(delay, stop).catch(() => {});
		if (stop.aborted) return;
		const { wanted, committed } = stateOf(context);
		if (!wanted || !committed) continue;
		if ((await lookNow(context, wanted.notificationUrl)) !== 'astray') return;
	}
	const webhookId = cursorOf(context)?.live.webhookId;
	if (stop.aborted || webhookId === undefined) return;
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
