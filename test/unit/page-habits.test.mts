import { describe, expect, it, vi } from 'vitest';

import { drain } from '../../nodes/SmartSuite/trigger/drain.ts';
import { isPageHabits, isSurelyLast, learn } from '../../nodes/SmartSuite/trigger/page-habits.ts';
import type { PageHabits } from '../../nodes/SmartSuite/trigger/page-habits.ts';
import { drained, idsOf, page, pages, start } from './drain-setup.mts';
import { fakeTime } from './fake-time.mts';

fakeTime();

const size = 200;
/** Pages of two events have been seen. */
const tried = { ...start, pages: { size, fullest: 2 } };
const numbers = (count: number) => Array.from({ length: count }, (_, nth) => nth);
/** The event of this second. */
const eventAt = (second: number) => page([second]).items[0];

describe('what is known of pages', () => {
	it.each<{ is: string; known?: PageHabits; count: number; then: PageHabits }>([
		{ is: 'the first page', count: 3, then: { size, fullest: 3 } },
		{ is: 'the fullest', known: { size, fullest: 3 }, count: 4, then: { size, fullest: 4 } },
		{
			is: 'the fullest before',
			known: { size, fullest: 3, trustedAt: 7, vary: true },
			count: 2,
			then: { size, fullest: 3, vary: true },
		},
		{
			is: 'only the first in another size',
			known: { size: 50, fullest: 50, trustedAt: 7, vary: true },
			count: 2,
			then: { size, fullest: 2 },
		},
	])('is $is', ({ known, count, then }) => {
		expect(learn(known, page(numbers(count)))).toEqual(then);
	});

	it.each([{ toString: 1 }, [[]], null, 'soon'])('takes no date from %j', (event_at) => {
		const [event] = page([1]).items;
		const strange = event && { ...event, simplified: { event_at } };
		const known = { size, fullest: 3, trustedAt: 7 };
		expect(learn(known, page([1]), strange)).toEqual({ size, fullest: 3 });
	});

	it.each([
		{ what: 'well before a page that was to be the last', second: 0, vary: true },
		{ what: 'two minutes before, as clocks differ', second: 1, vary: undefined },
		{ what: 'after it', second: 200, vary: undefined },
	])('is that they vary where an event happened $what: $vary', ({ second, vary }) => {
		const known = { size, fullest: 3, trustedAt: 121_000 };
		expect(learn(known, page([]), eventAt(second)).vary).toBe(vary);
	});

	it.each([
		{ what: 'it has no date', known: { size, fullest: 3, trustedAt: 1e12 }, event: undefined },
		{ what: 'no page was trusted', known: { size, fullest: 3 }, event: eventAt(0) },
	])('is not that they vary where $what', ({ known, event }) => {
		expect(learn(known, page([]), event)).toEqual({ size, fullest: 3 });
	});

	it.each<{ count: number; habits: PageHabits; is: boolean }>([
		{ count: 2, habits: { size, fullest: 3 }, is: true },
		{ count: 0, habits: { size, fullest: 1 }, is: true },
		{ count: 3, habits: { size, fullest: 3 }, is: false },
		{ count: 0, habits: { size, fullest: 0 }, is: false },
		{ count: 2, habits: { size, fullest: 3, vary: true }, is: false },
	])('says that $count with $habits are surely the last: $is', ({ count, habits, is }) => {
		expect(isSurelyLast(page(numbers(count)), habits)).toBe(is);
	});

	it.each([undefined, null, {}, 'pages', { size: 200 }, { size: '200', fullest: 3 }])(
		'is nothing where somebody wrote %j',
		(data) => {
			expect(isPageHabits(data)).toBe(false);
		},
	);
});

describe('a page shorter than the fullest one', () => {
	/** Pages from a server, and the tokens of those that were taken. */
	function observed(...list: Parameters<typeof pages>) {
		const taken: unknown[] = [];
		async function* observe() {
			for await (const one of pages(...list)) {
				taken.push(one.nextPageToken);
				yield one;
			}
		}
		return { taken, given: observe() };
	}

	it('is taken for the last: no call proves it', async () => {
		const { taken, given } = observed(page([1, 2], 'a'), page([3], 'b'), page([], 'b'));
		const { events, cursor, hasMore } = await drain(given, tried);
		expect([events.length, cursor.pageToken, hasMore, taken]).toEqual([3, 'b', false, ['a', 'b']]);
		expect(cursor.pages).toEqual({ size, fullest: 2, trustedAt: Date.now() });
	});

	it('is it in a later drain too', async () => {
		vi.setSystemTime(0);
		const { cursor } = await drained(start, page([1, 2, 3], 'a'), page([], 'a'));
		const { taken, given } = observed(page([4, 5], 'b'), page([], 'b'));
		await drain(given, cursor);
		expect(taken).toEqual(['b']);
	});

	it('is never again after one that was not the last', async () => {
		vi.setSystemTime(200_000);
		const { cursor } = await drained(tried, page([1, 2], 'a'), page([3], 'b'));
		const varied = await drained(cursor, page([4], 'c'), page([5], 'd'), page([], 'd'));
		expect(varied.ids).toEqual(idsOf(4, 6));
		expect(varied.cursor.pages).toEqual({ size, fullest: 2, vary: true });
	});

	it('may hold again what was read before, however old that is', async () => {
		vi.setSystemTime(200_000);
		const { cursor } = await drained(tried, page([1, 2], 'a'), page([3], 'b'));
		const again = await drained(cursor, page([3, 199], 'c'), page([], 'c'));
		expect([again.ids, again.cursor.pages?.vary]).toEqual([['w.199'], undefined]);
	});
});

describe('a single event, while no page had two', () => {
	it('is read again with the next one, which shows how long pages are', async () => {
		const from = { ...start, pageToken: '7' };
		const one = await drained(from, page([1], 'a'), page([], 'a'));
		expect([one.ids, one.cursor.pageToken, one.cursor.pages?.fullest]).toEqual([['w.1'], '7', 1]);
		const two = await drained(one.cursor, page([1, 2], 'b'), page([], 'b'));
		expect([two.ids, two.cursor.pageToken, two.cursor.pages?.fullest]).toEqual([['w.2'], 'b', 2]);
	});

	it('is left behind where there are two, one a page', async () => {
		const { ids, cursor } = await drained(start, page([1], 'a'), page([2], 'b'), page([], 'b'));
		expect([ids, cursor.pageToken]).toEqual([['w.1', 'w.2'], 'b']);
	});

	it('is left behind once a page had two', async () => {
		const from = { ...start, pages: { size, fullest: 2 } };
		const { ids, cursor } = await drained(from, page([1], 'a'));
		expect([ids, cursor.pageToken]).toEqual([['w.1'], 'a']);
	});
});
