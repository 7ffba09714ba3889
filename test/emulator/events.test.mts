import { describe, expect, it } from 'vitest';
import { createWebhook, emulate, listEvents, rpc } from './harness.mts';
import type { Switches } from './index.mts';
import type { JsonObject } from './types.mts';

/** An emulator with one webhook and so many events. */
async function withEvents(count: number, switches: Partial<Switches> = {}) {
	const emulator = await emulate({ switches });
	const id = await createWebhook(emulator);
	for (let n = 0; n < count; n++) emulator.records.create(emulator.tables.tasks.id);
	return { emulator, id };
}

describe('an event', () => {
	it('carries the whole record, and what changed before', async () => {
		const { emulator, id } = await withEvents(0);
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
		const { emulator, id } = await withEvents(0, { deletedData: what });
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
		const { emulator, id } = await withEvents(0, { previousContents: what });
		const { tasks } = emulator.tables;
		const record = emulator.records.create(tasks.id, { title: 'x' });
		await emulator.clock.advance(1);
		emulator.records.update(tasks.id, record.id, { title: 'y' });
		const { body } = await rpc(emulator, 'ListEvents', { webhook_id: id });
		const { events } = body as { events: Array<{ record_event_data: { previous: JsonObject } }> };
		expect(Object.keys(events[1]?.record_event_data.previous ?? {})).toEqual(slugs);
	});

	it('does not come from an update that changes nothing', async () => {
		const { emulator, id } = await withEvents(0);
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

describe('pages of events', () => {
	it('go on from the token, oldest first, to an empty page with the same token', async () => {
		const { emulator, id } = await withEvents(5);
		const first = await listEvents(emulator, id, { page_size: '2', page_token: '' });
		expect(first).toEqual({ numbers: [1, 2], token: '8991602' });
		const second = await listEvents(emulator, id, { page_size: 4, page_token: first.token });
		expect(second).toEqual({ numbers: [3, 4, 5], token: '8991605' });
		const third = await listEvents(emulator, id, { page_token: second.token });
		expect(third).toEqual({ numbers: undefined, token: '8991605' });
		emulator.records.create(emulator.tables.tasks.id);
		const fourth = await listEvents(emulator, id, { page_token: third.token });
		expect(fourth).toEqual({ numbers: [6], token: '8991606' });
	});

	it.each([
		['kept', '8991602'],
		['absent', undefined],
		['empty-string', ''],
	] as const)('end with a token that is %s', async (lastPageToken, token) => {
		const { emulator, id } = await withEvents(2, { lastPageToken });
		expect(await listEvents(emulator, id)).toEqual({ numbers: [1, 2], token });
		expect(await listEvents(emulator, id, { page_size: '1' })).toEqual({
			numbers: [1],
			token: '8991601',
		});
	});

	it.each([
		['same', '8991602'],
		['absent', undefined],
		['empty-string', ''],
	] as const)('have, when empty, a token that is %s', async (emptyPageToken, token) => {
		const { emulator, id } = await withEvents(2, { emptyPageToken });
		const page = await listEvents(emulator, id, { page_token: '8991602' });
		expect(page).toEqual({ numbers: undefined, token });
	});

	it('hold 50 events unless asked, and at most what the server gives', async () => {
		const { emulator, id } = await withEvents(60, { pageSizeMax: 55 });
		const sizes = [];
		for (const page_size of [undefined, '', '0', '3', 55, '56']) {
			sizes.push((await listEvents(emulator, id, { page_size })).numbers?.length);
		}
		expect(sizes).toEqual([50, 50, 50, 3, 55, 55]);
		emulator.switches.pageSizeOverMax = 'refuse';
		const reply = await rpc(emulator, 'ListEvents', { webhook_id: id, page_size: '56' });
		expect(reply).toMatchObject({ status: 400, body: { meta: { argument: 'page_size' } } });
	});

	it('are refused for a token that nobody gave, or start again, or stay empty', async () => {
		const { emulator, id } = await withEvents(1);
		const request = { webhook_id: id, page_token: 'nonsense' };
		expect((await rpc(emulator, 'ListEvents', request)).status).toBe(400);
		emulator.switches.invalidToken = 'from-start';
		expect((await listEvents(emulator, id, request)).numbers).toEqual([1]);
		emulator.switches.invalidToken = 'empty';
		expect((await listEvents(emulator, id, request)).numbers).toBeUndefined();
	});

	it('show an event late, or lose it after its retention, with the switches', async () => {
		const { emulator, id } = await withEvents(1, {
			eventsVisibleAfterMs: 500,
			eventRetentionDays: 2,
		});
		expect((await listEvents(emulator, id)).numbers).toBeUndefined();
		await emulator.clock.advance(500);
		expect((await listEvents(emulator, id)).numbers).toEqual([1]);
		await emulator.clock.advance(2 * 86_400_000);
		expect((await listEvents(emulator, id)).numbers).toBeUndefined();
	});
});
