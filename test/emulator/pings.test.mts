import { expect, it } from 'vitest';
import { createWebhook, definition, emulate, receive, rpc } from './harness.mts';
import type { Switches } from './index.mts';

const HOUR_MS = 3_600_000;
const enabled = (url: string) => ({ notification_status: { enabled: { url } } });

/** An emulator with a webhook of Tasks that pings a receiver. */
async function pinging(switches: Partial<Switches> = {}) {
	const receiver = await receive();
	const emulator = await emulate({ switches });
	const id = await createWebhook(emulator, enabled(receiver.url));
	const change = () => emulator.records.create(emulator.tables.tasks.id);
	return { receiver, emulator, id, change };
}

it('sends the documented body, in camelCase and without data, as JSON', async () => {
	const { receiver, emulator, id, change } = await pinging();
	change();
	await emulator.pingsSettled();
	const locator = { accountId: emulator.accountId, solutionId: emulator.solution.id };
	expect(receiver.received).toEqual([
		{ contentType: 'application/json', body: { webhookId: id, locator } },
	]);
	expect(emulator.pings).toEqual([
		{
			at: emulator.clock.now(),
			webhookId: id,
			url: receiver.url,
			attempt: 1,
			status: 200,
			responseBody: '',
		},
	]);
});

it('sends the planned body, with the switch', async () => {
	const { receiver, emulator, id, change } = await pinging({ pingBody: 'planned' });
	change();
	await emulator.pingsSettled();
	const { accountId, solution, tables, clock } = emulator;
	const locator = { accountId, solutionId: solution.id, applicationId: tables.tasks.id };
	const timestamp = new Date(clock.now()).toISOString();
	expect(receiver.received[0]?.body).toEqual({ webhookId: id, locator, timestamp });
});

it('sends one ping an event, to each webhook that wants it', async () => {
	const { receiver, emulator, change } = await pinging();
	await createWebhook(emulator, { ...enabled(receiver.url), kinds: ['RECORD_DELETED'] });
	await createWebhook(emulator, enabled(receiver.url));
	for (let n = 0; n < 150; n++) change();
	await emulator.pingsSettled();
	expect(receiver.received).toHaveLength(300);
});

it('sends one ping for all that happened while another one was on its way, with the switch', async () => {
	const { receiver, emulator, change } = await pinging({ pingsPer: 'batch' });
	for (let n = 0; n < 50; n++) change();
	await emulator.pingsSettled();
	expect(receiver.received).toHaveLength(2);
});

it('sends some pings twice and some never, the same ones in each run', async () => {
	const counts = [];
	for (const switches of [{ duplicatePings: 0.5 }, { duplicatePings: 0.5 }, { lostPings: 0.5 }]) {
		const { receiver, emulator, change } = await pinging(switches);
		for (let n = 0; n < 40; n++) change();
		await emulator.pingsSettled();
		counts.push(receiver.received.length);
	}
	const [doubled = 0, again, lost = 0] = counts;
	expect([doubled > 40, doubled < 80, again, lost > 0, lost < 40]).toEqual([
		true,
		true,
		doubled,
		true,
		true,
	]);
});

it('pings at creation, with the switch', async () => {
	const { receiver, emulator } = await pinging({ handshakePing: true });
	await emulator.pingsSettled();
	expect(receiver.received).toHaveLength(1);
});

it.each([500, 503, 404, 302, 'reset', 'hang'] as const)(
	'tries again after 10, 20 and 40 s when the answer is %s',
	async (answer) => {
		const { receiver, emulator, change } = await pinging({ pingTimeoutMs: 100 });
		const start = emulator.clock.now();
		receiver.answer = answer;
		change();
		await emulator.pingsSettled();
		await emulator.clock.advance(30_000);
		receiver.answer = 200;
		await emulator.clock.advance(HOUR_MS);
		expect(emulator.pings.map(({ at, attempt }) => [at - start, attempt])).toEqual([
			[0, 1],
			[10_000, 2],
			[30_000, 3],
			[70_000, 4],
		]);
		expect(emulator.pings.at(-1)?.status).toBe(200);
	},
);

it('switches notifications off after a day of failures, until they are toggled on', async () => {
	const { receiver, emulator, id, change } = await pinging();
	receiver.answer = 503;
	change();
	await emulator.pingsSettled();
	await emulator.clock.advance(22 * HOUR_MS);
	expect(emulator.webhooks).toMatchObject([{ status: 'active' }]);
	await emulator.clock.advance(3 * HOUR_MS);
	expect(emulator.webhooks).toMatchObject([
		{ status: 'failed', statuses: { notification_status: { disabled: {} } } },
	]);
	const failed = emulator.pings.length;
	expect(failed).toBe(14);
	change();
	await emulator.pingsSettled();
	expect(emulator.pings).toHaveLength(failed);

	const webhook = { ...definition(emulator, enabled(receiver.url)), webhook_id: id };
	await rpc(emulator, 'UpdateWebhook', { webhook });
	receiver.answer = 200;
	change();
	await emulator.pingsSettled();
	expect(emulator.webhooks).toMatchObject([{ status: 'active' }]);
	expect(emulator.webhooks[0]?.events).toHaveLength(3);
	expect(emulator.pings.slice(failed)).toMatchObject([{ attempt: 1, status: 200 }]);
});

it.each([
	['no-answer', 503, 1],
	['no-answer', 'reset', 2],
	['non-200', 204, 2],
	['non-2xx', 204, 1],
	['never', 'reset', 1],
] as const)('with pingsRetryOn %s and the answer %s tries %i times', async (...row) => {
	const [pingsRetryOn, answer, attempts] = row;
	const { receiver, emulator, change } = await pinging({ pingsRetryOn });
	receiver.answer = answer;
	change();
	await emulator.pingsSettled();
	await emulator.clock.advance(15_000);
	expect(emulator.pings).toHaveLength(attempts);
});

it('sends nothing for a webhook that was paused or deleted meanwhile', async () => {
	const { receiver, emulator, id, change } = await pinging();
	receiver.answer = 503;
	change();
	await emulator.pingsSettled();
	emulator.elsewhere.updateWebhook(id, { url: undefined });
	change();
	await emulator.clock.advance(HOUR_MS);
	expect(emulator.pings).toHaveLength(1);
	emulator.elsewhere.deleteWebhook(id);
	change();
	await emulator.pingsSettled();
	expect(emulator.pings).toHaveLength(1);
});

it('retries in real time too', async () => {
	const receiver = await receive();
	const switches = { pingRetryFirstMs: 20 };
	const emulator = await emulate({ realTime: true, switches });
	await createWebhook(emulator, enabled(receiver.url));
	receiver.answer = 503;
	emulator.records.create(emulator.tables.tasks.id);
	await expect.poll(() => receiver.received.length).toBeGreaterThanOrEqual(3);
});

it('stops at once with a ping and a call on their way', async () => {
	const { receiver, emulator, change } = await pinging();
	receiver.answer = 'hang';
	change();
	await expect.poll(() => receiver.received.length).toBe(1);
	emulator.faults.next({}, 'hang');
	const hanging = rpc(emulator, 'ListWebhooks', {}).catch(() => 'cut');
	await expect.poll(() => emulator.calls.length).toBe(2);
	await emulator.stop();
	expect(await hanging).toBe('cut');
});
