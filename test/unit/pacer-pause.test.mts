import { describe, expect, it } from 'vitest';

import { RECOVERY_MS } from '../../nodes/SmartSuite/transport/limits.ts';
import { rush, send } from './traffic.mts';
import type { Seen } from './traffic.mts';

const departures = (seen: readonly Seen[]) => seen.map(({ departedAt }) => departedAt);

describe('a pause of the pacer', () => {
	it('holds back those who wait already and those who come while it lasts', async () => {
		const seen = await send(
			2,
			[...rush(3, 0), ...rush(1, 5_000), ...rush(1, 29_999)],
			[{ at: 10, ms: 30_000 }],
		);
		// After it at half pace: one a second.
		expect(departures(seen)).toEqual([0, 0, 30_010, 31_010, 32_010]);
	});

	it('is as long as the longest that was asked for, not their sum', async () => {
		const seen = await send(5, rush(1, 100), [
			{ at: 0, ms: 60_000 },
			{ at: 50, ms: 30_000 },
		]);
		expect(departures(seen)).toEqual([60_000]);
	});

	it('is prolonged by one that ends later', async () => {
		const seen = await send(5, rush(1, 100), [
			{ at: 0, ms: 30_000 },
			{ at: 20_000, ms: 30_000 },
		]);
		expect(departures(seen)).toEqual([50_000]);
	});

	const PAUSE_MS = 30_000;
	/** How many of a crowd leave in one instant, some time after the end of a pause. */
	it.each([
		{ pace: 10, afterMs: 0, leaveAtOnce: 5 },
		{ pace: 10, afterMs: RECOVERY_MS / 5, leaveAtOnce: 6 },
		{ pace: 10, afterMs: RECOVERY_MS / 2, leaveAtOnce: 7 },
		{ pace: 10, afterMs: RECOVERY_MS - 1, leaveAtOnce: 9 },
		{ pace: 10, afterMs: RECOVERY_MS, leaveAtOnce: 10 },
		{ pace: 10, afterMs: RECOVERY_MS * 100, leaveAtOnce: 10 },
		{ pace: 5, afterMs: 0, leaveAtOnce: 2 },
		{ pace: 5, afterMs: RECOVERY_MS, leaveAtOnce: 5 },
		{ pace: 1, afterMs: 0, leaveAtOnce: 1 },
	])(
		'is followed by half pace that climbs: $leaveAtOnce of $pace leave after $afterMs ms',
		async ({ pace, afterMs, leaveAtOnce }) => {
			const endsAt = PAUSE_MS + afterMs;
			const seen = await send(pace, rush(20, endsAt), [{ at: 0, ms: PAUSE_MS }]);
			expect(departures(seen).filter((at) => at === endsAt)).toHaveLength(leaveAtOnce);
		},
	);

	it('is followed by half pace also where that is less than one a second', async () => {
		const seen = await send(1, rush(2, 1), [{ at: 0, ms: PAUSE_MS }]);
		const [first = NaN, second = NaN] = departures(seen);
		expect(first).toBe(PAUSE_MS);
		// Two seconds, less the little that the pace has climbed in them.
		expect(second - first).toBeGreaterThan(1_950);
		expect(second - first).toBeLessThanOrEqual(2_000);
	});
});
