import { setMaxListeners } from 'node:events';
import http from 'node:http';
import axios, { isAxiosError } from 'axios';
import { withExtras } from './extras.mts';
import type { Switches } from './switches.mts';
import type { JsonObject, Ping, Webhook } from './types.mts';
import { liveWebhooks, standing } from './webhooks.mts';
import type { World } from './world.mts';

/** Retries go on "for a period of approximately one day" (webhooks-overview.md). */
const RETRIES_FOR_MS = 86_400_000;
const MOST_IN_FLIGHT = 100;

interface Delivery {
	webhookId: string;
	tableId?: string;
	attempt: number;
	/** When the first attempt was made. */
	sinceMs?: number;
}

/** The half of the webhooks engine that calls the customer. */
export interface Pinger {
	/** Sends what waits in the outbox. */
	flush: () => void;
	/** Resolves when no ping is on its way; retries that wait for the clock do not count. */
	settled: () => Promise<void>;
	/** Drops all that is on its way. */
	abort: () => void;
}

export function createPinger(world: World): Pinger {
	const queue: Array<{ delivery: Delivery; done: () => void }> = [];
	let inFlight: Delivery[] = [];
	const whenSettled: Array<() => void> = [];
	let stopper = newStopper();
	// A connection each: a kept one may be closed by the receiver just as the next ping goes out.
	const httpAgent = new http.Agent({ keepAlive: false });

	function flush(): void {
		const { switches, random, pings, clock } = world;
		for (const { webhookId, tableId } of world.outbox.splice(0)) {
			if (random() < switches.lostPings) {
				const url = world.webhooks.get(webhookId)?.url ?? '';
				pings.push({
					at: clock.now(),
					webhookId,
					url,
					attempt: 1,
					error: 'lost',
					responseBody: '',
				});
				continue;
			}
			const delivery = { webhookId, tableId, attempt: 1 };
			const waiting = queue.some(({ delivery }) => delivery.webhookId === webhookId);
			if (switches.pingsPer === 'batch' && waiting) continue;
			void enqueue(delivery);
			if (random() < switches.duplicatePings) void enqueue(delivery);
		}
	}

	/** Resolves when the attempt is over. */
	function enqueue(delivery: Delivery): Promise<void> {
		const finished = new Promise<void>((done) => queue.push({ delivery, done }));
		startNext();
		return finished;
	}

	function startNext(): void {
		const oneAtATime = world.switches.pingsPer === 'batch';
		const isFree = ({ delivery }: { delivery: Delivery }) =>
			!oneAtATime || inFlight.every(({ webhookId }) => webhookId !== delivery.webhookId);
		while (inFlight.length < MOST_IN_FLIGHT) {
			const index = queue.findIndex(isFree);
			const [entry] = index < 0 ? [] : queue.splice(index, 1);
			if (!entry) return;
			void start(entry.delivery).then(entry.done);
		}
	}

	async function start(delivery: Delivery): Promise<void> {
		const entry = { ...delivery };
		inFlight.push(entry);
		await attempt(delivery, stopper.signal);
		inFlight = inFlight.filter((other) => other !== entry);
		startNext();
		if (inFlight.length > 0 || queue.length > 0) return;
		whenSettled.splice(0).forEach((resolve) => resolve());
	}

	async function attempt(delivery: Delivery, signal: AbortSignal): Promise<void> {
		const { clock, switches } = world;
		const webhook = liveWebhooks(world).get(delivery.webhookId);
		const at = clock.now();
		if (!webhook?.url || standing(webhook, at) !== 'active') return;
		const { id: webhookId, url } = webhook;
		const outcome = await post(url, pingBody(world, webhook, delivery.tableId), signal);
		if (signal.aborted) return;
		world.pings.push({ at, webhookId, url, attempt: delivery.attempt, ...outcome });
		if (!isDelivered(outcome, switches)) retryLater(webhook, delivery, at);
		world.changed();
	}

	/** Doubles the wait; after a day the webhook's notifications are switched off. */
	function retryLater(webhook: Webhook, { attempt, sinceMs, ...rest }: Delivery, at: number): void {
		if (world.switches.pingsRetryOn === 'never') return;
		const firstMs = sinceMs ?? at;
		const dueMs = at + world.switches.pingRetryFirstMs * 2 ** (attempt - 1);
		if (dueMs > firstMs + RETRIES_FOR_MS) {
			webhook.pingsFailed = true;
			return;
		}
		const next = { ...rest, attempt: attempt + 1, sinceMs: firstMs };
		world.clock.at(dueMs, () => enqueue(next));
	}

	async function post(url: string, body: JsonObject, signal: AbortSignal) {
		try {
			const { status, data } = await axios.post<string>(url, body, {
				httpAgent,
				signal,
				timeout: world.switches.pingTimeoutMs,
				// As the service would: whatever is answered is the answer, and no proxy is asked.
				validateStatus: () => true,
				maxRedirects: 0,
				proxy: false,
				responseType: 'text',
				transformResponse: (text: string) => text,
			});
			return { status, responseBody: data };
		} catch (error) {
			return {
				error: isAxiosError(error) ? (error.code ?? error.message) : String(error),
				responseBody: '',
			};
		}
	}

	return {
		flush,
		async settled() {
			if (inFlight.length === 0 && queue.length === 0) return;
			await new Promise<void>((resolve) => whenSettled.push(resolve));
		},
		abort() {
			queue.splice(0).forEach(({ done }) => done());
			stopper.abort();
			stopper = newStopper();
		},
	};
}

/** camelCase, without event data (webhooks-overview.md); "Updates Planned" is a switch. */
function pingBody(world: World, { id, solutionId }: Webhook, tableId?: string): JsonObject {
	const locator = { accountId: world.accountId, solutionId };
	const planned = {
		locator: { ...locator, applicationId: tableId },
		timestamp: new Date(world.clock.now()),
	};
	const today = world.switches.pingBody === 'planned' ? planned : { locator };
	return withExtras(world.switches, { webhookId: id, ...today });
}

function isDelivered({ status }: Pick<Ping, 'status'>, { pingsRetryOn }: Switches): boolean {
	if (status === undefined) return false;
	if (pingsRetryOn === 'no-answer') return true;
	return pingsRetryOn === 'non-200' ? status === 200 : status >= 200 && status < 300;
}

/** Stops all pings in flight, more than Node finds normal for one signal. */
function newStopper(): AbortController {
	const stopper = new AbortController();
	setMaxListeners(MOST_IN_FLIGHT, stopper.signal);
	return stopper;
}
