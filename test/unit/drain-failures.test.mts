import { describe, expect, it } from 'vitest';

import { at, cursorOf } from './cursor-setup.mts';
import { drained, eventsAt } from './drain-setup.mts';
import { habitsOf, isoAt, NOON } from './place-setup.mts';

/** Gives 500 events a page, so that few are surely all. */
const known = { pages: habitsOf() };
const live = at('live', 0, known);
const earlier = at('a', 0, known);

describe('a token of the live webhook that is refused', () => {
	const stuck = { ...live, pageToken: '2', newestAt: isoAt(NOON + 2_000), highest: 2 };
	const refusing = (token: string) => (token === '2' ? 'refused' : eventsAt('live', 1, 4));
	const once = { mayStartOver: true };

	it('is kept at first', async () => {
		const found = await drained(cursorOf(stuck), { live: refusing });
		expect([found.ids, found.asked]).toEqual([[], ['live/2']]);
		expect(found.failed).toEqual([['live', 'refused']]);
		expect(found.cursor.live).toEqual(stuck);
	});

	it('is given up when it is refused again, while the oldest event can be read', async () => {
		const found = await drained(cursorOf(stuck), { live: refusing }, once);
		expect([found.ids, found.failed]).toEqual([['live.3', 'live.4'], []]);
		expect([found.isRereading, found.asked]).toEqual([true, ['live/2', 'live/']]);
		expect(found.cursor.live).toMatchObject({ pageToken: '4', highest: 4 });
	});

	it('is kept where the oldest event cannot be read either', async () => {
		const found = await drained(cursorOf(stuck), { live: () => 'refused' }, once);
		expect([found.asked, found.ids]).toEqual([['live/2', 'live/'], []]);
		expect(found.failed).toEqual([['live', 'refused']]);
		expect(found).toMatchObject({ isRereading: false, end: 'more', cursor: { live: stuck } });
	});

	it.each(['unavailable', 'missing', 'credential', 'throttled'] as const)(
		'is kept where something else is wrong: %s',
		async (kind) => {
			const found = await drained(cursorOf(stuck), { live: () => kind }, once);
			expect([found.asked, found.cursor.live]).toEqual([['live/2'], stuck]);
		},
	);

	it('is none that could be given up where it is the first', async () => {
		const found = await drained(cursorOf(live), { live: () => 'refused' }, once);
		expect([found.asked, found.cursor.live]).toEqual([['live/'], live]);
	});

	it('is given up for what history leads to, although that ends at a page that is refused, too', async () => {
		const upToThree = (token: string) =>
			['2', '3'].includes(token) ? 'refused' : eventsAt('live', 1, 3).slice(Number(token));
		const place = { ...stuck, highest: 3 };
		const found = await drained(cursorOf(place), { live: upToThree }, once);
		expect(found.ids).toEqual([]);
		expect(found.cursor.live).toMatchObject({ pageToken: '3', isRereading: true });
	});

	it('is given up without the failures of others being forgotten', async () => {
		const cursor = cursorOf(stuck, 0, [earlier]);
		const found = await drained(cursor, { live: refusing, a: () => 'unavailable' }, once);
		expect(found.failed).toEqual([['a', 'unavailable']]);
		expect(found.cursor.earlier).toMatchObject([{ webhookId: 'a' }]);
		expect(found.ids).toEqual(['live.3', 'live.4']);
	});
});

describe('a webhook that failed again and again', () => {
	it.each([
		{ isCautious: false, calls: 1 },
		{ isCautious: true, calls: 4 },
	])('costs $calls calls where it may ask for smaller pages: $isCautious', async (around) => {
		const webhooks = { live: () => 'unavailable' as const };
		const { asked } = await drained(cursorOf(live), webhooks, around);
		expect(asked).toHaveLength(around.calls);
	});

	it('costs one call where it is an earlier one', async () => {
		const webhooks = { a: () => 'unavailable' as const };
		const cursor = cursorOf(live, 0, [earlier]);
		const { asked } = await drained(cursor, webhooks, { failures: { a: 9 } });
		expect(asked).toEqual(['a/', 'live/']);
	});
});
