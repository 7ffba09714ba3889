import { describe, expect, it } from 'vitest';
import { createWebhook, emulate, emulateEvents, listEvents, rpc } from './harness.mts';
import type { JsonObject } from './types.mts';

describe('an event', () => {
	it('carries the whole record, and what changed before', async () => {
		const { emulator, id } = await emulateEvents(0);
		const { tasks } = emulator.tables;
		const created = emulator.records.create(tasks.id, { title: 'old', sdone00001: true });
		const updated = emulator.records.update(tasks.id, created.id, {
			title: 'new',
			status: 'complete',
		});
		const { body } = await rpc(emulator, 'ListEvents', { webhook_id: id });
		const locator = { account_id: emulator.accountId, solution_id: emulator.solution.id };
		const { events } = body as { events: JsonObject[] };
		expect(events[1]).toEqual({
			webhook_id: id,
			locator,
			event_id: `${id}.2`,
			kind: 'RECORD_UPDATED',
			event_at: new Date(emulator.clock.now()).toISOString(),
			record_event_data: {
				record_id: created.id,
				locator: { ...locator, application_id: tasks.id },
				data: updated,
				previous: { title: 'old', status: created.status },
			},
			ctx: {
				change_id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
				change_size: 1,
				batch_id: expect.stringMatching(/^[0-9a-f]{24}$/) as string,
				batch_size: 1,
				source: 'UNKNOWN',
				handler: 'INTERACTIVE',
			},
		});
	});

	it.each(['whole', 'id-only', 'empty'] as const)('of a deletion has %s data', async (what) => {
		const { emulator, id } = await emulateEvents(0, { deletedData: what });
		const { tasks } = emulator.tables;
		const record = emulator.records.create(tasks.id, { title: 'x' });
		const deleted = emulator.records.delete(tasks.id, record.id);
		const { body } = await rpc(emulator, 'ListEvents', { webhook_id: id });
		const { events } = body as { events: Array<{ record_event_data: { data: JsonObject } }> };
		const expected = { whole: deleted, 'id-only': { id: record.id }, empty: {} }[what];
		expect(events[1]?.record_event_data.data).toEqual(expected);
	});

	it.each([
		['changed', ['title']],
		['changed-and-system', ['title', 'last_updated']],
		['empty', []],
	] as const)('of an update has, with previousContents %s, %j', async (what, slugs) => {
		const { emulator, id } = await emulateEvents(0, { previousContents: what });
		const { tasks } = emulator.tables;
		const record = emulator.records.create(tasks.id, { title: 'x' });
		await emulator.clock.advance(1);
		emulator.records.update(tasks.id, record.id, { title: 'y' });
		const { body } = await rpc(emulator, 'ListEvents', { webhook_id: id });
		const { events } = body as { events: Array<{ record_event_data: { previous: JsonObject } }> };
		expect(Object.keys(events[1]?.record_event_data.previous ?? {})).toEqual(slugs);
	});

	it('does not come from an update that changes nothing', async () => {
		const { emulator, id } = await emulateEvents(0);
		const { tasks } = emulator.tables;
		const record = emulator.records.create(tasks.id, { title: 'same', status: 'backlog' });
		emulator.records.update(tasks.id, record.id, { title: 'same', status: 'backlog' });
		expect((await listEvents(emulator, id)).numbers).toEqual([1]);
	});
});

describe('a filter', () => {
	async function kindsSeen(filter: (ids: { tasks: string; contacts: string }) => JsonObject) {
		const emulator = await emulate();
		const { tasks, contacts } = emulator.tables;
		const id = await createWebhook(emulator, {
			filter: filter({ tasks: tasks.id, contacts: contacts.id }),
		});
		const task = emulator.records.create(tasks.id, { title: 'a' });
		emulator.records.update(tasks.id, task.id, { title: 'b' });
		emulator.records.update(tasks.id, task.id, { sdup000001: 'c' });
		emulator.records.delete(tasks.id, task.id);
		emulator.records.create(contacts.id);
		emulator.records.create(emulator.tables.deals.id);
		const { body } = await rpc(emulator, 'ListEvents', { webhook_id: id });
		const { events } = body as { events: Array<{ kind: string }> };
		return events.map(({ kind }) => kind.replace('RECORD_', '')).join(' ');
	}

	it('on the solution lets all of its tables pass, and no other solution', async () => {
		const seen = await kindsSeen(() => ({ solution: {} }));
		expect(seen).toBe('CREATED UPDATED UPDATED DELETED CREATED');
	});

	it('on tables lets those pass', async () => {
		const seen = await kindsSeen(({ contacts }) => ({
			applications: { application_ids: [contacts] },
		}));
		expect(seen).toBe('CREATED');
	});

	it('on fields lets updates of those pass, and every creation and deletion', async () => {
		const seen = await kindsSeen(({ tasks }) => ({
			application: { application_id: tasks, field_ids: ['title'] },
		}));
		expect(seen).toBe('CREATED UPDATED DELETED');
	});

	it('on kinds lets those pass', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		await createWebhook(emulator, { kinds: ['RECORD_DELETED'] });
		const record = emulator.records.create(tasks.id);
		emulator.records.delete(tasks.id, record.id);
		expect(emulator.webhooks[0]?.events).toMatchObject([{ event: { kind: 'RECORD_DELETED' } }]);
	});
});
