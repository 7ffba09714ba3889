import type { Findings } from '../../nodes/SmartSuite/trigger/verdict.ts';

/** A look of the trigger's own that finds nothing: nothing has ever failed, been shown or been found. */
export const NOTHING: Findings = {
	items: 0,
	end: 'end',
	isFollowed: false,
	failures: 0,
	failedForMs: 0,
	isShown: false,
	isPing: false,
	isFlood: false,
	looks: 0,
	isLate: false,
	sinceDeliveredMs: Infinity,
};
