import { describe, expect, it } from 'vitest';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import { fastForward } from './fast-forward.mts';
import { emulate, onlyWebhookId, ping, watching } from './world.mts';

describe('a ping that somebody has recorded', () => {
	it('costs a reading in eight seconds at most when it is sent again and again, and starts nothing', async () => {
		const emulator = await emulate();
		const changes = changesIn(emulator);
		const workflow = await watching(emulator, { options: {} });
		changes.make(1);
		await fastForward(() => emulator.pingsSettled());
		const callsBefore = callsOf(emulator);
		const replay = { webhookId: onlyWebhookId(emulator), locator: {} };
		const replays = Array.from({ length: 600 }, async (_, n) => {
			await new Promise((resolve) => setTimeout(resolve, n * 100));
			return await ping(workflow, replay);
		});
		const answers = await fastForward(() => Promise.all(replays));
		expect(answers.filter(({ status, body }) => status !== 200 || body !== '')).toEqual([]);
		// Two calls each: a single event says nothing of how long this server's pages are.
		expect(callsOf(emulator) - callsBefore).toBeLessThanOrEqual((60 / 8) * 2 + 3);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(1));
		expect(workflow.executions.length).toBe(1);
	});
});

describe('a ping with a line of its own for the log', () => {
	it('writes no line', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.faults.next({}, { status: 401 }, Infinity);
		await ping(workflow, { webhookId: 'w1\nERROR all is lost\u001b[31m' });
		const [warning, ...more] = workflow.warnings;
		expect(more).toEqual([]);
		expect(warning?.webhookId).toBe('w1 ERROR all is lost [31m');
		expect(warning?.message).toMatch(/^SmartSuite Trigger could not read events: [\x20-\x7e]+$/);
	});
});
