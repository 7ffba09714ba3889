import type { IHookFunctions } from 'n8n-workflow';

import { asObject, asText } from '../api';
import { recover, SmartSuiteError, waitFor, warn } from '../transport';
import { isTest } from './cursor';
import { ownWebhooks, remove } from './own-webhook';
import { stateOf } from './state';
import type { Departure, Job, Leaving } from './state';

/**
 * How long a webhook outlives `delete`, in ms. A node that was changed is published by `delete` and, within a
 * second or so, `create`; n8n tells `delete` neither that nor that it is for good
 * (docs/internals/n8n.md section 4). What changes in between would be lost with the webhook.
 */
const GRACE_MS = 5_000;

/** The same where `create` failed: n8n tries again after 1, 2, 4 and 8 s, with a `delete` before each. */
const GRACE_AFTER_FAILURE_MS = 15_000;

/** Waits between tries, and for how long there are any: by then SmartSuite has dropped the webhook. */
const SHORTEST_WAIT_MS = 15_000;
const LONGEST_WAIT_MS = 120_000;
const HOURLY_AFTER_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const GIVES_UP_AFTER_MS = 14 * 86_400_000;

/** Finds the webhooks that point to a URL. Throws what the call throws. */
type Find = () => Promise<Leaving[]>;

interface DepartureOptions {
	/** Gives more, that nobody here knows. */
	find?: Find;
	/** Whether n8n tries again to publish. */
	isAfterFailure?: boolean;
}

/**
 * Has the webhooks of this node deleted in a moment, unless they are recalled before; never waits, never
 * throws. Those that are about to leave already still do.
 * @param known those that leave in any case
 */
export function departSoon(
	context: IHookFunctions,
	known: Leaving[],
	{ find, isAfterFailure = false }: DepartureOptions = {},
): void {
	const state = stateOf(context);
	const before = state.departure;
	before?.recall.abort();
	const departure: Departure = {
		leaving: distinct([...(before?.leaving ?? []), ...known]),
		recall: new AbortController(),
		over: Promise.resolve(),
	};
	state.departure = departure;
	const graceMs = graceOf(context, before !== undefined || isAfterFailure);
	const { job } = state;
	departure.over = depart(context, departure, { graceMs, find, job }).finally(() => {
		if (state.departure !== departure) return;
		state.departure = undefined;
		const live = state.committed?.live.webhookId;
		const isGone = departure.leaving.length === 0 && !departure.recall.signal.aborted;
		if (isGone && known.some(({ webhookId }) => webhookId === live)) state.committed = undefined;
	});
}

function graceOf(context: IHookFunctions, isAfterFailure: boolean): number {
	// Nobody publishes a test.
	if (isTest(context)) return 0;
	return isAfterFailure ? GRACE_AFTER_FAILURE_MS : GRACE_MS;
}

/** Keeps what is about to leave from it. @returns those: what becomes of each is the caller's to say */
export async function recall(context: IHookFunctions): Promise<Leaving[]> {
	const { departure } = stateOf(context);
	if (!departure) return [];
	departure.recall.abort();
	await departure.over;
	return departure.leaving;
}

/** All webhooks of this node that point to the URL now. Later there may be one of another process. */
export function findAtUrl(context: IHookFunctions, url: string, solutionId: string): Find {
	const calledAt = Date.now();
	let isFirst = true;
	return async () => {
		const isFirstTry = isFirst;
		isFirst = false;
		const own = await recover(ownWebhooks(context, url, solutionId), ['missing'], async () => []);
		const isOlder = (made: unknown) => !(Date.parse(asText(asObject(made).at)) >= calledAt);
		const ours = own.filter(({ created_at }) => isFirstTry || isOlder(created_at));
		return ours.map(({ webhook_id: webhookId }) => ({ webhookId, context }));
	};
}

async function depart(
	context: IHookFunctions,
	departure: Departure,
	{ graceMs, find, job }: { graceMs: number; find?: Find; job?: Job },
): Promise<void> {
	const { signal } = departure.recall;
	const startedAt = performance.now();
	const graceOver = waitFor(graceMs, signal).catch(() => {});
	const recalled = aborted(signal);
	let unfound = find;
	for (let tries = 0; !signal.aborted; tries++) {
		const failure = await attempt(async () => {
			// A registration that is still under way would make or change one.
			await Promise.race([job?.registered.catch(() => {}), recalled]);
			if (unfound) departure.leaving = distinct([...departure.leaving, ...(await unfound())]);
			unfound = undefined;
			await graceOver;
			// Whatever it has registered goes now.
			if (job && stateOf(context).job === job) stateOf(context).job = undefined;
			await leave(departure);
		});
		if (signal.aborted || (failure === undefined && departure.leaving.length === 0)) return;
		const waitedMs = performance.now() - startedAt;
		// Without its credential nothing can ever be deleted.
		const isHopeless = !(failure instanceof SmartSuiteError) && tries > 0;
		const isLast = isHopeless || waitedMs > GIVES_UP_AFTER_MS;
		if (tries === 0 || isLast) sayItStays(context, departure, failure, isLast);
		if (isLast) return;
		// It is not about to be published again: what changes from now on happens while it is not.
		if (waitedMs > GRACE_AFTER_FAILURE_MS) stateOf(context).committed = undefined;
		const wait = Math.min(LONGEST_WAIT_MS, SHORTEST_WAIT_MS * 2 ** tries);
		await waitFor(waitedMs > HOURLY_AFTER_MS ? HOUR_MS : wait, signal).catch(() => {});
	}
}

async function leave(departure: Departure): Promise<void> {
	for (const one of departure.leaving) {
		if (departure.recall.signal.aborted) return;
		await remove(one.context, one.webhookId);
		departure.leaving = departure.leaving.filter((other) => other !== one);
	}
}

async function aborted(signal: AbortSignal): Promise<void> {
	if (signal.aborted) return;
	await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
}

async function attempt(work: () => Promise<void>): Promise<unknown> {
	return await work().then(
		() => undefined,
		(error: unknown) => error,
	);
}

function distinct(leaving: Leaving[]): Leaving[] {
	const byId = new Map(leaving.map((one) => [one.webhookId, one]));
	return [...byId.values()];
}

function sayItStays(
	context: IHookFunctions,
	{ leaving }: Departure,
	failure: unknown,
	isLast: boolean,
): void {
	const { message } = failure as Error;
	const then = isLast
		? 'It stays at SmartSuite, which deletes it after 14 idle days; delete it there if its pings disturb'
		: 'It is tried again until it works';
	warn(context, `cannot delete its webhook: ${message}. ${then}`, leaving[0]?.webhookId);
}
