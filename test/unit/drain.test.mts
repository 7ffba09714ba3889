import { describe, expect, it } from 'vitest';

import type { Place } from '../../nodes/SmartSuite/trigger/place.ts';
import { at, cursorOf } from './cursor-setup.mts';
import { drained, eventsAt } from './drain-setup.mts';
import { DAY_MS, habitsOf } from './place-setup.mts';

/** Gives 500 events a page, so that few are surely all. */
const known = { pages: habitsOf() };
const live = at('live', 0, known);
const earlier = (webhookId: string, differs: Partial<Place> = {}) =>
	at(webhookId, 0, { ...known, ...differs });

describe('a drain', () => {
	it('reads the live webhook, and says where to stand', async () => {
		const found = await drained(cursorOf(live, 3), { live: eventsAt('live', 1, 2) });
		expect(found).toMatchObject({ ids: ['live.1', 'live.2'], end: 'end', failures: [] });
		expect(found.isRereading).toBe(false);
		expect(found.cursor).toMatchObject({ generation: 3, earlier: [] });
		expect(found.cursor.live).toMatchObject({ pageToken: '2', commits: 1 });
	});

	it('reads earlier webhooks first, the oldest before all, and lets go what is read', async () => {
		const cursor = cursorOf(live, 3, [earlier('a'), earlier('b')]);
		const webhooks = {
			live: eventsAt('live', 1, 1),
			a: eventsAt('a', 1, 1),
			b: eventsAt('b', 1, 1),
		};
		const found = await drained(cursor, webhooks);
		expect(found.ids).toEqual(['a.1', 'b.1', 'live.1']);
		expect([found.cursor.earlier, found.end]).toEqual([[], 'end']);
		expect(cursor.earlier).toHaveLength(2);
	});

	it('proves the end of an earlier webhook before it lets go of that', async () => {
		const cursor = cursorOf(live, 0, [earlier('a')]);
		const { asked } = await drained(cursor, { a: eventsAt('a', 1, 3) });
		expect(asked).toEqual(['a/', 'a/3', 'live/']);
	});

	it('proves the end of the live webhook only where it has to', async () => {
		const events = { live: eventsAt('live', 1, 3) };
		expect((await drained(cursorOf(live), events)).asked).toEqual(['live/']);
		const { asked } = await drained(cursorOf(live), events, { mustProve: true });
		expect(asked).toEqual(['live/', 'live/3']);
	});

	it('stops at 500 events, and leaves all later webhooks as they are', async () => {
		const cursor = cursorOf(live, 0, [earlier('a'), earlier('b')]);
		const webhooks = { a: eventsAt('a', 1, 700), live: eventsAt('live', 1, 1) };
		const found = await drained(cursor, webhooks);
		expect([found.ids.length, found.end]).toEqual([500, 'more']);
		expect(found.asked).toEqual(['a/']);
		expect(found.cursor.earlier).toMatchObject([{ pageToken: '500' }, earlier('b')]);
		expect(found.cursor.live).toBe(live);
		const rest = await drained(found.cursor, webhooks);
		expect([rest.ids.length, rest.ids[0], rest.ids.at(-1)]).toEqual([201, 'a.501', 'live.1']);
	});

	it('counts the events of all webhooks', async () => {
		const cursor = cursorOf(live, 0, [earlier('a')]);
		const webhooks = { a: eventsAt('a', 1, 200), live: eventsAt('live', 1, 400) };
		const found = await drained(cursor, webhooks);
		expect([found.ids.length, found.end]).toEqual([500, 'more']);
		expect(found.cursor.live).toMatchObject({ taken: 300, pageToken: '' });
	});

	it('leaves out and lets go a webhook that cannot be ours any more', async () => {
		const cursor = cursorOf(live, 0, [earlier('a', { solutionId: 'other' }), earlier('b')]);
		const belongsHere = ({ solutionId }: Place) => solutionId !== 'other';
		const { asked, cursor: then } = await drained(cursor, {}, { belongsHere });
		expect([asked, then.earlier]).toEqual([['b/', 'live/'], []]);
	});

	it('says whether history was read again, of whichever webhook', async () => {
		const again = { isRereading: true as const };
		const first = await drained(cursorOf(live, 0, [earlier('a', again)]), {});
		expect(first.isRereading).toBe(true);
		expect((await drained(cursorOf({ ...live, ...again }), {})).isRereading).toBe(true);
	});
});

