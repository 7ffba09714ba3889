import { describe, expect, it } from 'vitest';

import type { ChangeEvent } from '../../nodes/SmartSuite/api/index.ts';
import { weightOf } from '../../nodes/SmartSuite/api/index.ts';
import {
	isPageHabits,
	isSurelyLast,
	learn,
	sizesFor,
} from '../../nodes/SmartSuite/trigger/page-habits.ts';
import type { PageHabits } from '../../nodes/SmartSuite/trigger/page-habits.ts';
import { eventOf, eventsOf, habitsOf, heavy, NOON } from './place-setup.mts';

const page = (items: ChangeEvent[]) => ({ items, nextPageToken: 'next' });

describe('the page sizes that are asked for', () => {
	it.each<[where: string, habits: PageHabits | undefined, sizes: number[], cautious: number[]]>([
		['of a server that nobody knows', undefined, [50, 0], [50, 1, 0]],
		['where it took 500', habitsOf(), [500], [500, 50, 1, 0]],
		['where it took 50', habitsOf({ size: 50 }), [500, 200, 50], [500, 50, 1, 0]],
		['where it took one', habitsOf({ size: 1 }), [500, 200, 50, 10, 1], [500, 50, 1, 0]],
		['where it refused 500', habitsOf({ size: 200, most: 200 }), [200], [200, 50, 1, 0]],
		['where it refused 200', habitsOf({ size: 50, most: 50 }), [50], [50, 1, 0]],
		['where it takes no size', habitsOf({ size: 0, most: 0 }), [0], [0]],
		['of events of 16 kB', habitsOf({ weight: 16_000 }), [500], [500, 50, 1, 0]],
		['of events of 17 kB', habitsOf({ size: 200, weight: 17_000 }), [200], [200, 50, 1, 0]],
		['of events of 41 kB', habitsOf({ size: 50, weight: 41_000 }), [50], [50, 1, 0]],
		['of events of 200 kB', habitsOf({ size: 10, weight: 200_000 }), [10], [10, 1, 0]],
		['of events of 1 MB', habitsOf({ size: 1, weight: 1_000_000 }), [1], [1, 0]],
		['of events of 9 MB', habitsOf({ size: 1, weight: 9_000_000 }), [1], [1, 0]],
		['of events without weight', habitsOf({ weight: 0 }), [500], [500, 50, 1, 0]],
	])('%s', (_, habits, sizes, cautious) => {
		expect(sizesFor(habits)).toEqual(sizes);
		expect(sizesFor(habits, true)).toEqual(cautious);
	});
});

describe('what is known of pages', () => {
	const weight = weightOf(eventOf(1).raw);
	const known = habitsOf({ size: 200, fullest: 3, weight });

	it.each<[what: string, known: PageHabits | undefined, count: number, size: number, then: object]>(
		[
			['begins with the first', undefined, 3, 50, { size: 50, fullest: 3 }],
			['is the fullest', known, 4, 200, { fullest: 4 }],
			['is the fullest before', known, 2, 200, {}],
			['is the largest size that was taken', known, 2, 500, { size: 500 }],
			['is a larger size that was taken before', known, 2, 50, {}],
			['is a page that is longer than asked for', known, 8, 5, { fullest: 8 }],
			['is that of the size asked for now', { ...known, fullest: 150 }, 9, 50, { fullest: 50 }],
			['stays where the server chose the size', { ...known, fullest: 150 }, 9, 0, { fullest: 150 }],
			['stays where a page is empty', known, 0, 200, {}],
		],
	)('%s', (_, before, count, size, then) => {
		const learned = learn(before, page(eventsOf(1, count)), size);
		expect(learned).toEqual({ ...(before ?? { weight }), ...then });
	});

	it('is what each event weighs: at once where that is more, slowly where it is less', () => {
		const heavyEvents = [heavy(1, 30_000), heavy(2, 50_000)];
		const heavyWeight = Math.round(
			heavyEvents.reduce((sum, { raw }) => sum + weightOf(raw), 0) / heavyEvents.length,
		);
		const more = learn(known, page(heavyEvents), 200);
		expect(more).toEqual({ ...known, weight: heavyWeight });
		const less = Math.round((3 * heavyWeight + weight) / 4);
		expect(learn(more, page(eventsOf(1, 2)), 200)).toEqual({ ...known, weight: less });
	});

	it('keeps what the server refused and when a page was trusted', () => {
		const more: PageHabits = { ...known, most: 200, trustedAt: 7, vary: true };
		expect(learn(more, page(eventsOf(1, 2)), 200)).toEqual(more);
		expect(learn({ ...known, most: 0 }, page([]), 0)).toEqual({ ...known, most: 0 });
	});
});

describe('that pages vary', () => {
	const trustedAt = NOON + 121_000;
	const vary = (event: ChangeEvent | undefined, known = habitsOf({ trustedAt })) =>
		learn(known, page([]), 500, event).vary;

	it.each([
		{ what: 'more than two minutes before a page that was to be the last', nth: 0, is: true },
		{ what: 'just two minutes before, as clocks differ', nth: 1, is: undefined },
		{ what: 'after it', nth: 200, is: undefined },
	])('is known where an event happened $what: $is', ({ nth, is }) => {
		expect(vary(eventOf(nth))).toBe(is);
	});

	it('is unknown where no page was trusted, and where there is no event', () => {
		expect(vary(eventOf(0), habitsOf())).toBe(undefined);
		expect(vary(undefined)).toBe(undefined);
	});

	it.each([{ toString: 1 }, [[]], null, 'soon'])('is unknown of the date %j', (event_at) => {
		expect(vary(eventOf(1, event_at))).toBe(undefined);
	});
});

describe('a page', () => {
	const light = habitsOf({ weight: 1_000 });

	it.each<[what: string, count: number, habits: PageHabits, is: boolean]>([
		['of a few events, shorter than the fullest', 10, light, true],
		['of no event', 0, light, true],
		['as short as all', 2, { ...light, fullest: 2 }, false],
		['of the first of all', 0, { ...light, fullest: 0 }, false],
		['of more than a few, which may have been cut by bytes', 11, light, false],
		['of 64 kB', 4, { ...light, weight: 16_000 }, true],
		[
			'of more than 64 kB, which may have been cut by bytes',
			4,
			{ ...light, weight: 16_001 },
			false,
		],
		['of a server whose pages vary', 2, { ...light, vary: true }, false],
	])('%s is surely the last, or not', (_, count, habits, is) => {
		expect(isSurelyLast(page(eventsOf(1, count)), habits)).toBe(is);
	});
});

describe('habits in static data', () => {
	it.each([habitsOf(), habitsOf({ size: 0, fullest: 0, weight: 0 }), habitsOf({ vary: true })])(
		'are what was learned: %j',
		(data) => {
			expect(isPageHabits(data)).toBe(true);
		},
	);

	it.each([
		undefined,
		null,
		{},
		'pages',
		7,
		[],
		{ size: 200, fullest: 3 },
		{ size: 200, weight: 3 },
		{ fullest: 200, weight: 3 },
		{ size: '200', fullest: 3, weight: 3 },
		{ size: 200, fullest: null, weight: 3 },
	])('are none where somebody wrote %j', (data) => {
		expect(isPageHabits(data)).toBe(false);
	});
});
