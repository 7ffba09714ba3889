import { afterEach, describe, expect, it } from 'vitest';
import type { INodeParameters } from 'n8n-workflow';
import type { EmulatorOptions } from '../emulator/index.mts';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import { fastForward, pass, passUntil, stopTime } from './fast-forward.mts';
import type { HostedWorkflow } from './n8n.mts';
import { emulate, onlyWebhookId, watching } from './world.mts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

let stop = async () => {};
afterEach(async () => await stop());

/** A published workflow whose trigger runs, a minute after its start. */
async function running(options: INodeParameters = {}, emulatorOptions: EmulatorOptions = {}) {
	stopTime();
	const emulator = await emulate(emulatorOptions);
	const workflow = await watching(emulator, { options: { pullInterval: 0, ...options } });
	await workflow.startTrigger();
	stop = async () => await workflow.stopTrigger();
	await pass(60_000);
	return { emulator, workflow, changes: changesIn(emulator), callsAtStart: callsOf(emulator) };
}

/** Lets idle days pass, hour by hour. */
async function idle(workflow: HostedWorkflow, days: number): Promise<void> {
	for (let hour = 0; hour < days * 24; hour++) {
		await pass(HOUR_MS);
		workflow.tick?.();
	}
	await pass(60_000);
}

describe('the built-in keep-alive', () => {
	it.each([7, 14])('keeps the webhook over %i idle days, for two calls a day', async (days) => {
		const { emulator, workflow, changes, callsAtStart } = await running();
		const id = onlyWebhookId(emulator);
		await idle(workflow, days);
		expect(callsOf(emulator) - callsAtStart).toBeLessThanOrEqual(2 * days);
		expect(workflow.executions).toEqual([]);
		changes.make(2);
		await passUntil(() => workflow.events.length === 2);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
		expect(onlyWebhookId(emulator)).toBe(id);
		expect(workflow.warnings).toEqual([]);
	});

	it('keeps it with longer pauses for fewer calls', async () => {
		const { emulator, workflow, callsAtStart } = await running({ keepAliveHours: 144 });
		await idle(workflow, 30);
		expect(emulator.webhooks).toMatchObject([{ status: 'active' }]);
		expect(callsOf(emulator) - callsAtStart).toBeLessThanOrEqual(10);
	});

	it('switched off makes no call, not even at the start', async () => {
		const { emulator, workflow, callsAtStart } = await running({ keepAliveHours: 0 });
		expect(callsAtStart).toBe(2);
		await idle(workflow, 7);
		expect(callsOf(emulator)).toBe(callsAtStart);
		expect(emulator.webhooks).toMatchObject([{ status: 'expired' }]);
		await pass(7 * DAY_MS);
		expect(emulator.webhooks).toEqual([]);
	});

	it('delivers what a lost ping was about', async () => {
		const { workflow, changes } = await running({}, { switches: { lostPings: 1 } });
		changes.make(3);
		await idle(workflow, 1);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
	});

	it('revives a webhook that expired while n8n was down for eight days', async () => {
		const { emulator, workflow, changes } = await running();
		await workflow.stopTrigger();
		workflow.serving = 'nothing';
		await pass(8 * DAY_MS);
		changes.make(2);
		expect(emulator.webhooks).toMatchObject([{ status: 'expired' }]);
		workflow.serving = 'webhooks';
		await fastForward(() => workflow.restart());
		await workflow.startTrigger();
		await passUntil(() => workflow.events.length === 2);
		changes.make(1);
		await passUntil(() => workflow.events.length === 3);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
		expect(callsOf(emulator, 'CreateWebhook')).toBe(1);
	});

	it.each(['any', 'number'] as const)(
		'works while n8n cannot reach its own URL, with a server that takes page sizes as %s',
		async (pageSizeType) => {
			const { emulator, workflow, changes } = await running(
				{},
				{ switches: { pageSizeType, lostPings: 1 } },
			);
			const id = onlyWebhookId(emulator);
			workflow.serving = 'nothing';
			await idle(workflow, 10);
			changes.make(2);
			await idle(workflow, 1);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
			expect(emulator.webhooks).toMatchObject([{ id, status: 'active' }]);
		},
	);

	it('lists payloads where pings come to another process and the own URL to nobody, and says so once', async () => {
		const { emulator, workflow } = await running();
		const id = onlyWebhookId(emulator);
		await workflow.moveToAnotherProcess();
		workflow.savedStaticData = workflow.savedStaticData.replace(
			'"isBesideTrigger":true',
			'"isBesideTrigger":false',
		);
		workflow.serving = 'nothing';
		await fastForward(() => workflow.publish('init'));
		await workflow.startTrigger();
		await idle(workflow, 10);
		expect(emulator.webhooks).toMatchObject([{ id, status: 'active' }]);
		const said = workflow.warnings.filter(({ message }) => message.includes('cannot reach itself'));
		expect(said.length).toBe(1);
	});

	it('goes on after SmartSuite was away when its time had come', async () => {
		const { emulator, workflow } = await running();
		emulator.faults.next({}, { status: 503 }, Infinity);
		await idle(workflow, 2);
		emulator.faults.clear();
		expect(workflow.warnings).toContainEqual({
			message: expect.stringContaining('cannot renew its webhook') as string,
			workflowId: `workflow-of-${workflow.node.id}`,
			webhookId: onlyWebhookId(emulator),
		});
		await idle(workflow, 10);
		expect(emulator.webhooks).toMatchObject([{ status: 'active' }]);
	});

	it('stops with the workflow', async () => {
		const { emulator, workflow, callsAtStart } = await running();
		await workflow.stopTrigger();
		await idle(workflow, 3);
		expect(callsOf(emulator)).toBe(callsAtStart);
	});
});

describe('the first ping of its own', () => {
	it.each(['activate', 'update'] as const)(
		'comes a second after publishing (%s)',
		async (activation) => {
			stopTime();
			const emulator = await emulate();
			const workflow = await watching(emulator);
			const startedAt = emulator.clock.now();
			await workflow.startTrigger(activation);
			stop = async () => await workflow.stopTrigger();
			await pass(900);
			expect(callsOf(emulator, 'ListEvents')).toBe(0);
			await pass(1_100);
			const drains = emulator.calls.filter(({ rpc }) => rpc === 'ListEvents');
			expect(drains.map(({ at }) => Math.round((at - startedAt) / 1_000))).toEqual([1]);
		},
	);
});

describe.each(['init', 'leadershipChange'] as const)('a hundred workflows (%s)', (activation) => {
	it('do not keep alive in the same minute, nor ping in the same second after a start', async () => {
		stopTime();
		const emulator = await emulate();
		const workflows: HostedWorkflow[] = [];
		for (let n = 0; n < 100; n++) workflows.push(await watching(emulator));
		const startedAt = emulator.clock.now();
		const callsBefore = callsOf(emulator);
		await Promise.all(workflows.map(async (workflow) => await workflow.startTrigger(activation)));
		await pass(60_000);
		const seconds = emulator.calls
			.slice(callsBefore)
			.map(({ at }) => Math.floor((at - startedAt) / 1_000));
		const most = (values: unknown[]) =>
			Math.max(...values.map((value) => values.filter((other) => other === value).length));
		expect(seconds.length).toBe(100);
		expect(most(seconds)).toBeLessThanOrEqual(20);
		expect(most(workflows.map(({ cron }) => cron))).toBeLessThanOrEqual(2);
		await Promise.all(workflows.map(async (workflow) => await workflow.stopTrigger()));
	});
});
