import { afterEach, describe, expect, it } from 'vitest';
import { callsOf, changesIn, eachOnce, titlesOf } from './changes.mts';
import { fastForward, pass, passUntil, stopTime } from './fast-forward.mts';
import type { HostedWorkflow } from './n8n.mts';
import { emulate, onlyWebhookId, watching } from './world.mts';

const HOUR_MS = 3_600_000;

/** How a damaged registration is found: n8n starts anew, or a day passes. */
type Healing = 'a restart' | 'the keep-alive of the day';

let stop = async () => {};
afterEach(async () => await stop());

async function world() {
	stopTime();
	const emulator = await emulate();
	const workflow = await watching(emulator);
	await workflow.startTrigger();
	stop = async () => await workflow.stopTrigger();
	await pass(30_000);
	return { emulator, workflow, changes: changesIn(emulator) };
}

async function heal(workflow: HostedWorkflow, how: Healing): Promise<void> {
	if (how === 'a restart') {
		await workflow.stopTrigger();
		await fastForward(() => workflow.restart());
		await workflow.startTrigger();
		await pass(30_000);
		return;
	}
	for (let hour = 0; hour < 25; hour++) {
		workflow.tick?.();
		await pass(HOUR_MS);
	}
}

describe.each<Healing>(['a restart', 'the keep-alive of the day'])(
	'a webhook, after %s,',
	(how) => {
		it('that was deleted at SmartSuite is made anew', async () => {
			const { emulator, workflow, changes } = await world();
			changes.make(2);
			await fastForward(() => emulator.pingsSettled());
			const old = onlyWebhookId(emulator);
			emulator.elsewhere.deleteWebhook(old);
			await heal(workflow, how);
			changes.make(2);
			await passUntil(() => workflow.events.length === 4);
			await pass(HOUR_MS);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
			expect(emulator.webhooks).toMatchObject([{ url: workflow.webhookUrl, status: 'active' }]);
		});

		it('that was deleted there while it was being read is asked for no more', async () => {
			const { emulator, workflow, changes } = await world();
			emulator.switches.pageSizeMax = 2;
			const meanwhile = () => emulator.elsewhere.deleteWebhook(onlyWebhookId(emulator));
			emulator.faults.next({ rpc: 'ListEvents' }, { meanwhile });
			changes.make(3);
			await pass(10_000);
			await heal(workflow, how);
			await pass(2 * HOUR_MS);
			const ofTheOldOne = () => emulator.calls.filter(({ status }) => status === 404).length;
			const soFar = ofTheOldOne();
			await pass(24 * HOUR_MS);
			expect(ofTheOldOne()).toBe(soFar);
		});

		it('that was paused there is switched on again, and what it stored arrives', async () => {
			const { emulator, workflow, changes } = await world();
			changes.make(2);
			await fastForward(() => emulator.pingsSettled());
			const id = onlyWebhookId(emulator);
			emulator.elsewhere.updateWebhook(id, { url: undefined });
			changes.make(3);
			await heal(workflow, how);
			changes.make(1);
			await passUntil(() => workflow.events.length === 6);
			await pass(HOUR_MS);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(6));
			expect(emulator.webhooks).toMatchObject([{ id, url: workflow.webhookUrl, status: 'active' }]);
		});

		it('that somebody made watch less is changed back, and what it stored arrives', async () => {
			const { emulator, workflow, changes } = await world();
			const id = onlyWebhookId(emulator);
			workflow.serving = 'nothing';
			changes.make(2);
			await fastForward(() => emulator.pingsSettled());
			emulator.elsewhere.updateWebhook(id, { kinds: ['RECORD_DELETED'] });
			workflow.serving = 'webhooks';
			await heal(workflow, how);
			changes.make(2);
			await passUntil(() => workflow.events.length === 4);
			await pass(HOUR_MS);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
			expect(emulator.webhooks).toMatchObject([{ id, kinds: workflow.node.parameters.events }]);
			expect(callsOf(emulator, 'CreateWebhook')).toBe(1);
		});

		it('whose URL somebody changed is left to them, and replaced', async () => {
			const { emulator, workflow, changes } = await world();
			changes.make(2);
			await fastForward(() => emulator.pingsSettled());
			const theirs = onlyWebhookId(emulator);
			const url = 'http://127.0.0.1:9/theirs';
			emulator.elsewhere.updateWebhook(theirs, { url });
			// Its pings go to them; the trigger knows where it stood, and reads it still.
			changes.make(1);
			await pass(1_000);
			await heal(workflow, how);
			changes.make(3);
			await passUntil(() => workflow.events.length >= 6);
			await pass(HOUR_MS);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(6));
			expect(emulator.webhooks).toMatchObject([
				{ id: theirs, url },
				{ url: workflow.webhookUrl, status: 'active' },
			]);
			await workflow.leave();
			expect(emulator.webhooks).toMatchObject([{ id: theirs, url }]);
		});

		it('that points at our URL beside another one goes', async () => {
			const { emulator, workflow, changes } = await world();
			changes.make(1);
			await fastForward(() => emulator.pingsSettled());
			const [own] = emulator.webhooks;
			if (!own) throw new Error('There should be a webhook');
			const { solutionId, kinds, filter, url } = own;
			emulator.elsewhere.createWebhook({ solutionId, kinds, filter, url });
			await heal(workflow, how);
			changes.make(2);
			await fastForward(() => emulator.pingsSettled());
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
			expect(onlyWebhookId(emulator)).toBe(own.id);
		});

		it('among those of other people is the only one that is touched', async () => {
			const { emulator, workflow, changes } = await world();
			const [own] = emulator.webhooks;
			if (!own) throw new Error('There should be a webhook');
			const { solutionId, kinds, filter, url } = own;
			const others = [`${url}/more`, 'https://n8n.example.com/webhook/x', undefined].map((other) =>
				emulator.elsewhere.createWebhook({ solutionId, kinds, filter, url: other }),
			);
			changes.make(2);
			await fastForward(() => emulator.pingsSettled());
			await heal(workflow, how);
			changes.make(2);
			await passUntil(() => workflow.events.length === 4);
			expect(titlesOf(workflow)).toEqual(['1', '2', '3', '4']);
			const untouched = others.map(({ id, url: target }) => ({ id, url: target }));
			expect(emulator.webhooks).toMatchObject([{ id: own.id, url }, ...untouched]);
			const asked = emulator.calls.flatMap(({ requestBody }) => JSON.stringify(requestBody));
			for (const { id } of others) expect(asked.filter((body) => body.includes(id))).toEqual([]);
		});
	},
);
