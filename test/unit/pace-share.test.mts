import { describe, expect, it } from 'vitest';

import { RECOVERY_MS } from '../../nodes/SmartSuite/transport/limits.ts';
import { PaceShare } from '../../nodes/SmartSuite/transport/pace-share.ts';

const HOUR = 3_600_000;
/** The share that one request a second is, of five. */
const STEP = 0.2;

/** The share after so many refusals, each as soon as the pause after the one before is over. */
function refused(times: number) {
	const share = new PaceShare();
	for (let nth = 0; nth < times; nth++) {
		share.lower(0, STEP);
		share.restartAt(0);
	}
	return share;
}

describe('the share of the pace', () => {
	it.each([
		{ times: 0, share: 1 },
		{ times: 1, share: 0.5 },
		{ times: 2, share: 0.3 },
		{ times: 3, share: 0.15 },
		{ times: 4, share: 0.075 },
	])('is lower by a request a second, then half, each time: $times', ({ times, share }) => {
		expect(refused(times).at(0)).toBeCloseTo(share);
	});

	it.each([
		{ times: 1, holdMs: 0 },
		{ times: 2, holdMs: HOUR },
		{ times: 3, holdMs: 2 * HOUR },
		{ times: 5, holdMs: 8 * HOUR },
		{ times: 6, holdMs: 16 * HOUR },
		{ times: 7, holdMs: 24 * HOUR },
		{ times: 40, holdMs: 24 * HOUR },
	])('is held for $holdMs ms after $times refusals, and climbs then', ({ times, holdMs }) => {
		const share = refused(times);
		const lowest = share.at(0);
		expect(share.at(holdMs)).toBe(lowest);
		expect(share.at(holdMs + RECOVERY_MS / 2)).toBeCloseTo((1 + lowest) / 2);
		expect(share.at(holdMs + RECOVERY_MS - 1)).toBeLessThan(1);
		expect([RECOVERY_MS, 2 * RECOVERY_MS].map((ms) => share.at(holdMs + ms))).toEqual([1, 1]);
	});

	it('is lower than the one that was too much on the way back', () => {
		const share = refused(1);
		const tooMuch = share.at(RECOVERY_MS / 2);
		share.lower(RECOVERY_MS / 2, STEP);
		expect([tooMuch, share.at(RECOVERY_MS / 2)]).toEqual([0.75, 0.75 - STEP]);
	});

	it('is half, and not held, at a refusal once it is whole again', () => {
		const share = refused(2);
		const wholeAt = HOUR + RECOVERY_MS;
		share.lower(wholeAt, STEP);
		share.restartAt(wholeAt);
		expect([share.at(wholeAt), share.at(wholeAt + RECOVERY_MS / 2)]).toEqual([0.5, 0.75]);
	});
});
