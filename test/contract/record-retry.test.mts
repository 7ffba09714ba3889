import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import type { Emulator } from '../emulator/index.mts';
import type { Run } from './action.mts';
import { fastForward } from './fast-forward.mts';
import { binary } from './files.mts';
import { callsIn, jsonOf, ofRecord } from './records.mts';
import { emulate } from './world.mts';

/** Runs the node twice as n8n's Retry On Fail does where the first try fails. */
async function inTwoTries(
	emulator: Emulator,
	parameters: INodeParameters,
	run: Run,
): Promise<IDataObject[]> {
	const tries = { ...run, tries: 2 };
	return await fastForward(() => jsonOf(emulator, parameters, tries));
}

const titled = (howMany: number) =>
	Array.from({ length: howMany }, (_, nth) => ({ Title: `New ${nth}` }));

describe('Retry On Fail', () => {
	// With the error output or "Continue" n8n tries again where the first item is an error.
	it.each([false, true])(
		'creates no record twice, where the node goes on after failures: %j',
		async (continueOnFail) => {
			const emulator = await emulate();
			const { tasks } = emulator.tables;
			const path = `/api/v1/applications/${tasks.id}/records/bulk/`;
			if (!continueOnFail) emulator.faults.next({ path }, { delayMs: 0 });
			emulator.faults.next({ path }, { status: 403 });
			const parameters = ofRecord('create', tasks.id, {
				json: '={{ $json }}',
				options: { batchSize: 2 },
			});
			const items = await inTwoTries(emulator, parameters, { input: titled(4), continueOnFail });
			expect(items.map(({ Title }) => Title)).toEqual(titled(4).map(({ Title }) => Title));
			expect(new Set(items.map(({ record_id }) => record_id)).size).toBe(4);
			expect(callsIn(emulator).filter((call) => call.includes('bulk'))).toHaveLength(3);
		},
	);

	it('creates anew in another execution', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const parameters = ofRecord('create', tasks.id, { json: { Title: 'One' } });
		const [first] = await jsonOf(emulator, parameters);
		const [second] = await jsonOf(emulator, parameters);
		expect(first?.record_id).not.toBe(second?.record_id);
	});

	it.each(['create', 'update', 'upsert'])('uploads no file twice: %s', async (operation) => {
		const emulator = await emulate();
		const { everything } = emulator.tables;
		const uploads = '/api/v1/recordfiles/';
		emulator.faults.next({ path: uploads }, { delayMs: 0 });
		emulator.faults.next({ path: uploads }, { status: 413, body: 'too large' });
		const input = ['A', 'B'].map((title) => ({
			Title: title,
			id: emulator.records.create(everything.id, { title: operation === 'create' ? '' : title }).id,
		}));
		const parameters = ofRecord(operation, everything.id, {
			record: '={{ $json.id }}',
			json: "={{ ({ Title: $json.Title, 'Files and Images': 'data' }) }}",
			matchFields: ['Title'],
		});
		const files = ['a.txt', 'b.txt'].map((name) => ({ data: binary(name) }));
		const items = await inTwoTries(emulator, parameters, { input, binary: files });
		const names = items.map((item) =>
			(item['Files and Images'] as IDataObject[]).map((f) => f.name),
		);
		expect(names).toEqual([['a.txt'], ['b.txt']]);
	});
});
