import type { Call } from './call';
import type { Failure } from './failure';
import { LONGEST_PAUSE_MS, MOST_PAUSES, RETRY_DELAYS_MS } from './limits';

/** For how long one call is tried again. */
export class Patience {
	private pauses = 0;
	private retries = 0;

	constructor(private readonly call: Call) {}

	/**
	 * Milliseconds before the next try, undefined where there is to be none. After a 429 it is 0: the pacer
	 * holds that try back for as long as the server asked.
	 */
	waitAfter({ passing, pauseMs }: Failure): number | undefined {
		if (this.call.isTriedOnce) return undefined;
		if (pauseMs !== undefined) {
			return pauseMs <= LONGEST_PAUSE_MS && this.pauses++ < MOST_PAUSES ? 0 : undefined;
		}
		return passing && this.call.repeatable ? RETRY_DELAYS_MS[this.retries++] : undefined;
	}
}
