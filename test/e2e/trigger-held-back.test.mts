import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { publishTrigger, type PublishedTrigger } from './published-trigger.mts';
import { idsOf, note, ONCE } from './tally.mts';
import { startWorld, type World } from './world.mts';

/** Longer than the trigger waits before it takes an execution for one that n8n holds back. */
const WAIT = `await new Promise((resolve) => setTimeout(resolve, 15000));
return $input.all();`;
const PINGS = 6;

let world: World;

beforeAll(async () => {
	world = await startWorld({
		name: 'trigger-held-back',
		env: { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1', N8N_RUNNERS_TASK_TIMEOUT: '60' },
		emulator: { switches: { pingTimeoutMs: 3_000 } },
	});
});

afterAll(() => world?.stop());

beforeEach(() => world.emulator.reset());

/** Executions of 15 s, one at a time, and more changes than that lets through. */
async function publishSlow(): Promise<PublishedTrigger> {
	const { records, tables } = world.emulator;
	const trigger = await publishTrigger(world, { code: WAIT });
	for (let n = 0; n < PINGS; n++) {
		records.create(tables.tasks.id, { title: `Task ${n}` });
		await sleep(4_000);
	}
	return trigger;
}

async function emptyOnes(trigger: PublishedTrigger): Promise<number> {
	const executions = await trigger.executions();
	return executions.filter((one) => one.status === 'success' && idsOf([one]).length === 0).length;
}

it('waits for executions that n8n holds back, and hands none over twice', async () => {
	const trigger = await publishSlow();
	const tally = await trigger.tally();
	await note({ executions: tally.executions, empty: await emptyOnes(trigger) });
	expect(tally).toMatchObject({ ...ONCE, events: PINGS, failed: 0 });
	expect(await emptyOnes(trigger)).toBe(0);
});

it('hands over nothing again after a restart that lets n8n run what it held back', async () => {
	const trigger = await publishSlow();
	// By now one execution runs, one waits, and what it is about was written down.
	await world.n8n.restart({ kill: true });
	await world.client.untilPublished(trigger.id);
	await sleep(30_000);
	const executions = await trigger.executions();
	const ids = idsOf(executions.filter(({ status }) => status === 'success'));
	await note({ statuses: executions.map(({ status }) => status), ids: ids.length });
	expect(new Set(ids).size).toBe(ids.length);
	expect(await emptyOnes(trigger)).toBe(0);
	// What the killed execution was about is n8n's, which lists it as crashed.
	const crashed = executions.filter(({ status }) => status === 'crashed');
	expect(crashed.length).toBe(1);
});
