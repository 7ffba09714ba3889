import { describe, expect, it } from 'vitest';
import { credentialFor, emulate, onlyWebhookId, ping, watching } from './world.mts';

const TOKEN_HABITS = (['kept', 'absent', 'empty-string'] as const).flatMap((lastPageToken) =>
	(['same', 'absent', 'empty-string'] as const).map((emptyPageToken) => ({
		lastPageToken,
		emptyPageToken,
	})),
);

describe('the drain', () => {
	it('delivers a created, an updated and a deleted record, each once and simplified', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const { id: table } = emulator.tables.tasks;
		const { id } = emulator.records.create(table, { title: 'First light' });
		await emulator.pingsSettled();
		emulator.records.update(table, id, { title: 'Second light' });
		await emulator.pingsSettled();
		emulator.records.delete(table, id);
		await emulator.pingsSettled();
		expect(workflow.executions.map((items) => items.length)).toEqual([1, 1, 1]);
		expect(workflow.events).toMatchObject([
			{
				kind: 'RECORD_CREATED',
				webhook_id: onlyWebhookId(emulator),
				account_id: emulator.accountId,
				solution_id: emulator.solution.id,
				table_id: table,
				record_id: id,
				changed_fields: [],
				record: { title: 'First light' },
				previous: {},
			},
			{
				kind: 'RECORD_UPDATED',
				record_id: id,
				changed_fields: ['title'],
				record: { title: 'Second light' },
				previous: { title: 'First light' },
			},
			{ kind: 'RECORD_DELETED', record_id: id },
		]);
		expect(new Set(workflow.events.map(({ event_id }) => event_id)).size).toBe(3);
	});

	it('gives events as the API gave them when not simplified', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator, { simplify: false });
		const { id } = emulator.records.create(emulator.tables.tasks.id, { title: 'Raw' });
		await emulator.pingsSettled();
		expect(workflow.events).toMatchObject([
			{
				webhook_id: onlyWebhookId(emulator),
				kind: 'RECORD_CREATED',
				record_event_data: { record_id: id, data: { title: 'Raw' }, previous: {} },
			},
		]);
	});

	it.each(TOKEN_HABITS)('goes on where it stood with tokens as in %o', async (switches) => {
		const emulator = await emulate({ switches: { ...switches, pageSizeMax: 2 } });
		const workflow = await watching(emulator);
		for (const round of [1, 2, 3]) {
			for (const part of ['a', 'b', 'c']) {
				emulator.records.create(emulator.tables.tasks.id, { title: `${round}${part}` });
			}
			await emulator.pingsSettled();
		}
		const titles = workflow.events.map(({ record }) => (record as { title: string }).title);
		expect(titles).toEqual(['1a', '1b', '1c', '2a', '2b', '2c', '3a', '3b', '3c']);
	});

	it('delivers each event once when fifty pings arrive together, in a few calls', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator, { options: {} });
		const callsBefore = emulator.calls.length;
		for (let n = 0; n < 50; n++)
			emulator.records.create(emulator.tables.tasks.id, { title: `${n}` });
		await emulator.pingsSettled();
		const titles = workflow.events.map(({ record }) => (record as { title: string }).title);
		expect(titles).toEqual(Array.from({ length: 50 }, (_, n) => `${n}`));
		expect(emulator.pings.map(({ status }) => status)).toEqual(Array(50).fill(200));
		expect(emulator.calls.length - callsBefore).toBeLessThanOrEqual(4);
	});

	it('fetches by itself what exceeds one execution', async () => {
		const emulator = await emulate({ switches: { pingsPer: 'batch' } });
		const workflow = await watching(emulator);
		for (let n = 0; n < 1_025; n++) emulator.records.create(emulator.tables.tasks.id, {});
		await expect.poll(() => workflow.events.length, { timeout: 10_000 }).toBe(1_025);
		await emulator.pingsSettled();
		expect(Math.max(...workflow.executions.map((items) => items.length))).toBe(500);
		expect(new Set(workflow.events.map(({ event_id }) => event_id)).size).toBe(1_025);
	});

	it('delivers what it has read when a later page fails, and the rest by itself', async () => {
		const emulator = await emulate({ switches: { pageSizeMax: 2, pingsPer: 'batch' } });
		const workflow = await watching(emulator);
		emulator.faults.next({ rpc: 'ListEvents' }, { delayMs: 0 });
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 });
		for (const title of ['a', 'b', 'c'])
			emulator.records.create(emulator.tables.tasks.id, { title });
		await expect.poll(() => workflow.events.length).toBe(3);
		expect(workflow.executions.map((items) => items.length)).toEqual([2, 1]);
	});

	it('repeats and misses nothing when n8n restarts between two pings', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		for (const title of ['before', 'after', 'later']) {
			emulator.records.create(emulator.tables.tasks.id, { title });
			await emulator.pingsSettled();
			await workflow.restart();
		}
		const titles = workflow.events.map(({ record }) => (record as { title: string }).title);
		expect(titles).toEqual(['before', 'after', 'later']);
		expect(emulator.calls.filter(({ rpc }) => rpc === 'CreateWebhook').length).toBe(1);
	});

	it('finds its webhook again when static data is wiped, and repeats nothing', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		for (const title of ['before', 'after']) {
			emulator.records.create(emulator.tables.tasks.id, { title });
			await emulator.pingsSettled();
			workflow.savedStaticData = '{}';
		}
		expect(workflow.events).toMatchObject([
			{ record: { title: 'before' } },
			{ record: { title: 'after' } },
		]);
	});

	it('reads properties and field types nobody has heard of, in either casing, untouched', async () => {
		for (const casing of ['snake', 'camel'] as const) {
			const emulator = await emulate({ switches: { casing, unknownExtras: true } });
			const workflow = await watching(emulator);
			const strange = { s_new_field: { kind: 'hologram', 'odd key': [1, { camelCase: true }] } };
			emulator.records.create(emulator.tables.tasks.id, { title: 'Odd', ...strange });
			await emulator.pingsSettled();
			expect(workflow.events).toMatchObject([
				{ kind: 'RECORD_CREATED', record: { title: 'Odd', ...strange } },
			]);
		}
	});

	it('reads the credential once for many pings', async () => {
		const emulator = await emulate();
		const credential = credentialFor(emulator);
		const workflow = await watching(emulator, {}, credential);
		await ping(workflow, { webhookId: onlyWebhookId(emulator) });
		const readsBefore = credential.reads;
		await ping(workflow, { webhookId: onlyWebhookId(emulator) });
		expect(emulator.calls.filter(({ rpc }) => rpc === 'ListEvents')).toHaveLength(2);
		expect(credential.reads).toBe(readsBefore);
	});
});
