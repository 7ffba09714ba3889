import { describe, expect, it } from 'vitest';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import { pass, fastForward, stopTime } from './fast-forward.mts';
import { emulate, onlyWebhookId, ping, watching } from './world.mts';

const MINUTE_MS = 60_000;

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

	it.each([
		['without a body', {}],
		['of bytes', { body: 'junk', headers: { 'content-type': 'application/octet-stream' } }],
		[
			'of a form',
			{ body: 'webhookId=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
		],
	])('%s costs no call and starts nothing', async (_, request) => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const callsBefore = emulator.calls.length;
		const { status } = await fetch(workflow.webhookUrl, { method: 'POST', ...request });
		expect(status).toBe(200);
		expect(emulator.calls.length).toBe(callsBefore);
		expect(workflow.executions).toEqual([]);
	});

	it('is asked about at SmartSuite once a minute at most, and starts nothing', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const callsBefore = emulator.calls.length;
		for (let minute = 0; minute < 2; minute++) {
			const flood = Array.from({ length: 500 }, (_, n) =>
				ping(workflow, { webhookId: `${minute}-${n}` }),
			);
			const answers = await fastForward(() => Promise.all(flood));
			expect(answers.filter(({ body }) => body !== '')).toEqual([]);
			await pass(MINUTE_MS);
		}
		const rpcs = emulator.calls.slice(callsBefore).map(({ rpc }) => rpc);
		expect(rpcs).toEqual(Array(2).fill('ListWebhooks'));
		expect(workflow.executions).toEqual([]);
	});

	it('keeps none of ours from being served, not even the first after static data was wiped', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		workflow.savedStaticData = '{}';
		const changes = changesIn(emulator);
		await fastForward(() => ping(workflow, { webhookId: 'junk' }));
		changes.make(2);
		await fastForward(() => emulator.pingsSettled());
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
		expect(callsOf(emulator, 'ListWebhooks')).toBe(3);
	});

	it('that is one of ours by now is served when the minute is over', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		await fastForward(() => ping(workflow, { webhookId: 'junk' }));
		const changes = changesIn(emulator);
		// Healed by a keep-alive, which cannot write static data.
		emulator.elsewhere.deleteWebhook(onlyWebhookId(emulator));
		const saved = workflow.savedStaticData;
		await fastForward(() => workflow.call('create'));
		workflow.savedStaticData = saved;
		changes.make(2);
		await pass(2 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
	});
});
