import { describe, expect, it } from 'vitest';

import { execute } from './action.mts';
import { callsIn, jsonOf, ofRecord } from './records.mts';
import { credentialFor, emulate } from './world.mts';

const byTitle = { matchFields: ['Title'] };

describe('Record > Create or Update', () => {
	it('creates, updates and leaves alone, in one run', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const input = [
			{ Title: 'Write the announcement', Status: 'In Progress' },
			{ Title: 'Order new laptops', Status: 'Complete' },
			{ Title: 'Something new' },
		];
		const items = await jsonOf(
			emulator,
			ofRecord('upsert', tasks.id, { json: '={{ $json }}', ...byTitle }),
			{ input },
		);
		expect(items.map(({ Title, operation }) => [Title, operation])).toEqual([
			['Write the announcement', 'unchanged'],
			['Order new laptops', 'updated'],
			['Something new', 'created'],
		]);
	});

	it('costs a call for fifty to look up and one for 25 to write', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const first = Array.from({ length: 50 }, (_, nth) => ({ Title: `Row ${nth}`, 'Due Date': '' }));
		const parameters = ofRecord('upsert', tasks.id, {
			json: '={{ ({ Title: $json.Title }) }}',
			...byTitle,
		});
		await execute(credentialFor(emulator), parameters, { input: first });
		emulator.calls.length = 0;
		const input = Array.from({ length: 100 }, (_, nth) => ({ Title: `Row ${nth}` }));
		const items = await jsonOf(emulator, parameters, { input });
		expect(items.filter(({ operation }) => operation === 'unchanged')).toHaveLength(50);
		expect(items.filter(({ operation }) => operation === 'created')).toHaveLength(50);
		expect(callsIn(emulator).filter((call) => /records/.test(call))).toHaveLength(4);
	});
});
