import { describe, expect, it } from 'vitest';

import type { FailureKind } from '../../nodes/SmartSuite/transport/index.ts';
import { advance } from '../../nodes/SmartSuite/trigger/place.ts';
import { eventOf, eventsOf, habitsOf, idsOf, placeOf } from './place-setup.mts';
import { reading } from './read-place-setup.mts';

/** A place whose server gives 50 events a page. */
const known = placeOf({ pages: habitsOf({ size: 50, most: 50, fullest: 50 }) });

describe('a reading', () => {
	it('takes the pages in order, up to an empty one', async () => {
		const { ids, end, asked, place } = await reading(eventsOf(1, 120), { place: known });
		expect([ids, end]).toEqual([idsOf(1, 120), 'end']);
		expect(asked).toEqual(['/50', '50/50', '100/50', '120/50']);
		expect(place).toMatchObject({ pageToken: '120', commits: 4, highest: 120 });
	});

	it('takes one page where that is surely the last, and remembers when', async () => {
		const { ids, end, asked, place } = await reading(eventsOf(1, 3), { place: known });
		expect([ids, end, asked]).toEqual([idsOf(1, 3), 'end', ['/50']]);
		expect(place.pageToken).toBe('3');
		expect(Date.now() - (place.pages?.trustedAt ?? 0)).toBeLessThan(5_000);
	});

	it('proves what is surely the last page where there was more a moment ago', async () => {
		const proved = await reading(eventsOf(1, 3), { place: known, mustProve: true });
		expect([proved.ids, proved.end]).toEqual([idsOf(1, 3), 'end']);
		expect(proved.asked).toEqual(['/50', '3/50']);
		expect(proved.place.pages?.trustedAt).toBe(undefined);
	});

	it('proves it, too, where it is not the first', async () => {
		const { asked } = await reading(eventsOf(1, 53), { place: known });
		expect(asked).toEqual(['/50', '50/50', '53/50']);
	});

	it('of a server that nobody knows leaves the proof of several events to the next', async () => {
		const { ids, end, asked, place } = await reading(eventsOf(1, 3));
		expect([ids, end, asked]).toEqual([idsOf(1, 3), 'unproved', ['/50']]);
		expect(place.pageToken).toBe('3');
	});

	it('of a server that nobody knows proves the end after one event, and begins there again', async () => {
		const { ids, end, asked, place } = await reading(eventsOf(1, 1));
		expect([ids, end, asked]).toEqual([['w.1'], 'end', ['/50', '1/500']]);
		expect(place).toMatchObject({ pageToken: '', recentEventIds: ['w.1'], commits: 2 });
		const next = await reading(eventsOf(1, 2), { place });
		expect([next.ids, next.asked]).toEqual([['w.2'], ['/500', '2/500']]);
		const single = await reading(eventsOf(1, 3), { place: next.place });
		expect([single.ids, single.asked]).toEqual([['w.3'], ['2/500']]);
	});

	it('of one event a page begins after all that it took', async () => {
		const habits = { most: () => 1 };
		const place = placeOf({ recentEventIds: ['w.1'] });
		const read = await reading(eventsOf(1, 2), { place, habits });
		expect([read.ids, read.end, read.place.pageToken]).toEqual([['w.2'], 'end', '2']);
	});

	it('goes on where there was an event of which nobody knows the id', async () => {
		const { place } = await reading([eventOf(1)].map((event) => ({ ...event, eventId: '' })));
		expect(place.pageToken).toBe('1');
	});

	it('leaves the proof to the drain that waits already', async () => {
		const bounds = { place: known, mustProve: true, isFollowed: () => true };
		const { ids, end, asked } = await reading(eventsOf(1, 51), bounds);
		expect([ids, end, asked]).toEqual([idsOf(1, 51), 'unproved', ['/50', '50/50']]);
	});

	it('of pages that are cut by bytes takes all, where it has to prove the end', async () => {
		const cut = { most: (from: number) => 3 + (from % 5) };
		const { ids, end } = await reading(eventsOf(1, 100), { habits: cut, mustProve: true });
		expect([ids, end]).toEqual([idsOf(1, 100), 'end']);
	});

	it.each<[what: string, tokenAfter: (next: number) => string | undefined, asked: string[]]>([
		['no token', () => undefined, ['/50']],
		['an empty token', () => '', ['/50']],
		['the token it was asked with', () => '50', ['/50', '50/50']],
		['a token that came before', (next) => (next > 50 ? '' : '50'), ['/50', '50/50']],
	])('ends at a page with %s', async (_, tokenAfter, asked) => {
		const habits = { tokenAfter };
		const read = await reading(eventsOf(1, 200), { place: known, habits, mustProve: true });
		expect([read.end, read.asked]).toEqual(['end', asked]);
		expect(read.ids).toEqual(idsOf(1, 50 * asked.length));
	});

	it('hands over no event twice where pages overlap', async () => {
		const habits = { tokenAfter: (next: number) => String(Math.max(next - 5, 1)) };
		const { ids, end } = await reading(eventsOf(1, 120), { place: known, habits });
		expect([ids, end]).toEqual([idsOf(1, 120), 'end']);
	});
});

