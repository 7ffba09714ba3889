import { describe, expect, it } from 'vitest';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import { fastForward, pass, passUntil, stopTime } from './fast-forward.mts';
import { emulate, onlyWebhookId, ping, watching } from './world.mts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe('n8n', () => {
	it('restarted goes on where the static data of the last execution says', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		for (let round = 0; round < 3; round++) {
			// One ping: a second one, with nothing new, would save the cursor in another way.
			changes.make(1);
			await emulator.pingsSettled();
			await workflow.restart();
		}
		expect(workflow.executions.map((items) => items.length)).toEqual([1, 1, 1]);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
	});

	it('restarted between and during pings misses and repeats nothing', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		for (let round = 0; round < 4; round++) {
			changes.make(3);
			await workflow.restart();
			changes.make(2);
			await emulator.pingsSettled();
		}
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(20));
		expect(callsOf(emulator, 'CreateWebhook')).toBe(1);
	});

	it('killed before the execution that it stored ran reads the events again', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		workflow.dies = 'before the run';
		changes.make(3);
		await fastForward(() => emulator.pingsSettled());
		expect(workflow.events).toEqual([]);
		await fastForward(() => workflow.restart());
		await passUntil(() => workflow.events.length === 3);
		await pass(10 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
	});

	it('killed after the execution ran and before the cursor was stored repeats nothing', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		workflow.dies = 'after the run';
		changes.make(3);
		await fastForward(() => emulator.pingsSettled());
		expect(workflow.events.length).toBe(3);
		await fastForward(() => workflow.restart());
		changes.make(1);
		await passUntil(() => workflow.events.length === 4);
		await pass(10 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
	});

	it('killed between CreateWebhook and the saving of its id adopts the webhook', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		workflow.savedStaticData = '{}';
		const changes = changesIn(emulator);
		workflow.serving = 'nothing';
		changes.make(2);
		await emulator.pingsSettled();
		workflow.serving = 'webhooks';
		await workflow.restart();
		await ping(workflow, { webhookId: onlyWebhookId(emulator) });
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
		expect(callsOf(emulator, 'CreateWebhook')).toBe(1);
	});

	it.each(['waiting page', 'not found', 'nothing'] as const)(
		'that answers pings with %s while it starts gets what they were about afterwards',
		async (serving) => {
			stopTime();
			const emulator = await emulate();
			const workflow = await watching(emulator);
			const changes = changesIn(emulator);
			workflow.serving = serving;
			changes.make(3);
			await fastForward(() => emulator.pingsSettled());
			await fastForward(() => workflow.restart());
			await workflow.startTrigger();
			await pass(30_000);
			workflow.serving = 'webhooks';
			await passUntil(() => workflow.events.length === 3);
			await pass(10 * MINUTE_MS);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
			await workflow.stopTrigger();
		},
	);

	it.each(['notification_status.disabled', 'system_status.disabled'] as const)(
		'down for two days, so that SmartSuite shows %s, gets all that happened',
		async (failedPingsStatus) => {
			stopTime();
			const emulator = await emulate({ switches: { failedPingsStatus }, realTime: false });
			const workflow = await watching(emulator);
			const changes = changesIn(emulator);
			workflow.serving = 'nothing';
			changes.make(3);
			await fastForward(() => emulator.pingsSettled());
			await fastForward(() => emulator.clock.advance(2 * DAY_MS));
			changes.make(2);
			expect(emulator.webhooks).toMatchObject([{ status: 'failed' }]);
			workflow.serving = 'webhooks';
			await fastForward(() => workflow.restart());
			await workflow.startTrigger();
			await passUntil(() => workflow.events.length === 5);
			changes.make(1);
			await fastForward(() => emulator.pingsSettled());
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(6));
			expect(emulator.webhooks).toMatchObject([{ status: 'active', url: workflow.webhookUrl }]);
			expect(callsOf(emulator, 'CreateWebhook')).toBe(1);
			await workflow.stopTrigger();
		},
	);

	it('restarted under another public URL gets what happened meanwhile and from then on', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		changes.make(2);
		await fastForward(() => emulator.pingsSettled());
		workflow.baseUrl += '/moved';
		changes.make(3);
		await fastForward(() => emulator.pingsSettled());
		await fastForward(() => workflow.restart());
		await workflow.startTrigger();
		// A change in the very millisecond of the new webhook's creation might come twice.
		await pass(1_000);
		changes.make(1);
		await passUntil(() => workflow.events.length >= 6);
		await pass(10 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(6));
		expect(emulator.webhooks.filter(({ url }) => url === workflow.webhookUrl).length).toBe(1);
		await workflow.stopTrigger();
	});
});
