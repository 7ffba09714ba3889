import { describe, expect, it } from 'vitest';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import { fastForward, stopTime } from './fast-forward.mts';
import { emulate, onlyWebhookId, ping, watching } from './world.mts';

describe('a ping that somebody has recorded', () => {
	it('costs a call in five seconds at most when it is sent again and again, and starts nothing', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator, { options: {} });
		const changes = changesIn(emulator);
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
		expect(callsOf(emulator) - callsBefore).toBeLessThanOrEqual(60 / 5 + 3);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(1));
		expect(workflow.executions.length).toBe(1);
	});
});

describe('a ping with a line of its own for the log', () => {
	it('writes no line, and none that is long', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.faults.next({}, { status: 401 }, Infinity);
		const webhookId = `w1\nERROR all is lost\u001b[31m${'x'.repeat(100_000)}`;
		await ping(workflow, { webhookId });
		expect(workflow.warnings.length).toBe(1);
		const [warning] = workflow.warnings;
		expect(warning?.webhookId).toMatch(/^w1 ERROR all is lost \[31mx+\.\.\.$/);
		expect(JSON.stringify(warning)).not.toMatch(/\\n|\\u001b/);
		expect(warning?.message.length).toBeLessThan(1_000);
	});
});