describe('an earlier webhook that fails', () => {
	const cursor = cursorOf(live, 0, [earlier('a', { pageToken: '7' }), earlier('b')]);
	const others = { b: eventsAt('b', 1, 1), live: eventsAt('live', 1, 1) };

	it('holds up no other, and waits', async () => {
		const found = await drained(cursor, { ...others, a: () => 'unavailable' });
		expect([found.ids, found.end]).toEqual([['b.1', 'live.1'], 'end']);
		expect(found.failed).toEqual([['a', 'unavailable']]);
		const [waiting, ...more] = found.cursor.earlier;
		expect([waiting, more]).toMatchObject([{ webhookId: 'a', pageToken: '7' }, []]);
		expect(Date.now() - (waiting?.unreadSince ?? 0)).toBeLessThan(5_000);
	});

	it('is not asked before it is due', async () => {
		const isDue = (webhookId: string) => webhookId !== 'a';
		const found = await drained(cursor, others, { isDue });
		expect(found.asked).toEqual(['b/', 'b/1', 'live/']);
		expect(found.cursor.earlier).toEqual([cursor.earlier[0]]);
	});

	it('after some events has them handed over, before any later webhook is read', async () => {
		const events = eventsAt('a', 1, 200);
		const a = (token: string) => (token === '' ? events : ('unavailable' as const));
		const half = await drained(cursorOf(live, 0, [earlier('a')]), { ...others, a });
		expect([half.ids.length, half.end, half.asked]).toEqual([200, 'more', ['a/', 'a/200']]);
		expect(half.failed).toEqual([['a', 'unavailable']]);
		expect(half.cursor.earlier).toMatchObject([{ pageToken: '200' }]);
	});

	it.each([
		{ agoMs: DAY_MS - 60_000, failures: 9, left: ['a'] },
		{ agoMs: DAY_MS, failures: 1, left: ['a'] },
		{ agoMs: DAY_MS, failures: 2, left: [] },
	])('for $agoMs ms and $failures times is let go, or not', async ({ agoMs, failures, left }) => {
		const since = earlier('a', { unreadSince: Date.now() - agoMs });
		const webhooks = { ...others, a: () => 'unavailable' as const };
		const found = await drained(cursorOf(live, 0, [since]), webhooks, {
			failures: { a: failures },
		});
		expect(found.cursor.earlier.map(({ webhookId }) => webhookId)).toEqual(left);
		expect(found.cursor.earlier.map(({ unreadSince }) => unreadSince)).toEqual(
			left.map(() => since.unreadSince),
		);
	});

	it.each([
		{ kind: 'missing', hours: 1, left: 0 },
		{ kind: 'missing', hours: 0, left: 1 },
		{ kind: 'forbidden', hours: 1, left: 0 },
		{ kind: 'forbidden', hours: 0, left: 1 },
		{ kind: 'credential', hours: 9, left: 1 },
		{ kind: 'no_route', hours: 9, left: 1 },
		{ kind: 'refused', hours: 9, left: 1 },
	] as const)('as $kind for $hours hours: left $left', async ({ kind, hours, left }) => {
		const since = Date.now() - (hours * DAY_MS) / 24;
		const one = cursorOf(live, 0, [earlier('a', { unreadSince: since })]);
		const found = await drained(one, { ...others, a: () => kind }, { failures: { a: 9 } });
		expect(found.cursor.earlier).toHaveLength(left);
		expect(found.ids).toEqual(['live.1']);
	});

	it('is unread no more once it can be read, though not to its end', async () => {
		const since = earlier('a', { unreadSince: 7 });
		const found = await drained(cursorOf(live, 0, [since]), { a: eventsAt('a', 1, 700) });
		expect(found.cursor.earlier).toMatchObject([{ pageToken: '500', unreadSince: undefined }]);
	});
});
