import { describe, expect, it } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import { fromTheStart, newsIn } from '../../nodes/SmartSuite/trigger/place.ts';
import type { Place } from '../../nodes/SmartSuite/trigger/place.ts';
import { DAY_MS, eventOf, eventsOf, idsIn, idsOf, isoAt, NOON, placeOf } from './place-setup.mts';

/** The ids of those that are news to the place. */
const newsTo = (differs: Partial<Place>, events = eventsOf(1, 5)) =>
	idsIn(newsIn(events, placeOf(differs)));

/** The event that happened this long after noon. */
const eventAt = (ms: number, nth = 1) => eventOf(nth, isoAt(NOON + ms));

describe('news', () => {
	it('is all that a place has not had, in its order', () => {
		expect(newsTo({})).toEqual(idsOf(1, 5));
		expect(newsTo({ recentEventIds: ['w.2', 'w.5'] })).toEqual(['w.1', 'w.3', 'w.4']);
		expect(newsTo({}, [eventOf(3), eventOf(1), eventOf(2)])).toEqual(['w.3', 'w.1', 'w.2']);
	});

	it('is each event once, though it is on the page twice', () => {
		expect(newsTo({}, [...eventsOf(1, 2), ...eventsOf(2, 3)])).toEqual(idsOf(1, 3));
	});

	it('is each event without an id: twice beats never', () => {
		const nameless = [parseEvent({}), parseEvent({ event_id: null }), parseEvent({})];
		expect(newsIn(nameless, placeOf({ recentEventIds: [''] }))).toEqual(nameless);
	});

	it('is whatever its date and its number, while nothing is read again', () => {
		const had = { newestAt: isoAt(NOON), highest: 9 };
		expect(newsTo(had, [eventAt(-30 * DAY_MS, 3)])).toEqual(['w.3']);
	});
});

describe('what happened before the trigger had its webhook', () => {
	it('is no news', () => {
		const events = [eventAt(-1, 1), eventAt(0, 2), eventAt(1, 3)];
		expect(newsTo({ since: isoAt(NOON) }, events)).toEqual(['w.2', 'w.3']);
	});

	it.each([null, '', 'soon', NOON, {}])('is news where its date is %j', (event_at) => {
		expect(newsTo({ since: isoAt(NOON) }, [eventOf(1, event_at)])).toEqual(['w.1']);
	});

	it('is news where nobody knows when that was', () => {
		expect(newsTo({ since: 'soon' })).toEqual(idsOf(1, 5));
	});
});

describe('what the successor of a webhook has', () => {
	it.each([
		{ until: '2026-10-20T12:00:00.000Z', last: 0 },
		{ until: '2026-10-20T12:00:00.000000Z', last: 0 },
		{ until: '2026-10-20T12:00:00Z', last: 999 },
		{ until: '2026-10-20T12:00:00.0Z', last: 999 },
	])('is no news, from $until on: an event $last ms later may be missing', ({ until, last }) => {
		const events = [eventAt(-DAY_MS, 1), eventAt(last, 2), eventAt(last + 1, 3)];
		expect(newsTo({ until }, events)).toEqual(['w.1', 'w.2']);
	});

	it('is news where nobody knows from when on it has it', () => {
		expect(newsTo({ until: 'soon' })).toEqual(idsOf(1, 5));
		expect(newsTo({ until: isoAt(NOON) }, [eventOf(1, null)])).toEqual(['w.1']);
	});
});

describe('history that is read again', () => {
	const again: Partial<Place> = { isRereading: true, newestAt: isoAt(NOON) };

	it('is no news where it is older by more than 48 hours than the newest that was handed over', () => {
		const events = [eventAt(-2 * DAY_MS - 1, 1), eventAt(-2 * DAY_MS, 2), eventAt(DAY_MS, 3)];
		expect(newsTo(again, events)).toEqual(['w.2', 'w.3']);
	});

	it('is no news where its ids were handed over, however new it is', () => {
		expect(newsTo({ ...again, recentEventIds: idsOf(1, 3) })).toEqual(idsOf(4, 5));
	});

	it('is no news up to the number that was reached, where numbers only went up', () => {
		expect(newsTo({ ...again, highest: 3 })).toEqual(idsOf(4, 5));
		expect(newsTo({ isRereading: true, highest: 3 })).toEqual(idsOf(4, 5));
	});

	it('is told by dates and ids alone where numbers did not only go up', () => {
		expect(newsTo({ ...again, highest: -1 })).toEqual(idsOf(1, 5));
	});

	it('is news where neither date nor number says anything', () => {
		const strange = ['', 'w', 'w.', 'w.x', 'w.-'].map((event_id) => parseEvent({ event_id }));
		expect(newsIn(strange, placeOf({ ...again, highest: 3 }))).toEqual(strange);
	});

	it('is news where nobody knows what was handed over, the very first event, too', () => {
		expect(newsTo({ isRereading: true }, eventsOf(0, 5))).toEqual(idsOf(0, 5));
	});

	it('is news where what follows the last dot is no number', () => {
		const ids = ['w.0f3c', 'w.2b', 'w.1e3'];
		const events = ids.map((event_id) => parseEvent({ event_id }));
		expect(newsTo({ ...again, highest: 3 }, events)).toEqual(ids);
	});
});

describe('a place whose page token leads nowhere', () => {
	it('reads again from the oldest event on, and keeps what it knows', () => {
		const before = placeOf({ pageToken: '7', recentEventIds: ['w.7'], commits: 3, highest: 7 });
		expect(fromTheStart(before)).toEqual({ ...before, pageToken: '', isRereading: true });
		expect(before.pageToken).toBe('7');
	});
});
