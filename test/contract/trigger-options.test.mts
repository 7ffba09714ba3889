import { describe, expect, it } from 'vitest';
import { titlesOf } from './changes.mts';
import { shown } from './shown.mts';
import { emulate, watching } from './world.mts';

describe('changed_fields', () => {
	it('names the fields that have a previous value, and none for a new or a deleted record', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const { id: table } = emulator.tables.tasks;
		const { id } = emulator.records.create(table, { title: 'One', priority: '3u0Cl' });
		emulator.records.update(table, id, { title: 'Two', priority: 'Qx3uC' });
		emulator.records.update(table, id, { sestimate1: '5' });
		emulator.records.delete(table, id);
		await emulator.pingsSettled();
		const changes = workflow.events.map(({ kind, changed_fields, previous }) => ({
			kind,
			changed_fields,
			previous,
		}));
		expect(changes).toEqual([
			{ kind: 'RECORD_CREATED', changed_fields: [], previous: {} },
			{
				kind: 'RECORD_UPDATED',
				changed_fields: ['title', 'priority'],
				previous: { title: 'One', priority: '3u0Cl' },
			},
			{ kind: 'RECORD_UPDATED', changed_fields: ['sestimate1'], previous: { sestimate1: null } },
			{ kind: 'RECORD_DELETED', changed_fields: [], previous: {} },
		]);
	});
});

describe('changed_fields where SmartSuite gives all values of before', () => {
	it.each([
		{ fieldNames: 'slug', names: ['title', 'last_updated'] },
		{ fieldNames: 'label', names: ['Title', 'Last Updated'] },
	])('names those that differ, by $fieldNames', async ({ fieldNames, names }) => {
		const emulator = await emulate({ switches: { previousContents: 'all' } });
		const workflow = await watching(emulator, { options: { pullInterval: 0, fieldNames } });
		const { id: table } = emulator.tables.tasks;
		const { id } = emulator.records.create(table, { title: 'One', priority: '3u0Cl' });
		await emulator.clock.advance(1_000);
		emulator.records.update(table, id, { title: 'Two' });
		await emulator.pingsSettled();
		expect(workflow.events.at(-1)?.changed_fields).toEqual(names);
	});
});

describe('options without a meaning', () => {
	it.each([
		[{ options: { keepAliveHours: 'daily' } }, "'Keep-Alive Hours' is not a number: 'daily'"],
		[{ options: { keepAliveHours: 200 } }, "'Keep-Alive Hours' is out of range: '200'"],
		[{ options: { pullInterval: '-1' } }, "'Pull Interval' is out of range: '-1'"],
		[{ options: { fieldNames: 'name' } }, "'Field Names' has no such choice: 'name'"],
		[{ simplify: 'a little' }, "'Simplify' is neither true nor false: 'a little'"],
	])('are refused when the workflow is published: %j', async (parameters, message) => {
		const emulator = await emulate();
		expect(await shown(watching(emulator, parameters))).toMatchObject({ message });
		expect(emulator.webhooks).toEqual([]);
	});

	it('are read in words', async () => {
		const emulator = await emulate();
		const options = { pullInterval: '0', fieldNames: 'Label', keepAliveHours: ' 12 ' };
		const workflow = await watching(emulator, { events: 'created', simplify: 'true', options });
		emulator.records.create(emulator.tables.tasks.id, { title: 'One' });
		await emulator.pingsSettled();
		expect(workflow.events).toMatchObject([{ kind: 'RECORD_CREATED', record: { Title: 'One' } }]);
	});
});

describe('ignored members', () => {
	it('start nothing by what they create, update and delete; everybody else does', async () => {
		const emulator = await emulate();
		const ignored = emulator.members[0]?.id ?? '';
		const other = emulator.members[1]?.id ?? '';
		const options = { pullInterval: 0, ignoreMembers: [ignored] };
		const workflow = await watching(emulator, { options });
		const { id: table } = emulator.tables.tasks;
		const { id: ofIgnored } = emulator.records.create(table, { title: 'A' }, ignored);
		emulator.records.update(table, ofIgnored, { title: 'B' }, ignored);
		await emulator.pingsSettled();
		expect(workflow.executions).toEqual([]);

		emulator.records.update(table, ofIgnored, { title: 'C' }, other);
		const { id: ofOther } = emulator.records.create(table, { title: 'D' }, other);
		// Last updated by the other, deleted by the ignored one; and the other way round.
		emulator.records.delete(table, ofOther, ignored);
		emulator.records.update(table, ofIgnored, { title: 'E' }, ignored);
		emulator.records.delete(table, ofIgnored, other);
		await emulator.pingsSettled();
		expect(workflow.events.map(({ kind, record_id }) => ({ kind, record_id }))).toEqual([
			{ kind: 'RECORD_UPDATED', record_id: ofIgnored },
			{ kind: 'RECORD_CREATED', record_id: ofOther },
			{ kind: 'RECORD_DELETED', record_id: ofIgnored },
		]);
		expect(titlesOf(workflow)).toEqual(['C', 'D', 'E']);
	});

	it('are read past once: their changes are not read again', async () => {
		const emulator = await emulate();
		const ignored = emulator.members[0]?.id ?? '';
		const options = { pullInterval: 0, ignoreMembers: [ignored] };
		const workflow = await watching(emulator, { options });
		const { id: table } = emulator.tables.tasks;
		// Two, because a page with a single event may be read again.
		for (let n = 0; n < 2; n++) emulator.records.create(table, {}, ignored);
		await emulator.pingsSettled();
		await workflow.restart();
		emulator.records.create(table, { title: 'Ours' });
		await emulator.pingsSettled();
		expect(titlesOf(workflow)).toEqual(['Ours']);
		const tokens = emulator.calls
			.filter(({ rpc }) => rpc === 'ListEvents')
			.map(({ requestBody }) => (requestBody as { page_token: string }).page_token);
		expect(tokens.filter((token) => token === '').length).toBe(1);
	});
});
