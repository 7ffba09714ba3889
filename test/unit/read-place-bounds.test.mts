import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';

import { readPlace } from '../../nodes/SmartSuite/trigger/read-place.ts';
import { fakeTime } from './fake-time.mts';
import { DAY_MS, eventOf, eventsOf, habitsOf, heavy, idsIn, idsOf } from './place-setup.mts';
import { isoAt, NOON, placeOf } from './place-setup.mts';
import { reading, serverOf } from './read-place-setup.mts';

fakeTime();

const known = placeOf({ pages: habitsOf({ size: 50, most: 50, fullest: 50 }) });

describe('a page that is too much for one execution', () => {
	it('is taken in parts, each once', async () => {
		const first = await reading(eventsOf(1, 50), { place: known, mostEvents: 30 });
		expect([first.ids, first.end, first.asked]).toEqual([idsOf(1, 30), 'more', ['/50']]);
		expect(first.place).toMatchObject({ pageToken: '', taken: 30, commits: 1 });
		const rest = await reading(eventsOf(1, 50), { place: first.place, mostEvents: 30 });
		expect([rest.ids, rest.end]).toEqual([idsOf(31, 50), 'more']);
		expect(rest.place).toMatchObject({ pageToken: '50', taken: undefined, commits: 2 });
	});

	it('is taken in parts, though some of its events have no id', async () => {
		const events = eventsOf(1, 4).map((event, at) => (at % 2 ? event : { ...event, eventId: '' }));
		const first = await reading(events, { mostEvents: 2 });
		const rest = await reading(events, { place: first.place });
		expect([...first.events, ...rest.events]).toEqual(events);
	});

	it('is taken in parts that begin after what was handed over before', async () => {
		const place = { ...known, recentEventIds: idsOf(1, 5) };
		const first = await reading(eventsOf(1, 50), { place, mostEvents: 10 });
		expect([first.ids, first.place.taken]).toEqual([idsOf(6, 15), 15]);
	});

	it('is taken in parts of 8 MB', async () => {
		const events = [1, 2, 3].map((nth) => heavy(nth, 3_000_000));
		const first = await reading(events, { place: known });
		expect([first.ids, first.end, first.place.taken]).toEqual([idsOf(1, 2), 'more', 2]);
		const rest = await reading(events, { place: first.place, mustProve: true });
		expect([rest.ids, rest.end]).toEqual([['w.3'], 'end']);
	});

	it('is taken only as far as there is room beside the pages before', async () => {
		const events = eventsOf(1, 100).map((_, at) => heavy(at + 1, at < 50 ? 60_000 : 200_000));
		const { ids, end, place } = await reading(events, { place: known });
		expect([ids, end, place]).toMatchObject([idsOf(1, 74), 'more', { taken: 24 }]);
	});

	it.each([
		{ what: 'one event of more than 8 MB', events: [heavy(1, 9_000_000), eventOf(2)], most: 9 },
		{ what: 'one event where there is no room', events: eventsOf(1, 2), most: 0 },
	])('is taken all the same, $what', async ({ events, most }) => {
		expect((await reading(events, { mostEvents: most })).ids).toEqual(['w.1']);
	});

	it('is not even asked for where it is likely to be', async () => {
		const full = await reading(eventsOf(1, 200), { place: known, mostEvents: 100 });
		expect([full.ids, full.end, full.asked]).toEqual([idsOf(1, 100), 'more', ['/50', '50/50']]);
		expect(full.place).toMatchObject({ pageToken: '100', commits: 2 });
		const weighty = Array.from({ length: 100 }, (_, at) => heavy(at + 1, 100_000));
		const half = await reading(weighty, { place: known });
		expect([half.ids, half.end, half.asked]).toEqual([idsOf(1, 50), 'more', ['/50']]);
	});
});

describe('history that is read again', () => {
	const again = placeOf({ isRereading: true, newestAt: isoAt(NOON), pages: habitsOf() });
	const old = Array.from({ length: 2_000 }, (_, at) => eventOf(at, isoAt(NOON - 9 * DAY_MS)));

	it('has other pages than before, and is passed over', async () => {
		const { ids, end, asked, place } = await reading([...old, eventOf(7_000)], {
			place: again,
			mostEvents: 100,
		});
		expect([ids, end]).toEqual([['w.7000'], 'end']);
		expect(asked[0]).toBe('/497');
		expect(asked[1]).toBe('497/497');
		expect(place.isRereading).toBe(undefined);
	});

	it('of one event a page has no smaller pages', async () => {
		const pages = habitsOf({ size: 1, most: 1 });
		expect((await reading([], { place: { ...again, pages } })).asked).toEqual(['/1']);
	});

	it('goes on as history after a bound, a failure and a page that may not be the last', async () => {
		const events = eventsOf(1, 30);
		const bounds = [
			{ mostEvents: 10 },
			{ habits: { fails: () => 'unavailable' as const } },
			{ isFollowed: () => true, mustProve: true },
		];
		for (const bound of bounds) {
			const { place } = await reading(events, { place: again, ...bound });
			expect(place.isRereading).toBe(true);
		}
	});

	it('is passed over for 20 seconds at most', async () => {
		const before = () => void vi.advanceTimersByTime(8_000);
		const { ids, end, asked, place } = await reading(old, { place: again, habits: { before } });
		expect([ids, end, asked.length]).toEqual([[], 'more', 3]);
		expect(place).toMatchObject({ pageToken: '1491', isRereading: true });
	});
});

describe('readings one after the other', () => {
	it('give each event once and in order, however pages are cut and whatever fails', async () => {
		const servers = fc.record({
			count: fc.nat(60),
			cuts: fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 9 }),
			failures: fc.array(fc.boolean(), { minLength: 1, maxLength: 9 }),
			mostEvents: fc.integer({ min: 1, max: 30 }),
			overlap: fc.nat(3),
			isCautious: fc.boolean(),
		});
		const property = fc.asyncProperty(servers, async (situation) => {
			const { count, cuts, failures, mostEvents, overlap, isCautious } = situation;
			const events = eventsOf(1, count);
			let nth = 0;
			const { fetchPage } = serverOf(events, {
				most: (from) => (cuts[from % cuts.length] ?? 1) + overlap,
				// Never twice in a row, so that it comes to an end.
				fails: () => (nth++ % 2 && failures[nth % failures.length] ? 'unavailable' : undefined),
				tokenAfter: (next, from) =>
					String(next === count ? next : Math.max(next - overlap, from + 1)),
			});
			const handedOver: string[] = [];
			let place = placeOf();
			for (let end = 'more'; end !== 'end'; ) {
				const read = await readPlace(place, { fetchPage, mostEvents, isCautious, mustProve: true });
				handedOver.push(...idsIn(read.events));
				({ place, end } = read);
			}
			expect(handedOver).toEqual(idsOf(1, count));
		});
		await fc.assert(property, { numRuns: 500 });
	});
});

describe('a reading in a flood', () => {
	it.each([
		{ last: 24, end: 'unproved', asked: 2 },
		{ last: 26, end: 'end', asked: 3 },
	])(
		'leaves the proof to a later one in a flood where a page is less than half: $last',
		async (of) => {
			const bounds = { place: known, mustProve: true, isFlood: true };
			const { ids, end, asked } = await reading(eventsOf(1, 50 + of.last), bounds);
			expect([ids, end, asked.length]).toEqual([idsOf(1, 50 + of.last), of.end, of.asked]);
		},
	);
});
