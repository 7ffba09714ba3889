import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { mostInOneSecond, rush, send } from './traffic.mts';

/** Anything up to three seconds, and often what lies just beside the window's edges. */
const latencyMs = fc.oneof(
	fc.integer({ min: 0, max: 3_000 }),
	fc.constantFrom(0, 1, 998, 999, 1_000, 1_001),
);
const trip = fc.record({
	calledAt: fc.integer({ min: 0, max: 10_000 }),
	arrivalMs: latencyMs,
	answerMs: latencyMs,
});
const trips = fc.array(trip, { minLength: 1, maxLength: 40 });
const pace = fc.integer({ min: 1, max: 10 });
const pauses = fc.array(
	fc.record({ at: fc.integer({ min: 0, max: 12_000 }), ms: fc.integer({ min: 0, max: 40_000 }) }),
	{ maxLength: 3 },
);

describe('the pacer', () => {
	it('never lets more requests arrive within one second than allowed, whatever the network does', async () => {
		await fc.assert(
			fc.asyncProperty(pace, trips, async (requestsPerSecond, requests) => {
				const seen = await send(requestsPerSecond, requests);
				expect(seen).toHaveLength(requests.length);
				expect(mostInOneSecond(seen.map(({ arrivedAt }) => arrivedAt))).toBeLessThanOrEqual(
					requestsPerSecond,
				);
			}),
			{ numRuns: 400 },
		);
	});

	it('keeps that promise across pauses, and sends nothing while one lasts', async () => {
		await fc.assert(
			fc.asyncProperty(pace, trips, pauses, async (requestsPerSecond, requests, breaks) => {
				const seen = await send(requestsPerSecond, requests, breaks);
				expect(seen).toHaveLength(requests.length);
				expect(mostInOneSecond(seen.map(({ arrivedAt }) => arrivedAt))).toBeLessThanOrEqual(
					requestsPerSecond,
				);
				const during = seen.filter(({ departedAt }) =>
					breaks.some(({ at, ms }) => departedAt > at && departedAt < at + ms),
				);
				expect(during).toEqual([]);
			}),
			{ numRuns: 400 },
		);
	});

	it('lets requests leave in the order in which they were called', async () => {
		await fc.assert(
			fc.asyncProperty(pace, trips, pauses, async (requestsPerSecond, requests, breaks) => {
				const inOrder = requests
					.map(({ calledAt }, index) => ({ calledAt, index }))
					.sort((one, other) => one.calledAt - other.calledAt);
				const seen = await send(requestsPerSecond, requests, breaks);
				expect(seen.map(({ trip }) => trip)).toEqual(inOrder.map(({ index }) => index));
			}),
			{ numRuns: 100 },
		);
	});

	it('lets a single request leave at once', async () => {
		const seen = await send(5, [{ calledAt: 700, arrivalMs: 20, answerMs: 30 }]);
		expect(seen).toEqual([{ trip: 0, calledAt: 700, departedAt: 700, arrivedAt: 720 }]);
	});

	it.each([
		{ calledAt: 0, departedAt: 1_000 },
		{ calledAt: 998, departedAt: 1_000 },
		{ calledAt: 999, departedAt: 1_000 },
		{ calledAt: 1_000, departedAt: 1_000 },
		{ calledAt: 1_001, departedAt: 1_001 },
	])(
		'counts an answer for exactly one second: called at $calledAt ms',
		async ({ calledAt, departedAt }) => {
			const [, second] = await send(1, [...rush(1), ...rush(1, calledAt)]);
			expect(second).toEqual({ trip: 1, calledAt, departedAt, arrivedAt: departedAt });
		},
	);

	it('is not slower than allowed: a fast server gets the full number every second', async () => {
		await fc.assert(
			fc.asyncProperty(pace, fc.integer({ min: 1, max: 40 }), async (perSecond, count) => {
				const seen = await send(perSecond, rush(count));
				expect(seen.map(({ departedAt }) => departedAt)).toEqual(
					Array.from({ length: count }, (_, nth) => Math.floor(nth / perSecond) * 1_000),
				);
			}),
			{ numRuns: 50 },
		);
	});

	it('goes on one second after the answer, not after the departure', async () => {
		const seen = await send(5, rush(15, 0, 400));
		expect(seen.map(({ departedAt }) => departedAt)).toEqual(
			[0, 1_400, 2_800].flatMap((at) => Array.from({ length: 5 }, () => at)),
		);
	});

	it('spreads a pace below one a second over several seconds', async () => {
		const seen = await send(0.5, rush(4));
		expect(seen.map(({ departedAt }) => departedAt)).toEqual([0, 2_000, 4_000, 6_000]);
	});
});
