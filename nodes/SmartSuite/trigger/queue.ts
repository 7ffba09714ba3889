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
	/** Whether so many pings came together that each of them says little. */
	isFlood: boolean;
}

/**
 * Leads a drain of its own, or shares the outcome of one that had not begun when it came; `covered` by
 * that drain need not wait for it, because enough others do.
 */
export type Turn = Lead | { outcome: Promise<Outcome | 'covered'> };

/**
 * Most pings that wait for a drain beside the one that leads it. While they do, their sender sends no others,
 * which leaves the drain the CPU. SmartSuite sends those that wait again if the drain fails; that is enough.
 * Only one waits while a flood's last pings bring nothing new.
 */
const MOST_WAITING = 500;
const MOST_WAITING_IN_VAIN = 1;

/** At least this many pings for one drain mean a flood: an import, or a bulk edit. */
const FLOOD = 10;

/** How much longer the gap gets with each drain in vain during a flood; its first counts as two. */
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
	/** Pings that came for the following drain, and those of them that wait for it. */
	private joined = 0;
	private waiting = 0;
	private lastStartedAt = -Infinity;
	/** Drains of a flood in a row that found nothing: an earlier one had read what their pings are about. */
	private inVain = 0;

	/** @param gapMs least time between the starts of two drains; more, while those of a flood are in vain */
	async enter(gapMs: number): Promise<Turn> {
		if (this.following) return { outcome: this.join(this.following) };
		let finish: (outcome: Outcome) => void = () => {};
		const drain = new Promise<Outcome>((resolve) => (finish = resolve));
		this.following = drain;
		await this.running;
		const wait = this.lastStartedAt + this.gapAfter(gapMs) - performance.now();
		if (wait > 0) await sleep(wait);
		const { joined } = this;
		this.following = undefined;
		this.joined = 0;
		this.waiting = 0;
		this.running = drain;
		this.lastStartedAt = performance.now();
		return {
			finish: (outcome, found = 'all') => {
				this.inVain = found === 'nothing' ? this.inVainAfter(joined) : 0;
				// What is left is there already: nothing is gained by waiting for more.
				if (found === 'part') this.lastStartedAt = -Infinity;
				finish(outcome);
			},
			isFollowed: () => this.following !== undefined,
			isFlood: joined >= FLOOD || this.inVain > 0,
		};
	}

	private async join(drain: Promise<Outcome>): Promise<Outcome | 'covered'> {
		this.joined++;
		const most = this.inVain > 0 ? MOST_WAITING_IN_VAIN : MOST_WAITING;
		if (this.waiting >= most) return 'covered';
		this.waiting++;
		return await drain;
	}

	private inVainAfter(joined: number): number {
		if (joined >= FLOOD) return this.inVain + 2;
		return this.inVain > 0 && joined > 0 ? this.inVain + 1 : 0;
	}

	private gapAfter(gapMs: number): number {
		return Math.min(LONGEST_GAP_MS, gapMs * GROWTH_IN_VAIN ** this.inVain);
	}
}
