import { expect, it } from 'vitest';
import { twirpFault, type TwirpCode } from './engine/twirp.mts';
import { call, createWebhook, definition, emulate, emulateEvents, rpc } from './harness.mts';

it('answers as told, so many times, only where it fits, and without effect', async () => {
	const emulator = await emulate();
	const webhook = definition(emulator);
	emulator.faults.next({ rpc: 'CreateWebhook' }, { status: 503, body: 'away' }, 2);
	expect((await rpc(emulator, 'ListWebhooks', { solution_id: emulator.solution.id })).status).toBe(
		200,
	);
	for (let n = 0; n < 2; n++) {
		const reply = await rpc(emulator, 'CreateWebhook', { webhook });
		expect(reply).toMatchObject({ status: 503, contentType: 'text/plain', body: 'away' });
	}
	expect(emulator.webhooks).toEqual([]);
	expect((await rpc(emulator, 'CreateWebhook', { webhook })).status).toBe(200);
});

it('answers with the headers and the content type of a fault', async () => {
	const emulator = await emulate();
	const html = { status: 502, body: '<html></html>', contentType: 'text/html' };
	emulator.faults.next({ path: '/api/v1/sol' }, html);
	emulator.faults.next({}, { status: 429, headers: { 'Retry-After': '7' }, body: { detail: 'x' } });
	const first = await call(emulator, 'GET', '/api/v1/solutions/');
	const second = await call(emulator, 'GET', '/api/v1/solutions/');
	expect(first).toMatchObject({ status: 502, contentType: 'text/html', body: '<html></html>' });
	expect(second).toMatchObject({ status: 429, body: { detail: 'x' } });
	expect(second.headers.get('retry-after')).toBe('7');
});

it.each([
	['reset', 0],
	['reset-after', 1],
] as const)('cuts the connection (%s), and leaves %i webhooks', async (fault, webhooks) => {
	const emulator = await emulate();
	emulator.faults.next({}, fault);
	await expect(rpc(emulator, 'CreateWebhook', { webhook: definition(emulator) })).rejects.toThrow();
	expect(emulator.webhooks).toHaveLength(webhooks);
	expect(emulator.calls).toMatchObject([{ rpc: 'CreateWebhook', status: 0 }]);
});

it.each([
	['hang', 0],
	['hang-after', 1],
] as const)('never answers (%s), and leaves %i webhooks', async (fault, webhooks) => {
	const emulator = await emulate();
	emulator.faults.next({}, fault);
	const answer = rpc(emulator, 'CreateWebhook', { webhook: definition(emulator) }).then(
		() => 'answered',
		() => 'cut',
	);
	await expect.poll(() => emulator.calls).toMatchObject([{ rpc: 'CreateWebhook', status: 0 }]);
	expect(emulator.webhooks).toHaveLength(webhooks);
	await emulator.stop();
	expect(await answer).toBe('cut');
});

it('truncates and empties the right answer', async () => {
	const emulator = await emulate();
	const webhook_id = await createWebhook(emulator);
	emulator.faults.next({}, 'truncate');
	emulator.faults.next({}, 'empty');
	await expect(rpc(emulator, 'GetWebhook', { webhook_id })).rejects.toThrow(SyntaxError);
	await expect(rpc(emulator, 'GetWebhook', { webhook_id })).rejects.toThrow(SyntaxError);
	expect(emulator.calls.slice(1)).toMatchObject([{ status: 200 }, { status: 200 }]);
});

it('lets something happen after an answer was made and before it leaves', async () => {
	const emulator = await emulate();
	const webhook_id = await createWebhook(emulator);
	const meanwhile = () => void emulator.records.create(emulator.tables.tasks.id);
	emulator.faults.next({ rpc: 'ListEvents' }, { meanwhile });
	const { body } = await rpc(emulator, 'ListEvents', { webhook_id });
	expect(body).toEqual({});
	expect(emulator.webhooks[0]?.events).toHaveLength(1);
});

it('holds an answer back', async () => {
	const emulator = await emulate();
	emulator.faults.next({}, { delayMs: 50 });
	await rpc(emulator, 'ListWebhooks', { solution_id: emulator.solution.id });
	expect(emulator.calls[0]?.durationMs).toBeGreaterThanOrEqual(49);
});

it('forgets its faults', async () => {
	const emulator = await emulate();
	emulator.faults.next({}, { status: 503 }, 1_000);
	emulator.faults.clear();
	expect((await call(emulator, 'GET', '/api/v1/solutions/')).status).toBe(200);
});

it('goes wrong for one webhook only, by whatever call', async () => {
	const emulator = await emulate();
	const [one, other] = [await createWebhook(emulator), await createWebhook(emulator)];
	emulator.faults.next({ webhookId: one }, { status: 503 }, 2);
	const update = (webhook_id: string) =>
		rpc(emulator, 'UpdateWebhook', { webhook: { ...definition(emulator), webhook_id } });
	const get = (webhook_id: string) => rpc(emulator, 'GetWebhook', { webhook_id });
	const replies = [await get(other), await update(other), await get(one), await update(one)];
	expect(replies.map(({ status }) => status)).toEqual([200, 200, 503, 503]);
	expect((await get(one)).status).toBe(200);
});

it('goes wrong for one page only', async () => {
	const { emulator, id: webhook_id } = await emulateEvents(3);
	emulator.faults.next({ pageToken: '8991602' }, { status: 503 }, Infinity);
	emulator.faults.next({ rpc: 'ListEvents', pageToken: '' }, { status: 502 }, Infinity);
	const statuses = [];
	for (const page_token of ['8991601', '8991602', '89916021', '', undefined]) {
		statuses.push((await rpc(emulator, 'ListEvents', { webhook_id, page_token })).status);
	}
	expect(statuses).toEqual([200, 503, 200, 502, 502]);
	expect((await rpc(emulator, 'GetWebhook', { webhook_id })).status).toBe(200);
});

it('goes wrong until its faults are cleared, when there is no end to them', async () => {
	const emulator = await emulate();
	emulator.faults.next({}, { status: 503 }, Infinity);
	const status = async () => (await call(emulator, 'GET', '/api/v1/solutions/')).status;
	for (let n = 0; n < 20; n++) expect(await status()).toBe(503);
	emulator.faults.clear();
	expect(await status()).toBe(200);
	await call(emulator, 'POST', '/_emulator/faults', { fault: { status: 503 }, times: null });
	expect([await status(), await status()]).toEqual([503, 503]);
	await call(emulator, 'DELETE', '/_emulator/faults');
	expect(await status()).toBe(200);
});

it.each<[TwirpCode, number]>([
	['canceled', 408],
	['unknown', 500],
	['invalid_argument', 400],
	['malformed', 400],
	['deadline_exceeded', 408],
	['not_found', 404],
	['bad_route', 404],
	['already_exists', 409],
	['permission_denied', 403],
	['unauthenticated', 401],
	['resource_exhausted', 429],
	['failed_precondition', 412],
	['aborted', 409],
	['out_of_range', 400],
	['unimplemented', 501],
	['internal', 500],
	['unavailable', 503],
	['dataloss', 500],
	['data_loss', 500],
])('answers Twirp’s %s with %i', async (code, status) => {
	const emulator = await emulate();
	emulator.faults.next({}, twirpFault(code, 'so it is'));
	expect(await rpc(emulator, 'ListWebhooks', {})).toMatchObject({
		status,
		contentType: 'application/json',
		body: { code, msg: 'so it is', meta: {} },
	});
});
