import { describe, expect, it } from 'vitest';
import { changesIn, callsOf, eachOnce } from './changes.mts';
import { fastForward, pass, stopTime } from './fast-forward.mts';
import { byId, credentialFor, emulate, onlyWebhookId, ping, watching } from './world.mts';
import { startN8n } from './n8n.mts';

describe('pings', () => {
	it('that come twice deliver each change once', async () => {
		const emulator = await emulate({ switches: { duplicatePings: 1 } });
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		for (let round = 0; round < 5; round++) {
			changes.make(4);
			await emulator.pingsSettled();
		}
		expect(emulator.pings.length).toBe(40);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(20));
	});

	it('that come all at once deliver each change once', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator, { options: {} });
		const changes = changesIn(emulator);
		const callsBefore = callsOf(emulator);
		changes.make(50);
		await emulator.pingsSettled();
		expect(emulator.pings.map(({ status }) => status)).toEqual(Array(50).fill(200));
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(50));
		expect(callsOf(emulator) - callsBefore).toBeLessThanOrEqual(4);
	});

	it('by the thousand in five seconds cost a few calls, all within the limit', async () => {
		const rateLimit = { perSecond: 5, penaltyMs: 30_000 };
		const emulator = await emulate({ switches: { rateLimit } });
		const credential = credentialFor(emulator, { requestsPerSecond: 5 });
		const workflow = await watching(emulator, { options: {} }, credential);
		const changes = changesIn(emulator);
		const callsBefore = callsOf(emulator);
		for (let round = 0; round < 50; round++) {
			changes.make(20);
			await pass(100);
		}
		await fastForward(() => emulator.pingsSettled());
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(1_000));
		expect(emulator.calls.filter(({ status }) => status === 429)).toEqual([]);
		expect(callsOf(emulator) - callsBefore).toBeLessThanOrEqual(24);
	});

	it('that are lost are made up for by the next one', async () => {
		const emulator = await emulate({ switches: { lostPings: 1 } });
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		changes.make(3);
		emulator.switches.lostPings = 0;
		changes.make(1);
		await emulator.pingsSettled();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
	});

	it('for a change after the last page was read are not swallowed by the drain that runs', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		const meanwhile = () => changes.make(1);
		// Both are made when the page is read already: the last with events, then the empty one.
		emulator.faults.next({ rpc: 'ListEvents' }, { meanwhile });
		emulator.faults.next({ rpc: 'ListEvents' }, { meanwhile });
		changes.make(1);
		await emulator.pingsSettled();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
	});

	it('that are lost, for a change after the last page was read, are made up for as well', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		const inSilence = () => {
			emulator.switches.lostPings = 1;
			changes.make(1);
			emulator.switches.lostPings = 0;
		};
		emulator.faults.next({ rpc: 'ListEvents' }, { delayMs: 0 });
		emulator.faults.next({ rpc: 'ListEvents' }, { meanwhile: inSilence });
		changes.make(1);
		await emulator.pingsSettled();
		expect(changes.tallyOf(workflow)).toMatchObject({ lost: ['2'] });
		await ping(workflow, { webhookId: onlyWebhookId(emulator) });
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
	});

	it('that come before create has returned deliver what they are about, once', async () => {
		const emulator = await emulate();
		const n8n = await startN8n();
		const solution = byId(emulator.solution.id);
		const workflow = n8n.host(credentialFor(emulator), { solution, options: { pullInterval: 0 } });
		const changes = changesIn(emulator);
		emulator.faults.next(
			{ rpc: 'CreateWebhook' },
			{
				async meanwhile() {
					changes.make(2);
					await emulator.pingsSettled();
				},
			},
		);
		stopTime();
		await fastForward(() => workflow.publish());
		await workflow.startTrigger();
		await pass(30_000);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
		changes.make(1);
		await pass(1_000);
		await fastForward(() => workflow.restart());
		changes.make(1);
		await pass(1_000);
		await workflow.stopTrigger();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
		// Where to begin with the webhook is known once it is made.
		expect(emulator.pings.map(({ status }) => status)).toEqual([503, 503, 200, 200, 200, 200]);
	});

	it('that a new webhook sends at once, before there is anything to read, start nothing', async () => {
		const emulator = await emulate({ switches: { handshakePing: true } });
		const workflow = await watching(emulator);
		await emulator.pingsSettled();
		expect(emulator.pings).toMatchObject([{ status: 200, responseBody: '' }]);
		expect(workflow.executions).toEqual([]);
	});
});
