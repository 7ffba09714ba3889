import { describe, expect, it } from 'vitest';
import { changesIn, eachOnce } from './changes.mts';
import { fastForward, pass, passUntil, stopTime } from './fast-forward.mts';
import { emulate, ping, watching } from './world.mts';

describe('a webhook of ours that the workflow does not know', () => {
	it('does not count beside the one it knows, so that no change comes twice', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		const [first] = emulator.webhooks;
		if (!first) throw new Error('There should be a webhook');
		const { solutionId, kinds, filter, url } = first;
		const twin = emulator.elsewhere.createWebhook({ solutionId, kinds, filter, url });
		changes.make(3);
		await emulator.pingsSettled();
		expect(await ping(workflow, { webhookId: twin.id })).toEqual({ status: 200, body: '' });
		await workflow.call('create');
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
		expect(emulator.webhooks.map(({ id }) => id)).toEqual([first.id]);
	});

	it('is asked about again by itself while SmartSuite cannot say', async () => {
		stopTime();
		const emulator = await emulate({ switches: { pingsRetryOn: 'no-answer' } });
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		workflow.savedStaticData = '{}';
		emulator.faults.next({}, { status: 503 }, Infinity);
		changes.make(2);
		await fastForward(() => emulator.pingsSettled());
		expect(workflow.events).toEqual([]);
		emulator.faults.clear();
		await passUntil(() => workflow.events.length === 2);
		await pass(60_000);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
	});
});
