import type { Switches } from './switches.mts';

/** What the rate limit remembers of one token. */
export interface Pace {
	arrivals: number[];
	penaltyUntilMs: number;
}

/**
 * Lets a request through, or gives the milliseconds until requests succeed again. The request that
 * is one too many in any sliding second starts the penalty (Webhooks Overview, "Rate Limits").
 */
export function throttle(
	pace: Pace,
	nowMs: number,
	{ rateLimit, penaltyExtends }: Pick<Switches, 'rateLimit' | 'penaltyExtends'>,
): number | undefined {
	if (rateLimit === 'off') return undefined;
	const punished = nowMs < pace.penaltyUntilMs;
	pace.arrivals = pace.arrivals.filter((atMs) => atMs > nowMs - 1_000);
	if (!punished && pace.arrivals.length < rateLimit.perSecond) {
		pace.arrivals.push(nowMs);
		return undefined;
	}
	if (!punished || penaltyExtends) pace.penaltyUntilMs = nowMs + rateLimit.penaltyMs;
	return pace.penaltyUntilMs - nowMs;
}
