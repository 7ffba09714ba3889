import { describe, expect, it } from 'vitest';
import { callsOf, changesIn, eachOnce, titlesOf } from './changes.mts';
import { fastForward, stopTime } from './fast-forward.mts';
import { credentialFor, emulate, onlyWebhookId, watching } from './world.mts';
import { startN8n } from './n8n.mts';

describe('the workflow', () => {
	it('with its node renamed misses and repeats nothing, and keeps one webhook', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		changes.make(2);
		await emulator.pingsSettled();
		await workflow.republish({ name: 'When something changes' });
		changes.make(2);
		await emulator.pingsSettled();
		await workflow.restart();
		changes.make(1);
		await emulator.pingsSettled();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(5));
		expect(emulator.webhooks).toMatchObject([{ url: workflow.webhookUrl, status: 'active' }]);
	});

	it('with a parameter changed watches the new thing with one webhook', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator, { events: ['RECORD_DELETED'] });
		const { id: table } = emulator.tables.tasks;
		const { id } = emulator.records.create(table, { title: '1' });
		await workflow.republish({ parameters: { events: ['RECORD_CREATED'] } });
		const changes = changesIn(emulator);
		changes.make(2);
		emulator.records.delete(table, id);
		await emulator.pingsSettled();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
		expect(emulator.webhooks).toMatchObject([{ kinds: ['RECORD_CREATED'] }]);
	});

	it('with an option changed that the webhook does not know goes on', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		changes.make(2);
		await emulator.pingsSettled();
		await workflow.republish({ parameters: { simplify: false } });
		await workflow.republish({ parameters: { simplify: true } });
		changes.make(2);
		await emulator.pingsSettled();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
	});

	it('published ten times as it is does it too', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		for (let time = 0; time < 10; time++) {
			await workflow.publish();
			changes.make(2);
			await emulator.pingsSettled();
		}
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(20));
		expect(onlyWebhookId(emulator)).toBe(workflow.place.webhookId);
		expect(callsOf(emulator, 'CreateWebhook')).toBe(1);
	});

	it('copied gets a webhook of its own, and both deliver each change', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		const copy = await watching(emulator);
		changes.make(3);
		await fastForward(() => emulator.pingsSettled());
		expect([workflow, copy].map((each) => changes.tallyOf(each))).toEqual([
			eachOnce(3),
			eachOnce(3),
		]);
		await copy.leave();
		changes.make(2);
		await fastForward(() => emulator.pingsSettled());
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(5));
		expect(emulator.webhooks.map(({ url }) => url)).toEqual([workflow.webhookUrl]);
	});

	it('imported into another n8n does not take over a webhook that is paused', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const paused = onlyWebhookId(emulator);
		emulator.elsewhere.updateWebhook(paused, { url: undefined });
		const n8n = await startN8n();
		const imported = n8n.host(credentialFor(emulator), workflow.node.parameters);
		const { savedStaticData } = workflow;
		Object.assign(imported, { savedStaticData, instanceId: 'another-n8n' });
		await imported.publish();
		await imported.leave();
		expect(emulator.webhooks).toMatchObject([{ id: paused, status: 'paused' }]);
	});

	it.each([
		['another n8n', { instanceId: 'another-n8n' }],
		['the same n8n', {}],
	])('imported into %s with its static data leaves the first one alone', async (_, more) => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		changes.make(2);
		await emulator.pingsSettled();
		const original = onlyWebhookId(emulator);

		const n8n = await startN8n();
		const imported = n8n.host(credentialFor(emulator), workflow.node.parameters);
		Object.assign(imported, { savedStaticData: workflow.savedStaticData, ...more });
		if ('instanceId' in more) {
			// The export of another n8n keeps the ids of nodes and their webhook paths.
			const { id, webhookId } = workflow.node;
			Object.assign(imported.node, { id, webhookId });
		}
		await imported.publish();
		changes.make(2);
		await emulator.pingsSettled();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
		expect(titlesOf(imported)).toEqual(['3', '4']);
		await imported.leave();
		expect(onlyWebhookId(emulator)).toBe(original);
		expect(emulator.webhooks).toMatchObject([{ url: workflow.webhookUrl, status: 'active' }]);
	});
});
