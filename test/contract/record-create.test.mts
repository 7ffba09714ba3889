import { describe, expect, it } from 'vitest';

import { execute } from './action.mts';
import { callsIn, jsonOf, ofRecord } from './records.mts';
import { shown } from './shown.mts';
import { credentialFor, emulate } from './world.mts';

describe('Record > Create', () => {
	it('takes labels and gives the record by labels, with what tells it from others', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const [item] = await jsonOf(
			emulator,
			ofRecord('create', tasks.id, {
				json: { Title: 'Call Ada', Status: 'In Progress', 'Assigned To': 'ada@example.com' },
			}),
		);
		expect(item).toMatchObject({
			Title: 'Call Ada',
			Status: 'In Progress',
			'Assigned To': [{ name: 'Ada Lovelace' }],
			table_id: tasks.id,
		});
		expect(item?.record_id).toMatch(/^[0-9a-f]{24}$/);
		expect(item?.record_url).toContain(`${tasks.id}/`);
		expect(item).not.toHaveProperty('not_stored');
	});

	it('writes 25 records a call, in order, each paired with its item', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const input = Array.from({ length: 60 }, (_, nth) => ({ Title: `Task ${nth}` }));
		const items = await execute(
			credentialFor(emulator),
			ofRecord('create', tasks.id, { json: '={{ $json }}' }),
			{ input },
		);
		expect(items.map(({ json, pairedItem }) => [json.Title, pairedItem])).toEqual(
			input.map(({ Title }, item) => [Title, { item }]),
		);
		expect(callsIn(emulator).filter((call) => call.includes('bulk'))).toHaveLength(3);
	});

	it('refuses a wrong label before any record is written, with the item and the choices', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const input = [{ Title: 'Good' }, { Title: 'Bad', Status: 'Nearly' }];
		const run = execute(
			credentialFor(emulator),
			ofRecord('create', tasks.id, { json: '={{ $json }}' }),
			{ input },
		);
		const { message, description, context } = await shown(run);
		expect({ message, context }).toMatchObject({
			message: "'Status' has no choice 'Nearly'",
			context: { itemIndex: 1 },
		});
		expect(description).toContain('In Progress');
		expect(callsIn(emulator).filter((call) => /POST .*records/.test(call))).toEqual([]);
	});

	it.each([1, 2])('refuses %i records without what the table requires', async (howMany) => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const priority = tasks.structure.find(({ slug }) => slug === 'priority');
		if (priority) priority.params = { ...priority.params, required: true };
		const input = Array.from({ length: howMany }, () => ({ Title: 'Task' }));
		const parameters = ofRecord('create', tasks.id, { json: '={{ $json }}' });
		const failed = await shown(execute(credentialFor(emulator), parameters, { input }));
		expect(failed.message).toBe("'Priority' is required in this table");
		expect(callsIn(emulator).filter((call) => /POST .*records/.test(call))).toEqual([]);
	});
});
