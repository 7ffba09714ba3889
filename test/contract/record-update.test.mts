import { describe, expect, it } from 'vitest';

import { execute } from './action.mts';
import { callsIn, jsonOf, ofRecord } from './records.mts';
import { credentialFor, emulate } from './world.mts';

/** Tasks made by somebody, with what the parameters of an update need. */
async function withTasks(howMany: number) {
	const emulator = await emulate();
	const { tasks } = emulator.tables;
	const ids = Array.from(
		{ length: howMany },
		(_, nth) => emulator.records.create(tasks.id, { title: `Task ${nth}` }).id,
	);
	const parameters = ofRecord('update', tasks.id, {
		record: '={{ $json.id }}',
		json: '={{ $json.fields }}',
	});
	return { emulator, tasks, ids, parameters };
}

describe('Record > Update', () => {
	it('changes 25 records a call, and reads those that SmartSuite left out of its answers at once', async () => {
		const { emulator, ids, parameters } = await withTasks(60);
		const input = ids.map((id, nth) => ({
			id,
			fields: { Title: nth % 2 === 0 ? `Task ${nth}` : `Changed ${nth}` },
		}));
		const items = await execute(credentialFor(emulator), parameters, { input });
		expect(items.map(({ json, pairedItem }) => [json.record_id, json.Title, pairedItem])).toEqual(
			input.map(({ id, fields }, item) => [id, fields.Title, { item }]),
		);
		expect(callsIn(emulator).filter((call) => call.includes('/records/'))).toEqual([
			'PATCH /api/v1/applications/*/records/bulk/',
			'PATCH /api/v1/applications/*/records/bulk/',
			'PATCH /api/v1/applications/*/records/bulk/',
			'POST /api/v1/applications/*/records/list/',
		]);
	});

	it('leaves alone what nobody gave, and clears what is given as null, an empty text or an empty list', async () => {
		const { emulator, tasks, parameters } = await withTasks(0);
		const { id } = emulator.records.create(tasks.id, {
			title: 'Full',
			status: 'in_progress',
			priority: 'Qx3uC',
			assigned_to: [emulator.members[0]?.id],
		});
		const input = [{ id, fields: { Priority: null, 'Assigned To': [] } }];
		const [item] = await jsonOf(emulator, parameters, { input });
		expect(item).toMatchObject({
			Title: 'Full',
			Status: 'In Progress',
			Priority: null,
			'Assigned To': [],
		});
		expect(item).not.toHaveProperty('not_stored');
	});

	it('tells what SmartSuite did not store, at no further call', async () => {
		const { emulator, ids, parameters } = await withTasks(1);
		const nobody = 'a'.repeat(24);
		const input = [{ id: ids[0], fields: { Title: 'New', 'Assigned To': nobody } }];
		const [item] = await jsonOf(emulator, parameters, { input });
		expect(item).toMatchObject({ Title: 'New', 'Assigned To': [], not_stored: ['Assigned To'] });
		expect(callsIn(emulator).filter((call) => call.includes('/records/'))).toHaveLength(1);
	});

	it('costs no other record one that is gone', async () => {
		const { emulator, tasks, ids, parameters } = await withTasks(3);
		emulator.records.delete(tasks.id, ids[1] ?? '');
		const input = ids.map((id) => ({ id, fields: { Title: 'Changed' } }));
		const items = await jsonOf(emulator, parameters, { input, continueOnFail: true });
		expect(items.map(({ Title, error }) => Title ?? typeof error)).toEqual([
			'Changed',
			'string',
			'Changed',
		]);
	});

	it('names the item that is to blame where the run stops', async () => {
		const { emulator, tasks, ids, parameters } = await withTasks(3);
		emulator.records.delete(tasks.id, ids[1] ?? '');
		const input = ids.map((id) => ({ id, fields: { Title: 'Changed' } }));
		await expect(jsonOf(emulator, parameters, { input })).rejects.toMatchObject({
			context: { itemIndex: 1 },
		});
	});

	it('refuses an item with nothing to update before any call is made', async () => {
		const { emulator, ids, parameters } = await withTasks(2);
		const input = [
			{ id: ids[0], fields: { Title: 'Changed' } },
			{ id: ids[1], fields: {} },
		];
		await expect(jsonOf(emulator, parameters, { input })).rejects.toMatchObject({
			message: 'There is nothing to update',
			context: { itemIndex: 1 },
		});
		expect(callsIn(emulator).filter((call) => call.startsWith('PATCH'))).toEqual([]);
	});

	it('writes a record that two items name once, the later values, and both get it', async () => {
		const { emulator, ids, parameters } = await withTasks(1);
		const input = [{ Title: 'One', Status: 'Backlog' }, { Title: 'Two' }].map((fields) => ({
			id: ids[0],
			fields,
		}));
		const items = await jsonOf(emulator, parameters, { input });
		expect(items[0]).toMatchObject({ Title: 'Two', Status: 'Backlog' });
		expect(items[0]).not.toHaveProperty('not_stored');
		expect(items[1]).toEqual(items[0]);
		expect(callsIn(emulator).filter((call) => call.startsWith('PATCH'))).toHaveLength(1);
	});
});
