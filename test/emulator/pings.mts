import { setMaxListeners } from 'node:events';
import http from 'node:http';
import axios, { isAxiosError } from 'axios';
import { pingMessage, type PingMessage } from './ping-body.mts';
import type { Switches } from './switches.mts';
import type { Ping, Webhook } from './types.mts';
import { liveWebhooks, standing } from './webhooks.mts';
import type { World } from './world.mts';

/** Retries go on "for a period of approximately one day" (Webhooks Overview). */
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
export class Pinger {
	private readonly queue: Array<{ delivery: Delivery; done: () => void }> = [];
	private inFlight: Delivery[] = [];
	private readonly whenSettled: Array<() => void> = [];
	private stopper = newStopper();
	// A connection each: a kept one may be closed by the receiver just as the next ping goes out.
	private readonly httpAgent = new http.Agent({ keepAlive: false });

	constructor(private readonly world: World) {}

	/** Sends what waits in the outbox. */
	flush(): void {
		const { switches, random, outbox } = this.world;
		for (const { webhookId, tableId } of outbox.splice(0)) {
			if (random() < switches.lostPings) {
				this.lose(webhookId);
				continue;
			}
			const delivery = { webhookId, tableId, attempt: 1 };
			const waiting = this.queue.some(({ delivery }) => delivery.webhookId === webhookId);
			if (switches.pingsPer === 'batch' && waiting) continue;
			void this.enqueue(delivery);
			if (random() < switches.duplicatePings) void this.enqueue(delivery);
		}
	}

	/** Resolves when no ping is on its way; retries that wait for the clock do not count. */
	async settled(): Promise<void> {
		if (this.inFlight.length === 0 && this.queue.length === 0) return;
		await new Promise<void>((resolve) => this.whenSettled.push(resolve));
	}

	/** Drops all that is on its way. */
	abort(): void {
		this.queue.splice(0).forEach(({ done }) => done());
		this.stopper.abort();
		this.stopper = newStopper();
	}

	private lose(webhookId: string): void {
		const { clock, webhooks, pings } = this.world;
		const url = webhooks.get(webhookId)?.url ?? '';
		pings.push({ at: clock.now(), webhookId, url, attempt: 1, error: 'lost', responseBody: '' });
	}

	/** Resolves when the attempt is over. */
	private enqueue(delivery: Delivery): Promise<void> {
		const finished = new Promise<void>((done) => this.queue.push({ delivery, done }));
		this.startNext();
		return finished;
	}

	private startNext(): void {
		const oneAtATime = this.world.switches.pingsPer === 'batch';
		const isFree = ({ delivery }: { delivery: Delivery }) =>
			!oneAtATime || this.inFlight.every(({ webhookId }) => webhookId !== delivery.webhookId);
		while (this.inFlight.length < MOST_IN_FLIGHT) {
			const index = this.queue.findIndex(isFree);
			const [entry] = index < 0 ? [] : this.queue.splice(index, 1);
			if (!entry) return;
			void this.start(entry.delivery).then(entry.done);
		}
	}

	private async start(delivery: Delivery): Promise<void> {
		const entry = { ...delivery };
		this.inFlight.push(entry);
		await this.attempt(delivery, this.stopper.signal);
		this.inFlight = this.inFlight.filter((other) => other !== entry);
		this.startNext();
		if (this.inFlight.length > 0 || this.queue.length > 0) return;
		this.whenSettled.splice(0).forEach((resolve) => resolve());
	}

	private async attempt(delivery: Delivery, signal: AbortSignal): Promise<void> {
		const { world } = this;
		const webhook = liveWebhooks(world).get(delivery.webhookId);
		const at = world.clock.now();
		if (!webhook?.url || standing(webhook, at) !== 'active') return;
		const { id: webhookId, url } = webhook;
		const outcome = await this.post(url, pingMessage(world, webhook, delivery.tableId), signal);
		if (signal.aborted) return;
		world.pings.push({ at, webhookId, url, attempt: delivery.attempt, ...outcome });
		if (!isDelivered(outcome, world.switches)) this.retryLater(webhook, delivery, at);
		world.changed();
	}

	/** Doubles the wait; after a day the webhook's notifications are switched off. */
	private retryLater(webhook: Webhook, delivery: Delivery, at: number): void {
		const { clock, switches } = this.world;
		if (switches.pingsRetryOn === 'never') return;
		const { attempt, sinceMs = at, ...rest } = delivery;
		const dueMs = at + switches.pingRetryFirstMs * 2 ** (attempt - 1);
		if (dueMs > sinceMs + RETRIES_FOR_MS) {
			webhook.pingsFailed = true;
			return;
		}
		const next = { ...rest, attempt: attempt + 1, sinceMs };
		clock.at(dueMs, () => this.enqueue(next));
	}

	private async post(url: string, { contentType, text }: PingMessage, signal: AbortSignal) {
		try {
			const { status, data } = await axios.post<string>(url, text, {
				headers: { 'Content-Type': contentType },
				httpAgent: this.httpAgent,
				signal,
				timeout: this.world.switches.pingTimeoutMs,
				// As the service would: whatever is answered is the answer, and no proxy is asked.
				validateStatus: () => true,
				maxRedirects: 0,
				proxy: false,
				responseType: 'text',
				transformRequest: (sent: string) => sent,
				transformResponse: (received: string) => received,
			});
			return { status, responseBody: data };
		} catch (error) {
			return {
				error: isAxiosError(error) ? (error.code ?? error.message) : String(error),
				responseBody: '',
			};
		}
	}
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
