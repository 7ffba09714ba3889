import { describe, expect, it } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import { advance } from '../../nodes/SmartSuite/trigger/cursor.ts';
import type { Cursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import { drain, foundBy, MOST_EVENTS } from '../../nodes/SmartSuite/trigger/drain.ts';
import type { PageHabits } from '../../nodes/SmartSuite/trigger/page-habits.ts';
import { drained, idsOf, page, pages, start as untried } from './drain-setup.mts';
import { fakeTime } from './fake-time.mts';

fakeTime();

/** Pages of two events have been seen. */
const start: Cursor = { ...untried, pages: { size: 200, fullest: 2 } };

/** What is known of pages after one that is taken for the last, now. */
const trusted = (fullest: number): PageHabits => ({
	size: 200,
	fullest,
	trustedAt: Date.now(),
});

const cursor = (
	pageToken: string,
	recentEventIds: string[],
	commits: number,
	pages: PageHabits = { size: 200, fullest: 2 },
): Cursor => ({ ...start, pageToken, recentEventIds, pages, commits });

describe('a drain', () => {
	it('takes all pages in order', async () => {
		expect(await drained(start, page([1, 2], 'a'), page([3, 4], 'b'), page([], 'b'))).toEqual({
			ids: idsOf(1, 5),
			cursor: cursor('b', idsOf(1, 5), 3, trusted(2)),
			hasMore: false,
		});
	});

	it('leaves the proof that a page was the last to a drain that follows', async () => {
		const rest = [page([3, 4], 'b'), page([5], 'c')];
		const { events, ...left } = await drain(pages(page([1, 2], 'a'), ...rest), start, () => true);
		expect(events.map(({ eventId }) => eventId)).toEqual(idsOf(1, 3));
		expect(left).toEqual({ cursor: cursor('a', idsOf(1, 3), 1), hasMore: false });
	});

	it('goes on after a full page, though another drain follows', async () => {
		const full = Array.from({ length: 200 }, (_, nth) => nth);
		const list = [page(full, 'a'), page([200, 201], 'b'), page([202], 'c')];
		const { events, cursor } = await drain(pages(...list), start, () => true);
		expect([events.length, cursor.pageToken]).toEqual([202, 'b']);
	});

	it('leaves the proof to further pings where a page of several is longer than any before', async () => {
		const list = [page([1, 2], 'a'), page([3, 4, 5], 'b'), page([], 'b')];
		const { ids, cursor, ...left } = await drained(start, ...list);
		expect([ids, cursor.pageToken]).toEqual([idsOf(1, 6), 'b']);
		expect(left).toEqual({ hasMore: true, isUnproved: true });
	});

	it.each([
		{ found: 'nothing', list: [page([])] },
		{ found: 'all', list: [page([1, 2], 'a'), page([], 'a')] },
		{ found: 'all', list: [page([1, 2, 3], 'a')] },
		{ found: 'all', list: [page([1, 2], 'a'), new Error('HTTP 503')] },
		{
			found: 'part',
			list: Array.from({ length: 501 }, (_, n) => page([2 * n, 2 * n + 1], `${n}`)),
		},
	])('tells the queue that it found $found', async ({ found, list }) => {
		expect(foundBy(await drain(pages(...list), start))).toBe(found);
	});

	it('gives nothing when there is nothing', async () => {
		const from = cursor('b', ['w.3'], 3);
		expect(await drained(from, page([]))).toEqual({
			ids: [],
			cursor: cursor('b', ['w.3'], 4, trusted(2)),
			hasMore: false,
		});
	});

	it.each([
		{ what: 'the drain before', from: cursor('', ['w.1', 'w.2'], 1), list: [page([1, 2, 3])] },
		{ what: 'the page before', from: start, list: [page([1, 2], 'a'), page([2, 3])] },
		{ what: 'the same page', from: start, list: [page([1, 1, 2, 3, 2])] },
	])('drops what $what gave already', async ({ from, list }) => {
		const { ids, cursor: reached } = await drained(from, ...list);
		expect([...from.recentEventIds, ...ids]).toEqual(['w.1', 'w.2', 'w.3']);
		expect(reached.recentEventIds).toEqual(['w.1', 'w.2', 'w.3']);
	});

	it.each([2, 500, 5_000])(
		'finds nothing new in a last page of %i that has no token, however often it is read',
		async (length) => {
			const last = page(Array.from({ length }, (_, nth) => nth));
			const first = await drain(pages(last), start);
			const again = await drain(pages(last), first.cursor);
			expect([first.events.length, again.events.length]).toEqual([length, 0]);
			expect(first.cursor).toEqual(cursor('', idsOf(0, length), 1, { size: 200, fullest: length }));
			expect(again.cursor.pageToken).toBe('');
			expect(again.cursor.recentEventIds).toEqual(idsOf(0, length));
		},
	);

	it('takes no two events without an id for the same, on one page, the next or read again', async () => {
		const [one, two] = [parseEvent({ kind: 1 }), parseEvent({ kind: 3 })];
		const list = [
			{ ...page([], 'a'), items: [one, two] },
			{ ...page([]), items: [one] },
		];
		const first = await drain(pages(...list), start);
		const again = await drain(pages({ ...page([]), items: [one] }), first.cursor);
		const at = (commits: number) => ({
			cursor: cursor('a', [], commits, trusted(2)),
			hasMore: false,
		});
		expect(first).toEqual({ events: [one, two, one], ...at(2) });
		expect(again).toEqual({ events: [one], ...at(3) });
	});

	it('stops before a page that would make it more than five hundred events', async () => {
		const fetched: number[] = [];
		async function* endless() {
			for (let from = 0; ; from += 30) {
				fetched.push(from);
				const numbers = Array.from({ length: 30 }, (_, nth) => from + nth);
				yield await Promise.resolve(page(numbers, String(from + 30)));
			}
		}
		const from = { ...start, pages: { size: 200, fullest: 30 } };
		const { events, ...rest } = await drain(endless(), from);
		expect(MOST_EVENTS).toBe(500);
		expect(events.map(({ eventId }) => eventId)).toEqual(idsOf(0, 480));
		const reached = cursor('480', idsOf(280, 480), 16, { size: 200, fullest: 30 });
		expect(rest).toEqual({ cursor: reached, hasMore: true });
		expect(fetched).toHaveLength(16);
	});

	it('keeps what it read when a later page cannot be read, and says that there is more', async () => {
		const failure = new Error('HTTP 503');
		expect(await drained(start, page([1, 2], 'a'), failure, page([3], 'b'))).toEqual({
			ids: ['w.1', 'w.2'],
			cursor: cursor('a', ['w.1', 'w.2'], 1),
			hasMore: true,
			failure,
		});
	});

	it('remembers the size of page that the server took last', async () => {
		const small = { ...page([2], 'b'), pageSize: 50 };
		const { cursor: reached } = await drained(untried, page([1], 'a'), small);
		expect(reached).toEqual(cursor('b', ['w.1', 'w.2'], 2, { size: 50, fullest: 1 }));
	});

	it('stays where it was when the first page cannot be read', async () => {
		const failure = new Error('HTTP 503');
		const from = cursor('b', ['w.3'], 3);
		expect(await drained(from, failure)).toEqual({
			ids: [],
			cursor: from,
			hasMore: true,
			failure,
		});
	});

	it('goes on from where it was cut off without missing or repeating any', async () => {
		const cut = await drain(pages(page([1, 2], 'a'), new Error('cut off')), start);
		const rest = await drain(pages(page([3, 4], 'b')), cut.cursor);
		expect([...cut.events, ...rest.events].map(({ eventId }) => eventId)).toEqual(idsOf(1, 5));
		const habits = { size: 200, fullest: 2 };
		expect(rest.cursor).toEqual(
			advance(advance(start, idsOf(1, 3), 'a', habits), idsOf(3, 5), 'b', habits),
		);
	});
});
