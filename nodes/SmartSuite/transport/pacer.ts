import { sleep } from 'n8n-workflow';

import { MOST_REMEMBERED, WINDOW_MS } from './limits';
import { PaceShare } from './pace-share';
import { rememberRecent } from './recent';

/** Time as the pacer sees it: `now()` in ms on any steady scale, `sleep(ms)` waits that long. */
export interface Clock {
	now(): number;
	sleep(ms: number): Promise<void>;
}

/** Call it once the request has been answered or given up. */
export type Settle = () => void;

/** `performance.now()` never jumps, unlike the time of day. */
const steadyClock: Clock = { now: () => performance.now(), sleep: async (ms) => await sleep(ms) };

/** Why a hasty caller gets no turn: no requests leave for so many more ms. */
export class Paused extends Error {
	constructor(readonly forMs: number) {
		super(`No requests leave for ${forMs} ms`);
	}
}

interface Waiting {
	isHasty: boolean;
	depart: (settle: Settle) => void;
	turnAway: (reason: Error) => void;
}

/**
 * Lets requests of one API token leave, first come first served, so that SmartSuite never counts
 * more than `requestsPerSecond` of them in a second: one may leave only when fewer than that many
 * are unsettled or were answered less than a second ago. Whatever the network does to single
 * requests, each arrived before its answer, so the bound holds at the server.
 */
export class Pacer {
	private readonly queue: Waiting[] = [];
	private answeredAt: number[] = [];
	private unsettled = 0;
	private pausedUntil = -Infinity;
	private readonly share = new PaceShare();
	private admitting = false;

	constructor(
		public requestsPerSecond: number,
		private readonly clock: Clock = steadyClock,
	) {}

	/**
	 * Resolves when the caller may send one request. Rejects with the signal's reason once it is aborted.
	 * @param isHasty rejects with `Paused`, too, rather than wait for the end of a pause
	 */
	async turn(signal?: AbortSignal, { isHasty = false } = {}): Promise<Settle> {
		signal?.throwIfAborted();
		const pausedForMs = this.pausedForMs();
		if (isHasty && pausedForMs > 0) throw new Paused(pausedForMs);
		return await new Promise<Settle>((resolve, reject) => {
			const leave = () => {
				signal?.removeEventListener('abort', stop);
				this.queue.splice(this.queue.indexOf(waiting), 1);
			};
			const stop = () => waiting.turnAway(signal?.reason as Error);
			const waiting: Waiting = {
				isHasty,
				depart: (settle) => {
					leave();
					resolve(settle);
				},
				turnAway: (reason) => {
					leave();
					reject(reason);
				},
			};
			signal?.addEventListener('abort', stop, { once: true });
			this.queue.push(waiting);
			void this.admit();
		});
	}

	/** SmartSuite has refused a request: holds everything back for `ms`, then goes on more slowly. */
	pause(ms: number): void {
		const now = this.clock.now();
		// Requests that were on their way with the first that was refused are refused with it.
		const isAnew = now >= this.pausedUntil;
		this.pausedUntil = Math.max(this.pausedUntil, now + ms);
		if (isAnew) this.share.lower(now, 1 / this.requestsPerSecond);
		this.share.restartAt(this.pausedUntil);
		const pausedForMs = this.pausedForMs();
		if (pausedForMs > 0) this.turnAwayHasty(new Paused(pausedForMs));
	}

	/** Milliseconds until requests may leave again; 0 where there is no pause. */
	pausedForMs(): number {
		return Math.max(0, this.pausedUntil - this.clock.now());
	}

	private turnAwayHasty(reason: Paused): void {
		const hasty = this.queue.filter(({ isHasty }) => isHasty);
		for (const { turnAway } of hasty) turnAway(reason);
	}

	private async admit(): Promise<void> {
		if (this.admitting) return;
		this.admitting = true;
		while (this.queue.length > 0) {
			const wait = this.msUntilFree();
			if (wait === undefined) break;
			// A timer knows whole milliseconds: a shorter wait would end before its time, again and again.
			if (wait > 0) await this.clock.sleep(Math.ceil(wait));
			else this.admitNext();
		}
		this.admitting = false;
	}

	private admitNext(): void {
		this.unsettled++;
		let settled = false;
		this.queue[0]?.depart(() => {
			if (settled) return;
			settled = true;
			this.unsettled--;
			this.answeredAt.push(this.clock.now());
			void this.admit();
		});
	}

	/** Milliseconds until the next request may leave; undefined while only an answer can free a slot. */
	private msUntilFree(): number | undefined {
		const pausedForMs = this.pausedForMs();
		if (pausedForMs > 0) return pausedForMs;
		const now = this.clock.now();
		const { slots, coolDownMs } = this.pace(now);
		this.answeredAt = this.answeredAt.filter((at) => now - at < coolDownMs);
		const tooMany = this.unsettled + this.answeredAt.length - slots + 1;
		if (tooMany <= 0) return 0;
		const lastInTheWay = this.answeredAt[tooMany - 1];
		return lastInTheWay === undefined ? undefined : lastInTheWay + coolDownMs - now;
	}

	/** How many requests may be out or cooling down, and for how long an answered one cools down. */
	private pace(now: number): { slots: number; coolDownMs: number } {
		const perSecond = this.requestsPerSecond * this.share.at(now);
		const slots = Math.max(1, Math.floor(perSecond));
		return { slots, coolDownMs: Math.max(WINDOW_MS, (slots * WINDOW_MS) / perSecond) };
	}
}

/**
 * The pacers of this process, by hash of the API token. Lost at a restart, which is harmless: a 429
 * rebuilds what matters.
 */
const pacers = new Map<string, Pacer>();

/** The one pacer that all callers with this token share in this process. */
export function pacerFor(tokenHash: string, requestsPerSecond: number): Pacer {
	const pacer = pacers.get(tokenHash) ?? new Pacer(requestsPerSecond);
	pacer.requestsPerSecond = requestsPerSecond;
	rememberRecent(pacers, tokenHash, pacer, MOST_REMEMBERED);
	return pacer;
}
