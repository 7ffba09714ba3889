import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { jsonOf, ofRecord } from './records.mts';
import { emulate } from './world.mts';

/** The kind of a value; an empty one has that of a filled one, or is null. */
const shapeOf = (value: unknown) => (Array.isArray(value) ? 'list' : typeof value);

async function shownAs(options: IDataObject = {}, operation = 'getAll') {
	const emulator = await emulate();
	const { everything } = emulator.tables;
	const parameters = { returnAll: true, options } as never;
	const [full = {}, bare = {}] = await jsonOf(
		emulator,
		ofRecord(operation, everything.id, parameters),
	);
	return { emulator, everything, full, bare };
}

describe('an item of a record', () => {
	it.each(['label', 'slug'])('has one shape a field, empty or full, by %s', async (fieldNames) => {
		const { full, bare } = await shownAs({ fieldNames });
		expect(Object.keys(bare)).toEqual(Object.keys(full));
		for (const [name, value] of Object.entries(full)) {
			if (value === null || bare[name] === null) continue;
			expect([name, shapeOf(bare[name])]).toEqual([name, shapeOf(value)]);
		}
	});

	it('shows what was emptied as null, false or a list of nothing', async () => {
		const { emulator, everything, full } = await shownAs();
		const json = {
			Text: '',
			Number: null,
			Email: [],
			'Multiple Select': '',
			'Assigned To': null,
			'Yes / No': null,
			Date: '',
			'Date Range': null,
			Status: null,
			SmartDoc: null,
			'Full Name': null,
		} as never;
		const record = full.record_id as string;
		const [item] = await jsonOf(emulator, ofRecord('update', everything.id, { record, json }));
		expect(item).toMatchObject({
			Text: null,
			Number: null,
			Email: null,
			'Multiple Select': [],
			'Assigned To': [],
			'Yes / No': false,
			Date: null,
			'Date Range': null,
			Status: null,
			SmartDoc: null,
			'Full Name': null,
		});
		expect(item).not.toHaveProperty('not_stored');
	});

	it('has raw values as SmartSuite sent them', async () => {
		const { full } = await shownAs({ values: 'raw', fieldNames: 'slug' });
		expect(full).toMatchObject({
			snumber001: '12.0',
			sselect001: 'aB3xY',
			status: { value: 'in_progress' },
			sdate00001: { date: '2026-01-20T00:00:00Z', include_time: false },
		});
	});

	it.each(['record_id', 'record_url', 'table_id', 'operation', 'not_stored', 'id'])(
		'keeps its own %s where a field has that label',
		async (label) => {
			const { emulator, everything } = await shownAs();
			Object.assign(everything.structure.find(({ slug }) => slug === 'stext00001') ?? {}, {
				label,
			});
			const named = `${label} (stext00001)`;
			const json = { Title: 'Full', [named]: 'mine' } as never;
			const parameters = ofRecord('upsert', everything.id, { json, matchFields: ['Title'] });
			const [item] = await jsonOf(emulator, parameters);
			expect(item).toMatchObject({
				[named]: 'mine',
				operation: 'updated',
				table_id: everything.id,
				record_id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
			});
		},
	);

	it.each(['create', 'update', 'upsert', 'get', 'getAll'])(
		'has the same keys from %s, but for what the operation adds',
		async (operation) => {
			const { emulator, everything, full } = await shownAs();
			const [item = {}] = await jsonOf(
				emulator,
				ofRecord(operation, everything.id, {
					record: full.record_id as string,
					json: { Title: 'Full', Text: 'x' },
					matchFields: ['Title'],
					limit: 1,
				}),
			);
			const keys = Object.keys(item).filter((key) => key !== 'operation');
			expect(keys).toEqual(Object.keys(full));
		},
	);
});
