import { sleep } from 'n8n-workflow';

/** Whether the events that a ping was about are safely with n8n, or there were none. */
export type Outcome = 'stored' | 'failed';

/** What a drain found: nothing new, all that was new, or a part of it. */
export type Found = 'nothing' | 'all' | 'part';

/** At the head of the queue. */
export interface Lead {
	/** @param found default `all` */
	finish: (outcome: Outcome, found?: Found) => void;
	/** Whether the next drain waits already: it will read whatever this one leaves. */
	isFollowed: () => boolean;
}

/**
 * Leads a drain of its own, or shares the outcome of one that had not begun when it came; `covered` by
 * that drain need not wait for it, because enough others do.
 */
export type Place = Lead | { outcome: Outcome | 'covered' };

const MOST_QUEUES = 1_000;

/**
 * Most pings that wait for a drain beside the one that leads it: each holds a V8 isolate of n8n, 10 MB or
 * more (n8n's live-webhooks.js, `acquireIsolate`), but leaves the drain the CPU that further ones would
 * take. Of those that wait, SmartSuite sends each again should the drain fail; that is enough. Fewer
 * while drains are in vain: then pings are late, and nothing is urgent.
 */
const MOST_WAITING = 100;
const MOST_WAITING_IN_VAIN = 1;

/** So many that wait are no few changes that were made together. */
const FLOOD = 10;

/** How much longer the gap gets with each drain in vain; the first after a flood counts as two. */
const GROWTH_IN_VAIN = 4;
/**
 * The most that it does, in ms: those who wait are to be answered before SmartSuite gives up and pings
 * again. When it does is not documented; many senders wait 10 s.
 */
const LONGEST_GAP_MS = 8_000;

/**
 * Lets one drain run at a time. While one runs, the next ping waits to lead the following one and
 * every further ping joins that: whatever it was about, the following drain will see it. Joined pings
 * are answered with that drain's outcome, because nobody retries one that was answered 200.
 */
export class DrainQueue {
	private running?: Promise<Outcome>;
	private following?: Promise<Outcome>;
	/** Pings that joined the following drain. */
	private waiting = 0;
	private lastStartedAt = -Infinity;
	/** Drains in a row that found nothing: their pings came late, an earlier one had read it all. */
	private inVain = 0;

	/** @param gapMs least time between the starts of two drains; more, while they are in vain */
	async enter(gapMs: number): Promise<Place> {
		if (this.following) return { outcome: await this.join(this.following) };
		let finish: (outcome: Outcome) => void = () => {};
		const drain = new Promise<Outcome>((resolve) => (finish = resolve));
		this.following = drain;
		await this.running;
		const wait = this.lastStartedAt + this.gapAfter(gapMs) - performance.now();
		if (wait > 0) await sleep(wait);
		this.following = undefined;
		const isFlood = this.waiting >= FLOOD;
		this.waiting = 0;
		this.running = drain;
		this.lastStartedAt = performance.now();
		return {
			finish: (outcome, found = 'all') => {
				this.inVain = found === 'nothing' ? this.inVain + (isFlood ? 2 : 1) : 0;
				// What is left is there already: nothing is gained by waiting for more.
				if (found === 'part') this.lastStartedAt = -Infinity;
				finish(outcome);
			},
			isFollowed: () => this.following !== undefined,
		};
	}

	private async join(drain: Promise<Outcome>): Promise<Outcome | 'covered'> {
		const most = this.inVain > 0 ? MOST_WAITING_IN_VAIN : MOST_WAITING;
		if (this.waiting >= most) return 'covered';
		this.waiting++;
		return await drain;
	}

	private gapAfter(gapMs: number): number {
		return Math.min(LONGEST_GAP_MS, gapMs * GROWTH_IN_VAIN ** this.inVain);
	}

	/** Whether no drain waits, and the last one began longer ago than this. */
	isIdleSince(ms: number): boolean {
		return !this.following && performance.now() - this.lastStartedAt > ms;
	}
}

/** The queues of this process, by workflow, node and mode. Lost at a restart, with the pings in them. */
const queues = new Map<string, DrainQueue>();

/** The one queue for this key in this process. */
export function queueFor(key: string): DrainQueue {
	const queue = queues.get(key) ?? new DrainQueue();
	queues.set(key, queue);
	if (queues.size > MOST_QUEUES) dropIdle();
	return queue;
}

const IDLE_MS = 300_000;

function dropIdle(): void {
	for (const [key, queue] of queues) if (queue.isIdleSince(IDLE_MS)) queues.delete(key);
}
