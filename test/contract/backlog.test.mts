import { describe, expect, it } from 'vitest';
import type { Switches } from '../emulator/index.mts';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import type { HostedWorkflow } from './n8n.mts';
import { emulate, onlyWebhookId, ping, watching } from './world.mts';

/** A backlog that nobody was pinged about, and then the one ping. */
async function backlog(count: number, switches: Partial<Switches> = {}) {
	const emulator = await emulate({ switches: { lostPings: 1, ...switches } });
	const workflow = await watching(emulator);
	const changes = changesIn(emulator);
	changes.make(count);
	const callsBefore = callsOf(emulator);
	await ping(workflow, { webhookId: onlyWebhookId(emulator) });
	return { emulator, workflow, changes, calls: () => callsOf(emulator) - callsBefore };
}

const sizes = ({ executions }: HostedWorkflow) => executions.map((items) => items.length);

describe('a backlog', () => {
	it('of 25,000 events comes in executions of at most 500, the rest by itself, in order', async () => {
		const { workflow, changes, calls } = await backlog(25_000);
		await expect.poll(() => workflow.events.length, { timeout: 25_000 }).toBe(25_000);
		await expect.poll(() => workflow.unanswered).toBe(0);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(25_000));
		// The first page tells how large the events are.
		const [first = 0, ...others] = sizes(workflow);
		expect([first, others.pop()]).toEqual([50, 450]);
		expect(others).toEqual(Array(49).fill(500));
		expect(calls()).toBeLessThanOrEqual(52);
	});

	it.each([150, 7])('in pages of %i makes no execution larger than 500', async (pageSizeMax) => {
		const { workflow } = await backlog(2_500, { pageSizeMax });
		await expect.poll(() => workflow.events.length, { timeout: 20_000 }).toBe(2_500);
		expect(Math.max(...sizes(workflow))).toBeLessThanOrEqual(500);
	});

	it('goes on while new changes come', async () => {
		const { emulator, workflow, changes } = await backlog(3_000);
		emulator.switches.lostPings = 0;
		for (let round = 0; round < 10; round++) {
			changes.make(5);
			await new Promise((resolve) => setImmediate(resolve));
		}
		await emulator.pingsSettled();
		await expect.poll(() => workflow.events.length, { timeout: 10_000 }).toBe(3_050);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3_050));
	});

	it('of more than one execution survives a restart in the middle', async () => {
		const { emulator, workflow, changes } = await backlog(5_000);
		await expect.poll(() => workflow.executions.length).toBeGreaterThan(1);
		await workflow.restart();
		await ping(workflow, { webhookId: onlyWebhookId(emulator) });
		await expect.poll(() => workflow.events.length, { timeout: 10_000 }).toBe(5_000);
		expect(changes.tallyOf(workflow)).toMatchObject({ lost: [], twice: [] });
	});

	it('of 2,500 changes by an ignored member does not hide what follows', async () => {
		const emulator = await emulate({ switches: { lostPings: 1 } });
		const [ada] = emulator.members;
		const workflow = await watching(emulator, {
			options: { pullInterval: 0, ignoreMembers: [ada?.id ?? ''] },
		});
		for (let n = 0; n < 2_500; n++) {
			emulator.records.create(emulator.tables.tasks.id, {}, ada?.id);
		}
		const changes = changesIn(emulator);
		changes.make(2);
		await ping(workflow, { webhookId: onlyWebhookId(emulator) });
		await expect.poll(() => workflow.events.length, { timeout: 10_000 }).toBe(2);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
	});
});
