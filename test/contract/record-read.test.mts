import { describe, expect, it } from 'vitest';

import { callsIn, jsonOf, ofRecord } from './records.mts';
import { byId, emulate } from './world.mts';

const manual = (conditions: unknown[], match = 'all') =>
	({ filterMode: 'manual', match, filters: { conditions }, returnAll: true }) as never;

describe('Record > Get Many', () => {
	it('shows every field of the table by label, the empty ones too, then ids', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const [item] = await jsonOf(emulator, ofRecord('getAll', tasks.id, { limit: 1 }));
		const labels = tasks.structure.filter(({ params }) => !params.hidden);
		expect(Object.keys(item ?? {}).slice(-3)).toEqual(['record_id', 'record_url', 'table_id']);
		expect(Object.keys(item ?? {}).length).toBeGreaterThanOrEqual(labels.length + 3);
		expect(item).toMatchObject({ Title: 'Write the announcement', 'Assigned To': [] });
	});

	it('reads a thousand records a call', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		for (let nth = 0; nth < 1_248; nth++) emulator.records.create(tasks.id, { title: `T${nth}` });
		const items = await jsonOf(emulator, ofRecord('getAll', tasks.id, { returnAll: true }));
		expect(new Set(items.map(({ record_id }) => record_id)).size).toBe(1_251);
		expect(callsIn(emulator).filter((call) => call.endsWith('/records/list/'))).toHaveLength(2);
	});

	it.each([
		['Status', 'is', 'In Progress', ['Write the announcement']],
		['Status', 'is any of', 'In Progress, Complete', ['Write the announcement']],
		['status', 'is_any_of', ['In Progress'], ['Write the announcement']],
		['Assigned To', 'has any of', 'grace@example.com', ['Order new laptops']],
		['Title', 'contains', 'laptops', ['Order new laptops']],
		['Priority', 'is not empty', '', ['Write the announcement']],
	])('finds by %s %s %s', async (field, comparison, value, titles) => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const parameters = ofRecord('getAll', tasks.id, manual([{ field, comparison, value }]));
		const items = await jsonOf(emulator, parameters);
		expect(items.map(({ Title }) => Title)).toEqual(titles);
	});

	it('finds what meets one of several conditions', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const conditions = [
			{ field: 'Title', comparison: 'contains', value: 'party' },
			{ field: 'Status', comparison: 'is', value: 'In Progress' },
		];
		const items = await jsonOf(emulator, ofRecord('getAll', tasks.id, manual(conditions, 'any')));
		expect(items).toHaveLength(2);
	});

	it.each([
		['', "'Title' is compared with nothing"],
		[[], "'Title' is compared with nothing"],
		[null, "'Title' is compared with nothing"],
	])('refuses to compare with %j, rather than to give all records', async (value, message) => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const parameters = ofRecord(
			'getAll',
			tasks.id,
			manual([{ field: 'Title', comparison: 'is', value }]),
		);
		await expect(jsonOf(emulator, parameters)).rejects.toThrow(message);
		expect(callsIn(emulator).filter((call) => call.endsWith('/list/'))).toEqual([]);
	});

	it('sorts, and shows the chosen fields only', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const items = await jsonOf(
			emulator,
			ofRecord('getAll', tasks.id, {
				returnAll: true,
				sort: { fields: [{ field: 'Title', direction: 'desc' }] },
				options: { fields: ['Title'] },
			}),
		);
		expect(items.map(({ Title }) => Title)).toEqual([
			'Write the announcement',
			'Plan the summer party',
			'Order new laptops',
		]);
		expect(Object.keys(items[0] ?? {})).toEqual(['Title', 'record_id', 'record_url', 'table_id']);
	});

	it('gives the records of a view, by the view, and what of them meets a condition', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const view = byId(`${tasks.id.slice(0, -2)}a2`);
		const all = await jsonOf(emulator, ofRecord('getAll', tasks.id, { view, returnAll: true }));
		expect(all).toHaveLength(3);
		const conditions = [{ field: 'Title', comparison: 'contains', value: 'laptops' }];
		const some = await jsonOf(emulator, {
			...ofRecord('getAll', tasks.id, { view }),
			...(manual(conditions) as object),
		});
		expect(some.map(({ Title }) => Title)).toEqual(['Order new laptops']);
	});
});

describe('Record > Get, Delete, Restore', () => {
	it('reads many records by one call, each for its item', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const ids = ['A', 'B', 'C'].map((title) => emulator.records.create(tasks.id, { title }).id);
		const parameters = ofRecord('get', tasks.id, { record: '={{ $json.id }}' });
		const input = [...ids, 'a'.repeat(24)].map((id) => ({ id }));
		const items = await jsonOf(emulator, parameters, { input, continueOnFail: true });
		expect(items.map(({ Title, error }) => Title ?? error)).toEqual([
			'A',
			'B',
			'C',
			`SmartSuite has no record '${'a'.repeat(24)}'`,
		]);
		expect(callsIn(emulator).filter((call) => call.includes('/records/'))).toHaveLength(1);
	});

	it('deletes 25 records a call, and restores one', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const ids = Array.from(
			{ length: 30 },
			(_, nth) => emulator.records.create(tasks.id, { title: `T${nth}` }).id,
		);
		const input = ids.map((id) => ({ id }));
		const record = '={{ $json.id }}';
		const items = await jsonOf(emulator, ofRecord('delete', tasks.id, { record }), { input });
		expect(items).toEqual(ids.map((record_id) => ({ deleted: true, record_id })));
		expect(callsIn(emulator)).toEqual([
			'PATCH /api/v1/applications/*/records/bulk_delete/',
			'PATCH /api/v1/applications/*/records/bulk_delete/',
		]);
		const [restored] = await jsonOf(emulator, ofRecord('restore', tasks.id, { record }), {
			input: input.slice(0, 1),
		});
		expect(restored).toMatchObject({ Title: 'T0 (Restored)', record_id: ids[0] });
	});

	it.each(['', undefined, null, 'undefined', {}, [], 17, '[object Object]'])(
		'never deletes by %j',
		async (id) => {
			const emulator = await emulate();
			const { tasks } = emulator.tables;
			const parameters = ofRecord('delete', tasks.id, { record: '={{ $json.id }}' });
			await expect(jsonOf(emulator, parameters, { input: [{ id } as never] })).rejects.toThrow(
				/'Record' is/,
			);
			expect(callsIn(emulator)).toEqual([]);
		},
	);
});
