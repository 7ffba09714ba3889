import { setImmediate as realTurn } from 'node:timers/promises';
import { install, type Clock } from '@sinonjs/fake-timers';

/** When each life begins. */
export const BEGINNING = Date.parse('2026-03-02T09:00:00Z');

/** The one clock of a life: no real time passes while it runs. */
export class VirtualTime {
	private readonly clock: Clock;
	private readonly realTimeout = AbortSignal.timeout.bind(AbortSignal);

	constructor() {
		this.clock = install({
			now: BEGINNING,
			toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'],
		});
		// Node's own runs on real time.
		AbortSignal.timeout = (ms) => {
			const controller = new AbortController();
			setTimeout(() => controller.abort(new DOMException('Timed out', 'TimeoutError')), ms);
			return controller.signal;
		};
	}

	/** Milliseconds since the beginning, whatever n8n's clock says. */
	get now(): number {
		return performance.now();
	}

	/** How many timers wait. */
	get timers(): number {
		return this.clock.countTimers();
	}

	/** Sets what `Date` says on n8n's machine; timers do not mind. */
	setBack(ms: number): void {
		this.clock.setSystemTime(Date.now() - ms);
	}

	/** Lets everything happen that is due until then, in order, each with all that follows from it at once. */
	async passUntil(at: number): Promise<void> {
		if (at < this.now) return;
		let isReached = false;
		setTimeout(() => (isReached = true), at - this.now);
		await realTurn();
		while (!isReached) {
			this.clock.next();
			await realTurn();
		}
	}

	/** Gives real time back. */
	end(): void {
		this.clock.uninstall();
		AbortSignal.timeout = this.realTimeout;
	}
}