describe('a reading that fails', () => {
	it('keeps what was read before', async () => {
		const habits = {
			fails: (from: number) => (from === 50 ? ('unavailable' as const) : undefined),
		};
		const read = await reading(eventsOf(1, 120), { place: known, habits });
		expect([read.ids, read.end]).toEqual([idsOf(1, 50), 'more']);
		expect(read.failure).toMatchObject({ kind: 'unavailable' });
		expect(read.place).toMatchObject({ pageToken: '50', commits: 1 });
	});

	it('at first leaves the place as it was', async () => {
		const habits = { fails: () => 'unavailable' as const };
		const read = await reading(eventsOf(1, 120), { place: known, habits });
		expect(read).toMatchObject({ ids: [], end: 'more', asked: ['/50'] });
		expect(read.place).toBe(known);
	});

	it('in a way that nobody foresaw is no other than that', async () => {
		const failure = new TypeError('a bug of ours');
		const fetchPage = () => Promise.reject(failure);
		expect((await reading([], { fetchPage })).failure).toBe(failure);
	});
});

/** Fails for so many events a page and more. */
const from = (least: number, kind: FailureKind = 'refused') => ({
	fails: (_: number, size: number) => (size >= least ? kind : undefined),
});
const large = placeOf({ pages: habitsOf({ size: 0, fullest: 0 }) });

describe('the pages of a reading', () => {
	it.each([
		{ place: placeOf(), habits: from(1), asked: ['/50', '/0'], most: 0 },
		{ place: large, habits: from(500), asked: ['/500', '/200'], most: 200 },
		{ place: large, habits: from(200), asked: ['/500', '/200', '/50'], most: 50 },
		{ place: large, habits: from(11), asked: ['/500', '/200', '/50', '/10'], most: 10 },
		{
			place: large,
			habits: from(2),
			asked: ['/500', '/200', '/50', '/10', '/1'],
			most: undefined,
		},
	])(
		'are smaller where larger ones are refused: $asked',
		async ({ place, habits, asked, most }) => {
			const read = await reading(eventsOf(1, 1), { place, habits });
			expect([read.asked.slice(0, asked.length), read.ids]).toEqual([asked, ['w.1']]);
			expect(read.place.pages?.most).toBe(most);
		},
	);

	it('stay as large as those that were taken before, whatever is refused', async () => {
		const { asked, failure } = await reading([], { place: known, habits: from(1) });
		expect([asked, failure]).toMatchObject([['/50'], { kind: 'refused' }]);
	});

	const overtaxed = ['refused', 'unavailable', 'unreachable', 'unreadable'] as const;
	it.each(overtaxed)('are smaller after failures, down to one event: %s', async (kind) => {
		const bounds = { place: placeOf({ pages: habitsOf() }), isCautious: true };
		const half = await reading(eventsOf(1, 2), { ...bounds, habits: from(51, kind) });
		expect([half.asked[0], half.asked[1], half.ids]).toEqual(['/500', '/50', idsOf(1, 2)]);
		expect(half.place.pages?.most).toBe(50);
		const one = await reading(eventsOf(1, 1), { ...bounds, habits: from(2, kind) });
		expect([one.asked.slice(0, 3), one.ids]).toEqual([['/500', '/50', '/1'], ['w.1']]);
		expect(one.place.pages?.most).toBe(undefined);
		const none = await reading([], { ...bounds, habits: from(0, kind) });
		expect(none.asked).toEqual(['/500', '/50', '/1', '/0']);
	});

	it.each(['throttled', 'credential', 'forbidden', 'missing', 'no_route'] as const)(
		'are not at fault, and no smaller ones asked for: %s',
		async (kind) => {
			const bounds = { place: large, isCautious: true, habits: from(0, kind) };
			expect((await reading([], bounds)).asked).toEqual(['/500']);
		},
	);

	it.each(['unavailable', 'unreachable', 'unreadable'] as const)(
		'are no smaller at the first failure: %s',
		async (kind) => {
			const { asked } = await reading([], { place: large, habits: from(0, kind) });
			expect(asked).toEqual(['/500']);
		},
	);
});

describe('the place after a reading', () => {
	it('is that after its pages, one by one', async () => {
		const { place } = await reading(eventsOf(1, 60), { place: known });
		const pages = [eventsOf(1, 50), eventsOf(51, 60), []].map((page, nth) => ({ page, nth }));
		const tokens = ['50', '60', '60'];
		const reached = pages.reduce((at, { page, nth }) => advance(at, page, tokens[nth]), known);
		expect(place).toEqual({ ...reached, pages: place.pages, isRereading: undefined });
	});
});
