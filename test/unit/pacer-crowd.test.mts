import { describe, expect, it } from 'vitest';

import { crowd } from './crowd.mts';

const HOUR = 3_600_000;
const seeds = [1, 2, 3, 4, 5];

/** What came of an hour in which so many processes sent as much as they could. */
async function anHourOf(processes: number, seed: number) {
	const { penalties, servedPerSecond } = await crowd(processes, HOUR, seed);
	const late = penalties.filter((at) => at > HOUR / 2);
	return { penalties: penalties.length, late: late.length, servedPerSecond };
}

describe('processes that use one token all the time', () => {
	it.each(seeds)(
		'are never refused where there is one, which is not slowed down (%i)',
		async (seed) => {
			const { servedPerSecond, ...refused } = await anHourOf(1, seed);
			expect(refused).toEqual({ penalties: 0, late: 0 });
			expect(servedPerSecond).toBeGreaterThan(4.5);
		},
	);

	it.each(seeds)('are refused twice an hour at most where there are two (%i)', async (seed) => {
		const { penalties, late, servedPerSecond } = await anHourOf(2, seed);
		expect(penalties).toBeLessThanOrEqual(2);
		expect(late).toBe(0);
		expect(servedPerSecond).toBeGreaterThan(3.5);
	});

	it.each(seeds)('find a pace that fits where there are six (%i)', async (seed) => {
		const { penalties, late, servedPerSecond } = await anHourOf(6, seed);
		expect(penalties).toBeLessThanOrEqual(6);
		expect(late).toBe(0);
		expect(servedPerSecond).toBeGreaterThan(0.7);
	});
});
