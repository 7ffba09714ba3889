import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { execute } from './action.mts';
import { callsIn, jsonOf, ofRecord } from './records.mts';
import { byId, credentialFor, emulate } from './world.mts';

const rows = (howMany: number): IDataObject[] =>
	Array.from({ length: howMany }, (_, nth) => ({ Title: `Row ${nth}`, Estimate: nth }));

describe('calls of a run', () => {
	it('are at most 42 for a thousand records to create', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const items = await jsonOf(emulator, ofRecord('create', tasks.id, { json: '={{ $json }}' }), {
			input: rows(1_000),
		});
		expect(items.map(({ Title }) => Title)).toEqual(rows(1_000).map(({ Title }) => Title));
		expect(emulator.calls.length).toBeLessThanOrEqual(42);
	});

	it('are at most 65 for a thousand rows of which half are there already', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		for (const [nth, { Title: title }] of rows(500).entries()) {
			emulator.records.create(tasks.id, { title, sestimate1: `${nth}.0` });
		}
		const parameters = ofRecord('upsert', tasks.id, {
			json: '={{ $json }}',
			matchFields: ['Title'],
		});
		const items = await jsonOf(emulator, parameters, { input: rows(1_000) });
		const count = (wanted: string) => items.filter(({ operation }) => operation === wanted).length;
		expect([count('created'), count('unchanged')]).toEqual([500, 500]);
		expect(emulator.calls.length).toBeLessThanOrEqual(65);
	});

	it('are none for the structure in the next run, and one a table where there are two', async () => {
		const emulator = await emulate();
		const { tasks, contacts } = emulator.tables;
		const credential = credentialFor(emulator);
		const table = byId('={{ $json.table }}');
		const parameters = ofRecord('create', tasks.id, { table, json: { Title: 'T' } });
		const input = [tasks, contacts, tasks, contacts].map(({ id }) => ({ table: id }));
		const items = await execute(credential, parameters, { input });
		expect(items.map(({ json }) => json.table_id)).toEqual(input.map((one) => one.table));
		const structures = () => callsIn(emulator).filter((call) => call.startsWith('GET'));
		expect(structures()).toHaveLength(2);
		await execute(credential, parameters, { input });
		expect(structures()).toHaveLength(2);
	});

	it('follow the batch size', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const parameters = ofRecord('create', tasks.id, {
			json: '={{ $json }}',
			options: { batchSize: '4' },
		});
		await jsonOf(emulator, parameters, { input: rows(10) });
		expect(callsIn(emulator).filter((call) => call.includes('/bulk/'))).toHaveLength(3);
	});

	it('go on to the last page where SmartSuite does not tell how many records there are', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const page = (from: number, howMany: number) => ({
			status: 200,
			body: rows(howMany).map((_, nth) => ({ id: `${from + nth}`, title: `Row ${from + nth}` })),
		});
		const path = `/api/v1/applications/${tasks.id}/records/list/`;
		emulator.faults.next({ path }, page(0, 1_000));
		emulator.faults.next({ path }, page(1_000, 250));
		const items = await jsonOf(emulator, ofRecord('getAll', tasks.id, { returnAll: true }));
		expect(new Set(items.map(({ Title }) => Title)).size).toBe(1_250);
	});

	it('say what was written before in all tables where the run stops', async () => {
		const emulator = await emulate();
		const { tasks, contacts } = emulator.tables;
		const made = [tasks, tasks, contacts].map(({ id: table }) => ({
			table,
			id: emulator.records.create(table, { title: 'Old' }).id,
		}));
		emulator.records.delete(contacts.id, made[2]?.id ?? '');
		const parameters = ofRecord('update', tasks.id, {
			table: byId('={{ $json.table }}'),
			record: '={{ $json.id }}',
			json: { Title: 'New' },
		});
		await expect(jsonOf(emulator, parameters, { input: made })).rejects.toMatchObject({
			context: { itemIndex: 2 },
			description: expect.stringContaining('2 records were updated before.') as string,
		});
	});
});
