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
		expect(Math.max(...workflow.executions.map((items) => items.length))).toBe(1_000);
		expect(new Set(workflow.events.map(({ event_id }) => event_id)).size).toBe(1_025);
	});

	it('answers a ping with 200 and nothing else', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.records.create(emulator.tables.tasks.id, {});
		await emulator.pingsSettled();
		expect(emulator.pings).toMatchObject([{ status: 200, responseBody: '' }]);
		const withNothingNew = await ping(workflow, { webhookId: onlyWebhookId(emulator) });
		expect(withNothingNew).toEqual({ status: 200, body: '' });
		expect(workflow.executions.length).toBe(1);
	});

	it('answers 503 when nothing could be read, and delivers once it can', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 });
		emulator.records.create(emulator.tables.tasks.id, { title: 'Late' });
		await emulator.pingsSettled();
		expect(emulator.pings.map(({ status }) => status)).toEqual([503]);
		expect(workflow.executions).toEqual([]);
		const answer = await ping(workflow, { webhookId: onlyWebhookId(emulator) });
		expect(answer).toEqual({ status: 200, body: '' });
		expect(workflow.events).toMatchObject([{ record: { title: 'Late' } }]);
	});

	it('answers joined pings as the drain they joined, not before', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const body = { webhookId: onlyWebhookId(emulator) };
		emulator.faults.next({ rpc: 'ListEvents' }, { delayMs: 100 });
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 });
		const answers = await Promise.all([1, 2, 3, 4].map(() => ping(workflow, body)));
		expect(answers.map(({ status }) => status)).toEqual([200, 503, 503, 503]);
		expect(emulator.calls.filter(({ rpc }) => rpc === 'ListEvents').length).toBe(2);
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

	it('leaves the cursor where it was when n8n cannot store the execution', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		workflow.cannotRun = true;
		emulator.records.create(emulator.tables.tasks.id, { title: 'Not lost' });
		await emulator.pingsSettled();
		expect(emulator.pings.map(({ status }) => status)).toEqual([500]);
		workflow.cannotRun = false;
		await ping(workflow, { webhookId: onlyWebhookId(emulator) });
		expect(workflow.events).toMatchObject([{ record: { title: 'Not lost' } }]);
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
		// One for each request's authentication, none for hosts and pace.
		const calls = emulator.calls.filter(({ rpc }) => rpc === 'ListEvents').length;
		expect(credential.reads - readsBefore).toBe(calls / 2);
	});
});

describe('a ping that is not ours', () => {
	it.each([
		['no webhook', { locator: {} }],
		['an id that is no text', { webhookId: { $ne: '' } }],
		['a list', []],
		['a word', '"hello"'],
		['nothing', 'null'],
		['1 MB of junk', { junk: 'x'.repeat(1_000_000) }],
	])('naming %s costs no call and starts nothing', async (_, body) => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.records.create(emulator.tables.tasks.id, {});
		await emulator.pingsSettled();
		const callsBefore = emulator.calls.length;
		expect(await ping(workflow, body)).toEqual({ status: 200, body: '' });
		expect(emulator.calls.length).toBe(callsBefore);
		expect(workflow.executions.length).toBe(1);
	});

	it('is asked about at SmartSuite once a minute at most, and starts nothing', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const callsBefore = emulator.calls.length;
		const flood = (prefix: string) =>
			Array.from({ length: 250 }, (_, n) => ping(workflow, { webhookId: `${prefix}-${n}` }));
		const answers = await Promise.all([...flood('one'), ...flood('two')]);
		expect(answers.filter(({ body }) => body !== '')).toEqual([]);
		expect(emulator.calls.slice(callsBefore).map(({ rpc }) => rpc)).toEqual(['ListWebhooks']);
		expect(workflow.executions).toEqual([]);

		emulator.records.create(emulator.tables.tasks.id, { title: 'Ours' });
		await emulator.pingsSettled();
		expect(workflow.events).toMatchObject([{ record: { title: 'Ours' } }]);
	});
});
