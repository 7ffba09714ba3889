import { describe, expect, it } from 'vitest';
import { call, createWebhook, definition, emulate, emulateEvents, rpc } from './harness.mts';
import type { Emulator } from './index.mts';

const slugsOf = (body: unknown) =>
	(body as { structure: Array<{ slug: string }> }).structure.map(({ slug }) => slug);

const tableAt = ({ tables }: Emulator) => `/api/v1/applications/${tables.tasks.id}/`;

describe('a table that somebody deleted', () => {
	it('is no longer there for any call, until a reset', async () => {
		const { emulator, id } = await emulateEvents(1);
		const { solution, tables } = emulator;
		const record = emulator.records.create(tables.tasks.id);
		emulator.elsewhere.removeTable(tables.tasks.id);
		const list = `/api/v1/applications/?solution=${solution.id}`;
		expect((await call(emulator, 'GET', list)).body).toEqual([tables.contacts]);
		for (const [method, path] of [
			['GET', ''],
			['POST', 'records/'],
			['POST', 'records/list/'],
			['GET', `records/${record.id}/`],
			['PATCH', `records/${record.id}/`],
			['DELETE', `records/${record.id}/`],
		] as const) {
			const body = method === 'GET' ? undefined : {};
			const reply = await call(emulator, method, tableAt(emulator) + path, body);
			expect([method, path, reply.status]).toEqual([method, path, 404]);
		}
		const filter = { applications: { application_ids: [tables.tasks.id] } };
		const webhook = definition(emulator, { filter });
		expect((await rpc(emulator, 'CreateWebhook', { webhook })).status).toBe(404);
		expect(emulator.webhooks.find((one) => one.id === id)?.events).toHaveLength(2);
		expect((await call(emulator, 'GET', '/_emulator/state')).status).toBe(200);

		emulator.reset();
		expect((await call(emulator, 'GET', list)).body).toEqual([tables.tasks, tables.contacts]);
		const records = await call(emulator, 'POST', `${tableAt(emulator)}records/list/`, {});
		expect(records.body).toMatchObject({ total: 3 });
	});

	it('has to be there before', async () => {
		const emulator = await emulate();
		expect(() => emulator.elsewhere.removeTable('none')).toThrow("no table 'none'");
	});
});

describe('a field that somebody deleted', () => {
	it('is in no table and no record any more, until a reset', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		await createWebhook(emulator);
		const before = slugsOf((await call(emulator, 'GET', tableAt(emulator))).body);
		const { id } = emulator.records.create(tasks.id, { sestimate1: '5' });
		emulator.elsewhere.removeField(tasks.id, 'sestimate1');
		const after = slugsOf((await call(emulator, 'GET', tableAt(emulator))).body);
		expect(after).toEqual(before.filter((slug) => slug !== 'sestimate1'));
		emulator.records.update(tasks.id, id, { title: 'later' });
		const events = emulator.webhooks[0]?.events.map(({ event }) => event.record_event_data);
		expect(events).toMatchObject([{ data: { sestimate1: '5' } }, { previous: { title: '' } }]);
		expect(events?.[1]).not.toHaveProperty('data.sestimate1');
		const application = { application_id: tasks.id, field_ids: ['sestimate1'] };
		const webhook = definition(emulator, { filter: { application } });
		expect((await rpc(emulator, 'CreateWebhook', { webhook })).status).toBe(400);

		emulator.reset();
		expect(slugsOf((await call(emulator, 'GET', tableAt(emulator))).body)).toEqual(before);
	});

	it('has to be there before', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		expect(() => emulator.elsewhere.removeField(tasks.id, 'none')).toThrow("no field 'none'");
	});
});
