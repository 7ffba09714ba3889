import { describe, expect, it } from 'vitest';
import type { Emulator } from '../emulator/index.mts';
import { pass, stopTime } from './fast-forward.mts';
import { emulate, watching } from './world.mts';

const tableReads = ({ calls }: Emulator) =>
	calls.filter(({ path }) => path.startsWith('/api/v1/applications/')).length;

describe('fields by label', () => {
	const options = { pullInterval: 0, fieldNames: 'label', values: 'readable' };

	it('have the labels of the table, and two of one label stay apart', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator, { options });
		const { id: table } = emulator.tables.tasks;
		const { id } = emulator.records.create(table, {
			title: 'One',
			sdup000001: 'first',
			sdup000002: 'second',
		});
		emulator.records.update(table, id, { title: 'Two', sdup000002: 'changed' });
		await emulator.pingsSettled();
		expect(workflow.events).toMatchObject([
			{
				changed_fields: [],
				record: {
					Title: 'One',
					'Note (sdup000001)': 'first',
					'Note (sdup000002)': 'second',
					id,
				},
				previous: {},
			},
			{
				changed_fields: ['Title', 'Note (sdup000002)'],
				record: {
					Title: 'Two',
					'Note (sdup000001)': 'first',
					'Note (sdup000002)': 'changed',
					id,
				},
				previous: { Title: 'One', 'Note (sdup000002)': 'second' },
			},
		]);
		const records = workflow.events.map(({ record }) => Object.keys(record as object));
		expect(records.flat()).not.toContain('sdup000001');
	});

	it('cost one call a table a day', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator, { options });
		const change = async () => {
			emulator.records.create(emulator.tables.tasks.id, {});
			emulator.records.create(emulator.tables.contacts.id, {});
			await pass(30_000);
		};
		const before = tableReads(emulator);
		for (let n = 0; n < 19; n++) await change();
		expect(tableReads(emulator) - before).toBe(2);
		await pass(24 * 3_600_000);
		await change();
		expect(tableReads(emulator) - before).toBe(4);
		expect(workflow.events.length).toBe(40);
	});

	it('are read anew for a field that is not known', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator, { options });
		const { id: table, structure } = emulator.tables.tasks;
		emulator.records.create(table, { title: 'One' });
		await pass(120_000);
		const added = { slug: 'snew000001', label: 'Brand New', field_type: 'textfield', params: {} };
		structure.push(added);
		emulator.records.create(table, { title: 'Two', snew000001: 'here' });
		await pass(30_000);
		expect(workflow.events).toMatchObject([
			{ record: { Title: 'One' } },
			{ record: { Title: 'Two', 'Brand New': 'here' } },
		]);
	});

	it('stay slugs where the table cannot be read, and hold up no event', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator, { options });
		const path = '/api/v1/applications/';
		emulator.faults.next({ path }, { status: 403, body: { detail: 'no' } });
		emulator.records.create(emulator.tables.tasks.id, { title: 'Forbidden' });
		await pass(30_000);
		expect(workflow.events).toMatchObject([{ record: { title: 'Forbidden' } }]);

		emulator.faults.next({ path }, { status: 503 }, 1);
		emulator.records.create(emulator.tables.contacts.id, { title: 'At the second try' });
		await pass(30_000);
		expect(workflow.events).toMatchObject([{}, { record: { Title: 'At the second try' } }]);
	});
});
