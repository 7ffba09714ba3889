import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
	dayOf,
	isHistoryOn,
	mostEntries,
	newestDayBy,
} from '../../nodes/SmartSuite/trigger/processed.ts';

/** So many events lately, today, and the newest event so many days before. */
const situation = fc.record({
	recently: fc.nat(200_000),
	today: fc.integer({ min: 19_000, max: 40_000 }),
	ago: fc.integer({ min: -1, max: 3_998 }),
});

describe('the length of the record', () => {
	it('says the day of the newest event, of tomorrow or of the last 4,000 days', () => {
		const says = fc.property(situation, ({ recently, today, ago }) => {
			expect(newestDayBy(mostEntries(recently, today - ago), today)).toBe(today - ago);
		});
		fc.assert(says, { numRuns: 1_000 });
	});

	it('is enough for all events of the last 48 hours, and a fifth more, up to 100,000', () => {
		const fits = fc.property(situation, ({ recently, today }) => {
			const most = mostEntries(recently, today);
			expect(most).toBeGreaterThanOrEqual(Math.min(100_000, Math.max(5_000, recently * 1.2)));
			expect(most).toBeLessThan(Math.min(100_000, recently * 1.2 + 5_000) + 4_000);
		});
		fc.assert(fits, { numRuns: 1_000 });
	});

	it.each([
		{ recently: 0, day: 20_746, most: 5_746 },
		{ recently: 4_166, day: 20_746, most: 5_746 },
		{ recently: 4_167, day: 20_746, most: 10_746 },
		{ recently: 10_000_000, day: 23_999, most: 103_999 },
		{ recently: 0, day: 24_000, most: 5_000 },
		{ recently: 0, day: Number.NaN, most: 5_000 },
	])('is $most after $recently events, the newest of day $day', ({ recently, day, most }) => {
		expect(mostEntries(recently, day)).toBe(most);
	});

	it.each([0, 1, 746, 4_999, 9_000, 9_999, 19_000])('says nothing where it is %i', (count) => {
		expect(newestDayBy(count, 20_746)).toBe(undefined);
	});

	it('says no later day while it grows', () => {
		// Of days between two new beginnings of their number.
		const growing = fc.record({
			length: fc.double({ min: 0, max: 1, noNaN: true }),
			recently: fc.nat(200_000),
			today: fc.integer({ min: 20_000, max: 23_998 }),
			ago: fc.nat(3_998),
		});
		const says = fc.property(growing, ({ length, recently, today, ago }) => {
			const day = Math.max(20_000, today - ago);
			const count = Math.floor(length * mostEntries(recently, day));
			expect(newestDayBy(count, today) ?? -Infinity).toBeLessThanOrEqual(today + 1);
			if (count % 5_000 <= day % 4_000) {
				expect(newestDayBy(count, today) ?? -Infinity).toBeLessThanOrEqual(day);
			}
		});
		fc.assert(says, { numRuns: 1_000 });
	});
});

describe('the day of a date', () => {
	it.each([
		['2026-10-20T00:00:00Z', 20_746],
		['2026-10-20T23:59:59.999Z', 20_746],
		['2026-10-21T00:00:00.000+00:00', 20_747],
		['2026-10-21T01:00:00+02:00', 20_746],
		['1970-01-01', 0],
		['', Number.NaN],
		['soon', Number.NaN],
	])('%j is %i', (date, day) => {
		expect(dayOf(date)).toBe(day);
	});
});

describe('an event', () => {
	it.each([
		{ day: 97, newest: 100, is: true },
		{ day: 98, newest: 100, is: false },
		{ day: 101, newest: 100, is: false },
		{ day: 1, newest: undefined, is: false },
		{ day: Number.NaN, newest: 100, is: false },
	])('of day $day is history, or not, where $newest is the newest: $is', (one) => {
		expect(isHistoryOn(one.day, one.newest)).toBe(one.is);
	});
});
