import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { withoutProcessed } from '../../nodes/SmartSuite/trigger/deduplicate.ts';
import { events, executionOf, itemsOf, memory } from './execution.mts';
import { fakeTime } from './fake-time.mts';
import { DAY_MS, isoAt, NOON } from './place-setup.mts';

fakeTime();

beforeEach(() => {
	vi.setSystemTime(NOON);
});

/** An item that happened so many days after noon. */
const onDay = (day: number) => ({ event_id: `w.${day}`, event_at: isoAt(NOON + day * DAY_MS) });

/** Items of which the first carries what the trigger found beside them. */
function carrying(drained: object, items: ReturnType<typeof itemsOf>) {
	const [first, ...others] = items;
	return first ? [{ ...first, drained }, ...others] : [];
}

/** Runs `execute` with these items; gives what passes, and how long the record may be. */
async function run(
	items: ReturnType<typeof itemsOf>,
	situation: { count?: number; mode?: string } = {},
	{ record, asked } = memory(),
) {
	const { context, staticData, logged } = executionOf(record, items, situation);
	const running = withoutProcessed(context);
	await vi.advanceTimersByTimeAsync(10_000);
	const lengths = asked.map((question) => (question as [0, 0, { maxEntries: number }])[2]);
	const [length] = lengths.map(({ maxEntries }) => maxEntries);
	return { passed: await running, staticData, logged, length };
}

describe('history that the trigger reads again', () => {
	const again = { isRereading: true };
	const days = [-9, -3, -2, -1, 0, 1];

	it('is dropped where it is older by more than two days than the newest in the record', async () => {
		const items = itemsOf(...days.map(onDay));
		const { passed } = await run(carrying(again, items), { count: 5_746 });
		expect(passed).toEqual(itemsOf(...[-2, -1, 0, 1].map(onDay)));
	});

	it('is dropped by the day of the newest, however long ago that is', async () => {
		const items = itemsOf(...days.map(onDay));
		const { passed } = await run(carrying(again, items), { count: 15_741 });
		expect(passed).toEqual(itemsOf(...days.slice(1).map(onDay)));
	});

	it('is dropped in camelCase, too', async () => {
		const items = itemsOf({ eventId: 'w.1', eventAt: onDay(-3).event_at }, onDay(0));
		expect((await run(carrying(again, items), { count: 5_746 })).passed).toEqual([items[1]]);
	});

	it.each<IDataObject>([{}, { event_at: null }, { event_at: '' }, { event_at: 'soon' }])(
		'passes without a date: %j',
		async (json) => {
			const items = itemsOf({ event_id: 'w.1', ...json }, onDay(-3), onDay(0));
			const { passed, logged } = await run(carrying(again, items), { count: 5_746 });
			expect([passed, logged]).toEqual([[items[0], items[2]], []]);
		},
	);

	it.each([0, 4_999, 6_000, 9_999])('passes where the record has %i entries', async (count) => {
		const items = itemsOf(...days.map(onDay));
		expect((await run(carrying(again, items), { count })).passed).toEqual(items);
	});

	it('is not recorded where all of it is dropped', async () => {
		const { record, asked } = memory();
		const items = itemsOf(onDay(-9), onDay(-3));
		const { passed } = await run(carrying(again, items), { count: 5_746 }, { record, asked });
		expect([passed, asked]).toEqual([[], []]);
	});

	it('leaves the record room for all that it holds, and the newest day', async () => {
		const items = carrying({ ...again, recently: 1 }, itemsOf(onDay(-1)));
		expect((await run(items, { count: 15_746 })).length).toBe(20_746);
	});
});

describe('items of whatever day', () => {
	it.each([{}, { isRereading: false }, { isRereading: 'yes' }])(
		'pass while no history is read again: %j',
		async (drained) => {
			const items = itemsOf(...[-9, -3, 0].map(onDay));
			expect((await run(carrying(drained, items), { count: 5_746 })).passed).toEqual(items);
		},
	);

	it.each([
		{ recently: 1, length: 5_746 },
		{ recently: 4_166, length: 5_746 },
		{ recently: 4_167, length: 10_746 },
		{ recently: 1_000_000, length: 100_746 },
		{ recently: undefined, length: 5_746 },
		{ recently: 'many', length: 5_746 },
	])('leave a record of $length where $recently came recently', async ({ recently, length }) => {
		const items = carrying({ recently }, itemsOf(onDay(-1), onDay(0), onDay(-9)));
		expect((await run(items)).length).toBe(length);
	});
});

describe('items without a date', () => {
	// Take `.fails` away with the mending: n8n is asked to keep NaN entries, and cuts nothing then.
	it('leave a record of a length, too', async () => {
		expect((await run(itemsOf({ event_id: 'w.1' }))).length).toBe(5_000);
	});
});

describe('what the trigger found beside the items', () => {
	const cursor = { live: { webhookId: 'w', pageToken: '7' }, earlier: [], generation: 1 };
	const found = { isRereading: false, recently: 1, cursor };

	it.each(['webhook', 'trigger', 'manual', 'retry'])(
		'is no part of them: mode %s',
		async (mode) => {
			const items = events('w.1', 'w.2');
			expect((await run(carrying(found, items), { mode })).passed).toEqual(items);
		},
	);

	it('is where the trigger stands, and lasts in static data', async () => {
		const { staticData } = await run(carrying(found, events('w.1')));
		expect(staticData).toEqual({ ...cursor, owner: 'n8n 1 workflow 1 node-1' });
	});

	it.each(['manual', 'retry'])('is old news in mode %s', async (mode) => {
		const { staticData } = await run(carrying(found, events('w.1')), { mode });
		expect(staticData).toEqual({});
	});

	it('may be nothing', async () => {
		const { staticData, passed } = await run(events('w.1'));
		expect([staticData, passed]).toEqual([{}, events('w.1')]);
	});
});
