import { describe, expect, it } from 'vitest';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import { pass, fastForward, stopTime } from './fast-forward.mts';
import { emulate, onlyWebhookId, ping, watching } from './world.mts';

const MINUTE_MS = 60_000;

describe('a ping that is not ours', () => {
	it.each<[string, string, string?]>([
		['naming no webhook', JSON.stringify({ locator: {} })],
		['naming an id that is no text', JSON.stringify({ webhookId: { $ne: '' } })],
		['of a list', '[]'],
		['of a word', '"hello"'],
		['of nothing', 'null'],
		['of 1 MB of junk', JSON.stringify({ junk: 'x'.repeat(1_000_000) })],
		['of bytes', 'junk', 'application/octet-stream'],
		['without a body', '', 'application/json'],
		['of a form', 'field=x', 'application/x-www-form-urlencoded'],
	])('%s has the trigger look once a minute at most, and starts nothing', async (_, body, type) => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const headers = { 'content-type': type ?? 'application/json' };
		const send = () => fetch(workflow.webhookUrl, { method: 'POST', headers, body });
		const callsBefore = callsOf(emulator);
		const answers = [await fastForward(send), await fastForward(send), await fastForward(send)];
		await pass(30_000);
		answers.push(await fastForward(send));
		expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
		// Its event may not be listed yet: one look is followed by two.
		expect(callsOf(emulator) - callsBefore).toBeLessThanOrEqual(3);
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
		expect(new Set(rpcs)).toEqual(new Set(['ListWebhooks']));
		expect(rpcs.length).toBeLessThanOrEqual(3);
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
		expect(callsOf(emulator, 'ListWebhooks')).toBe(2);
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
