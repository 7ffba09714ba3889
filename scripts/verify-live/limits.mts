import { RETRY_DELAYS_MS } from '../../nodes/SmartSuite/transport/limits.ts';

/** Calls to SmartSuite that one part of a run makes at most. */
export const MOST_CALLS = 59;

/** Calls of the check of the rate limit, which provokes 429: a burst, and looks whether it is over. */
export const BURST = { engine: 6, api: 2 };
export const PACE_CALLS = BURST.engine + BURST.api + 3;

/** What can be asked about, in this order: each with its own things to clean up and its own number of calls. */
export const PARTS = ['webhooks', 'records'] as const;
export type Part = (typeof PARTS)[number];

/** How long things are waited for, in ms. */
export interface Timing {
	/** Longest for the checks of each part but that of the rate limit; what is left by then is left out. */
	checksMs: Record<Part, number>;
	/** Between two looks for an event that does not show yet. */
	lookDelaysMs: readonly number[];
	/** Longest for the first ping. */
	pingMs: number;
	/** After so long without one, no more pings are on their way. */
	quietMs: number;
	/** Pings closer together than this are one that was sent twice. */
	twiceMs: number;
	/** How long the answers to a burst of pings are held back, so that others may gather meanwhile. */
	holdMs: number;
	/** How long failed pings are watched for coming again. */
	retryMs: number;
	/** How long SmartSuite refuses calls after a 429 (Webhooks Overview, "Rate Limits"). */
	penaltyMs: number;
	/** Between two rounds of deleting what could not be deleted. */
	cleanUpDelaysMs: readonly number[];
}

/**
 * On the real service. The sum of all of it stays below three minutes for webhooks and two for records
 * (test/live/limits.test.mts).
 */
export const LIVE_TIMING: Timing = {
	checksMs: { webhooks: 95_000, records: 70_000 },
	lookDelaysMs: [500, 1_000, 2_000, 4_000],
	pingMs: 15_000,
	quietMs: 3_000,
	twiceMs: 400,
	holdMs: 1_000,
	retryMs: 45_000,
	penaltyMs: 30_000,
	cleanUpDelaysMs: RETRY_DELAYS_MS,
};

/** Expiry dates are printed in whole seconds: two that differ are this far apart at least. */
export const EXPIRY_STEP_MS = 1_100;
