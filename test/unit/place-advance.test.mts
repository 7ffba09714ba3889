import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import type { ChangeEvent } from '../../nodes/SmartSuite/api/index.ts';
import {
	advance,
	freshPlace,
	further,
	recentlyHandedOver,
} from '../../nodes/SmartSuite/trigger/place.ts';
import type { Place } from '../../nodes/SmartSuite/trigger/place.ts';
import { DAY_MS, eventOf, eventsOf, idsOf, isoAt, NOON, placeOf, URL } from './place-setup.mts';

describe('a place', () => {
	it('begins at the oldest event', () => {
		expect(freshPlace('w', URL)).toEqual({
			webhookId: 'w',
			webhookUrl: URL,
			pageToken: '',
			recentEventIds: [],
			commits: 0,
		});
	});

	it('advances over the events of a page', () => {
		const start = placeOf({ pageToken: '7', recentEventIds: ['w.1'], commits: 3, until: 'x' });
		const before = structuredClone(start);
		expect(advance(start, eventsOf(2, 3), '8')).toEqual({
			...start,
			pageToken: '8',
			recentEventIds: ['w.1', 'w.2', 'w.3'],
			commits: 4,
			newestAt: isoAt(NOON + 3_000),
			highest: 3,
			perDay: { '2026-10-20': 2 },
		});
		expect(start).toEqual(before);
	});

	it('advances over a page without events', () => {
		const start = placeOf({ pageToken: '7', highest: 3, newestAt: isoAt(NOON), commits: 3 });
		expect(advance(start, [], '8')).toEqual({ ...start, pageToken: '8', commits: 4 });
	});

	it.each([undefined, ''])('never loses its token to a page with the token %j', (token) => {
		expect(advance(placeOf({ pageToken: '7' }), eventsOf(1, 1), token).pageToken).toBe('7');
	});
});

describe('the event ids of a place', () => {
	const sequences = [
		{ most: 200, while: 'tokens come', tokenOf: (page: number) => String(page + 1) },
		{ most: 5_000, while: 'no token comes', tokenOf: () => undefined },
		{ most: 5_000, while: 'an empty token comes', tokenOf: () => '' },
		{ most: 5_000, while: 'the token stays the same', tokenOf: () => '7' },
	];
	it.each(sequences)('are the last $most, and never more, while $while', ({ most, tokenOf }) => {
		fc.assert(
			fc.property(fc.array(fc.nat(most), { maxLength: 6 }), (lengths) => {
				let count = 0;
				let reached = placeOf({ pageToken: '7' });
				for (const [page, length] of lengths.entries()) {
					reached = advance(reached, eventsOf(count + 1, count + length), tokenOf(page + 7));
					count += length;
				}
				expect(reached.recentEventIds).toEqual(idsOf(Math.max(0, count - most) + 1, count));
			}),
			{ numRuns: 20 },
		);
	});

	it('are few again as soon as a token comes', () => {
		const without = advance(placeOf(), eventsOf(1, 1_000));
		expect(advance(without, eventsOf(1_001, 1_001), '8').recentEventIds).toEqual(idsOf(802, 1_001));
	});

	it('are none of an event that has none', () => {
		const news = [parseEvent({}), eventOf(1), parseEvent({})];
		expect(advance(placeOf(), news, '8').recentEventIds).toEqual(['w.1']);
	});
});

/** What a place knows of the newest event after these, handed over one by one. */
const knownAfter = (events: ChangeEvent[], start: Partial<Place> = {}) => {
	const reached = events.reduce((place, event) => advance(place, [event]), placeOf(start));
	const { newestAt, highest, perDay } = reached;
	return { newestAt, highest, perDay };
};

describe('the newest event of a place', () => {
	it.each([
		{ events: [1, 2, 7], highest: 7, when: 'numbers only went up' },
		{ events: [1, 7, 2, 9], highest: -1, when: 'one went down' },
		{ events: [1, 2, 2], highest: -1, when: 'one came again' },
		{ events: [0, 1], highest: 1, when: 'they begin with 0' },
	])('has the number $highest where $when', ({ events, highest }) => {
		expect(knownAfter(events.map((nth) => eventOf(nth))).highest).toBe(highest);
	});

	it.each(['', 'w', 'w.x'])('has no number any more after the id %j', (event_id) => {
		const events = [eventOf(1), parseEvent({ event_id }), eventOf(7)];
		expect(knownAfter(events).highest).toBe(-1);
	});

	it('is the newest by its date, in whatever order they come', () => {
		const at = (ms: number, nth: number) => eventOf(nth, isoAt(NOON + ms));
		expect(knownAfter([at(0, 1), at(DAY_MS, 2), at(-DAY_MS, 3)]).newestAt).toBe(
			isoAt(NOON + DAY_MS),
		);
		const start = { newestAt: isoAt(NOON + 2 * DAY_MS) };
		expect(knownAfter([at(0, 1)], start).newestAt).toBe(start.newestAt);
	});

	it.each([null, '', 'soon', NOON, {}])('is none whose date is %j', (event_at) => {
		const { newestAt } = knownAfter([eventOf(1), eventOf(2, event_at)]);
		expect(newestAt).toBe(isoAt(NOON + 1_000));
	});
});

describe('the events of the last days', () => {
	const onDay = (day: number) => eventOf(day, isoAt(NOON + day * DAY_MS));

	it('are counted by day, for three days', () => {
		const { perDay } = knownAfter([0, 0, 1, 2, 2, 2, 3].map(onDay));
		expect(perDay).toEqual({ '2026-10-21': 1, '2026-10-22': 3, '2026-10-23': 1 });
		expect(recentlyHandedOver(placeOf({ perDay }))).toBe(5);
	});

	it('are counted, an old one of history not among them', () => {
		const start = { perDay: { '2026-10-20': 5, '2026-10-21': 6, '2026-10-22': 7 } };
		expect(knownAfter([onDay(-9)], start).perDay).toEqual(start.perDay);
	});

	it.each([null, '', 'soon', NOON])('are counted though one has the date %j', (event_at) => {
		const { perDay = {} } = knownAfter([eventOf(1, event_at), ...[0, 1, 2].map(onDay)]);
		expect(perDay).toEqual({ '2026-10-20': 1, '2026-10-21': 1, '2026-10-22': 1 });
	});

	it('are none at a place that has had none', () => {
		expect(recentlyHandedOver(placeOf())).toBe(0);
	});
});

describe('of two places the further one', () => {
	const behind = placeOf({ pageToken: '9', commits: 1 });
	const ahead = placeOf({ pageToken: '10', commits: 2 });

	it.each<{ one?: Place; other?: Place; is?: Place }>([
		{ one: behind, other: ahead, is: ahead },
		{ one: ahead, other: behind, is: ahead },
		{ one: ahead, is: ahead },
		{ other: behind, is: behind },
		{},
		{ one: behind, other: placeOf({ pageToken: 'x', commits: 1 }), is: behind },
	])('has more commits (%#)', ({ one, other, is }) => {
		expect(further(one, other)).toBe(is);
	});
});
