import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { hasEnded } from './executions.mts';
import { publishTrigger } from './published-trigger.mts';
import { note, ONCE } from './tally.mts';
import { startWorld, type World } from './world.mts';

let world: World;

beforeAll(async () => {
	world = await startWorld({ name: 'trigger-flooded' });
});

afterAll(() => world?.stop());

beforeEach(() => world.emulator.reset());

function change(count: number) {
	const { records, tables } = world.emulator;
	for (let n = 0; n < count; n++) records.create(tables.tasks.id, { title: `Task ${n}` });
}

it('delivers each event once when every ping comes twice', async () => {
	world.emulator.switches.duplicatePings = 1;
	const trigger = await publishTrigger(world);

	for (let count = 1; count <= 5; count++) {
		change(1);
		await trigger.arrived(count);
	}

	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 5 });
	expect(world.emulator.pings).toHaveLength(10);
});

it('delivers each event once when fifty pings arrive together', async () => {
	const trigger = await publishTrigger(world);

	change(50);

	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 50 });
});

it('delivers 1,000 changes of five seconds without a call too many', async () => {
	const trigger = await publishTrigger(world);
	const from = world.emulator.calls.length;

	// In batches, because a timer of Node waits at least a millisecond.
	for (let batch = 0; batch < 100; batch++) {
		change(10);
		await sleep(50);
	}

	const changedAt = Date.now();
	await trigger.arrived(1_000);
	const arrivedAfterMs = Date.now() - changedAt;
	await world.emulator.pingsSettled();
	const settledAfterMs = Date.now() - changedAt;
	const tally = await trigger.tally();
	expect(tally).toMatchObject({ ...ONCE, events: 1_000 });
	const callsOfTheDrains = tally.calls - from;
	const { length: pings } = world.emulator.pings;
	const answers = countsOf(world.emulator.pings.map(({ status }) => status ?? 0));
	await note({ callsOfTheDrains, arrivedAfterMs, settledAfterMs, pings, answers });
	expect(tally.calls - from).toBeLessThan(50);
});

it('delivers each event once though a Code node writes static data in every run', async () => {
	const code = `$getWorkflowStaticData('global').n = ($getWorkflowStaticData('global').n ?? 0) + 1;
		return $input.all();`;
	const trigger = await publishTrigger(world, { code });

	for (let n = 0; n < 20; n++) {
		change(1);
		await world.emulator.pingsSettled();
	}

	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 20 });
});

it('asks once about pings that are not its own, looks once for those it cannot read, and runs nothing', async () => {
	// Without the keep-alive, whose ping after publishing is a call of its own.
	const trigger = await publishTrigger(world, { parameters: { options: { keepAliveHours: 0 } } });
	const { emulator, n8n } = world;
	const send = (body: string | Buffer | undefined, type = 'application/json') =>
		fetch(n8n.url + trigger.path, { method: 'POST', headers: { 'content-type': type }, body });
	const unknown = () => JSON.stringify({ webhookId: randomUUID() });
	const callsBefore = emulator.calls.length;

	const answers = [
		await send(unknown()),
		await send(undefined),
		await send(Buffer.from(unknown()), 'application/octet-stream'),
		await send('x'.repeat(1_000_000), 'text/plain'),
		await send('x'.repeat(1_000_000)),
		await send(JSON.stringify({ webhookId: 'x'.repeat(1_000_000) })),
	];
	// In a row, not all at once: n8n reads its database for each, and gives up on it where 500 wait.
	for (let round = 0; round < 20; round++) {
		answers.push(...(await Promise.all(Array.from({ length: 25 }, () => send(unknown())))));
	}

	const statuses = answers.map(({ status }) => status);
	// The webhook of the test before goes a few seconds after its workflow.
	const calls = emulator.calls.slice(callsBefore).filter(({ rpc }) => rpc !== 'DeleteWebhook');
	await note({ statuses: countsOf(statuses), calls: calls.map(({ rpc }) => rpc) });
	expect(countsOf(calls.map(({ rpc }) => rpc ?? ''))).toEqual({ ListWebhooks: 1, ListEvents: 1 });
	expect(await trigger.executions()).toEqual([]);
	change(3);
	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 3, failed: 0 });
});

it('shows one failed execution for a refused token, and delivers once it is mended', async () => {
	const { emulator, client } = world;
	const trigger = await publishTrigger(world);
	const refused = {
		status: 401,
		body: { code: 'unauthenticated', msg: 'invalid token', meta: {} },
	};
	emulator.faults.next({ rpc: 'ListEvents' }, refused, 1_000);

	for (let count = 1; count <= 5; count++) {
		change(1);
		await emulator.pingsSettled();
	}
	const executions = await client.waitForExecutions(
		trigger.id,
		(found) => found.length > 0 && found.every(hasEnded),
		30_000,
	);
	await note({ shown: executions.map(({ status, error }) => ({ status, error })) });
	expect(executions).toMatchObject([
		{ status: 'error', error: expect.stringMatching(/token/i) as string },
	]);

	emulator.faults.clear();
	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 5, failed: 1 });
});

function countsOf(values: Array<number | string>): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
	return counts;
}
