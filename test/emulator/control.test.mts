import { expect, it } from 'vitest';
import { call, createWebhook, emulate } from './harness.mts';
import { setSwitches, SWITCHES } from './switches.mts';

it('moves the emulator over HTTP, which is no API call', async () => {
	const emulator = await emulate();
	const { tasks } = emulator.tables;
	const webhook = await createWebhook(emulator);
	const control = (method: string, path: string, body?: unknown) =>
		call(emulator, method, `/_emulator/${path}`, body);

	const created = await control('POST', 'records', { tableId: tasks.id, fields: { title: 'a' } });
	const { id: recordId } = created.body as { id: string };
	await control('PATCH', 'records', { tableId: tasks.id, recordId, fields: { title: 'b' } });
	const by = emulator.members[2]?.id;
	await control('DELETE', 'records', { tableId: tasks.id, recordId, by });
	expect(emulator.webhooks[0]?.events).toMatchObject([
		{ event: { kind: 'RECORD_CREATED' } },
		{ event: { kind: 'RECORD_UPDATED' } },
		{ event: { kind: 'RECORD_DELETED', record_event_data: { data: { deleted_by: by } } } },
	]);

	const before = emulator.clock.now();
	await control('POST', 'clock', { advanceMs: 5_000 });
	expect(emulator.clock.now()).toBe(before + 5_000);
	await control('POST', 'switches', { casing: 'camel' });
	expect(emulator.switches.casing).toBe('camel');
	await control('PATCH', `webhooks/${webhook}`, { url: 'http://127.0.0.1:9/other' });
	await control('POST', 'faults', { matcher: { path: '/api' }, fault: { status: 500 } });
	const state = await control('GET', 'state');
	expect(state.body).toMatchObject({
		now: before + 5_000,
		switches: { casing: 'camel' },
		webhooks: [{ id: webhook, eventCount: 3, status: 'active', url: 'http://127.0.0.1:9/other' }],
		faults: [{ matcher: { path: '/api' }, fault: { status: 500 }, times: 1 }],
		counts: { events: 3, calls: 1, pings: 0 },
	});
	await control('PATCH', `webhooks/${webhook}`, { url: null });
	expect(emulator.webhooks).toMatchObject([{ status: 'paused' }]);
	await control('DELETE', `webhooks/${webhook}`);
	expect(emulator.webhooks).toEqual([]);
	expect(emulator.calls).toHaveLength(1);
});

it('says what is wrong with a control', async () => {
	const emulator = await emulate();
	const reply = await call(emulator, 'POST', '/_emulator/switches', { casing: 'kebab' });
	const error = 'Switch \'casing\' takes ["snake","camel"]';
	expect(reply).toMatchObject({ status: 400, body: { error } });
	expect((await call(emulator, 'GET', '/_emulator/nothing')).status).toBe(404);
});

it('turns a switch that takes a list', async () => {
	const emulator = await emulate();
	const turn = (pageCuts: unknown) => call(emulator, 'POST', '/_emulator/switches', { pageCuts });
	expect((await turn([200, 180])).body).toMatchObject({ pageCuts: [200, 180] });
	const error = expect.stringContaining('a list of whole numbers from 1 on') as string;
	for (const wrong of [[200, 0], [1.5], ['2'], 200, {}]) {
		expect(await turn(wrong)).toMatchObject({ status: 400, body: { error } });
	}
	expect(emulator.switches.pageCuts).toEqual([200, 180]);
	expect((await turn([])).body).toMatchObject({ pageCuts: [] });
});

it('goes back to the seed, to the switches of its start too', async () => {
	const emulator = await emulate({ switches: { casing: 'camel' } });
	const count = async () => {
		const { body } = await call(emulator, 'GET', '/_emulator/state');
		const { tables } = body as { tables: Array<{ records: unknown[] }> };
		return tables[0]?.records.length;
	};
	await createWebhook(emulator);
	const { calls, webhooks } = emulator;
	expect([calls.length, webhooks.length]).toEqual([1, 1]);
	emulator.records.create(emulator.tables.tasks.id);
	emulator.faults.next({}, 'hang');
	emulator.switches.casing = 'snake';
	expect(await count()).toBe(4);
	await call(emulator, 'POST', '/_emulator/reset');
	expect(await count()).toBe(3);
	expect([calls, emulator.webhooks, emulator.switches.casing]).toEqual([[], [], 'camel']);
	expect((await call(emulator, 'GET', '/api/v1/solutions/')).status).toBe(200);
});

it('streams what happens', async () => {
	const emulator = await emulate();
	const stream = await fetch(`${emulator.url}/_emulator/stream`);
	const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
	let text = '';
	const read = async (wanted: string) => {
		while (!text.includes(wanted)) text += (await reader?.read())?.value ?? '';
	};
	await read('\n\n');
	emulator.records.create(emulator.tables.tasks.id, { title: 'seen in the stream' });
	await read('seen in the stream');
	await reader?.cancel();
});

it.each(['/', '/_emulator/page/page.css', '/_emulator/page/page.js'])('serves %s', async (path) => {
	const reply = await call(await emulate(), 'GET', path);
	expect(reply.status).toBe(200);
});

it('has a switch for each option it names, and no others', () => {
	const switches = structuredClone(
		Object.fromEntries(Object.entries(SWITCHES).map(([name, { initial }]) => [name, initial])),
	) as Parameters<typeof setSwitches>[0];
	for (const [name, { options }] of Object.entries(SWITCHES)) {
		for (const option of Array.isArray(options) ? (options as unknown[]) : []) {
			setSwitches(switches, { [name]: option });
		}
	}
	expect(() => setSwitches(switches, { lastToken: 'kept' })).toThrow("no switch 'lastToken'");
});
