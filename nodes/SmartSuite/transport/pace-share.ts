import { LONGEST_HOLD_MS, RECOVERY_MS, SHORTEST_HOLD_MS } from './limits';

/** Share of the pace after the first refusal: others use the token too, and two are the likeliest. */
const FIRST_SHARE = 0.5;

/**
 * Which share of the allowed pace this process takes. Other processes and tools share the token and
 * nobody coordinates them; that SmartSuite refused a request is all that one learns of them. A single
 * refusal is forgotten over minutes. One more on the way back says that the others stay: then the share
 * stays below the one that was too much, for an hour and ever longer.
 */
export class PaceShare {
	private lowest = 1;
	private startedAt = -Infinity;
	/** Refusals since the share was whole. */
	private refusals = 0;

	/** @returns above 0, at most 1 */
	at(now: number): number {
		if (this.refusals === 0) return 1;
		const climbed = Math.max(0, now - this.startedAt - this.holdMs()) / RECOVERY_MS;
		return Math.min(1, this.lowest + (1 - this.lowest) * climbed);
	}

	/** @param step the share that one request a second is */
	lower(now: number, step: number): void {
		const tooMuch = this.at(now);
		this.refusals = tooMuch === 1 ? 1 : this.refusals + 1;
		if (tooMuch === 1) this.lowest = FIRST_SHARE;
		else this.lowest = tooMuch > 2 * step ? tooMuch - step : tooMuch / 2;
	}

	/** Nothing is climbed before this time, in ms of the pacer's clock. */
	restartAt(time: number): void {
		this.startedAt = time;
	}

	private holdMs(): number {
		if (this.refusals < 2) return 0;
		return Math.min(LONGEST_HOLD_MS, SHORTEST_HOLD_MS * 2 ** (this.refusals - 2));
	}
}
