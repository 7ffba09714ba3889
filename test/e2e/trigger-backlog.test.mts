import { platform } from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { hasEnded, type ExecutionSummary } from './executions.mts';
import { watchMemory } from './memory.mts';
import { publishTrigger } from './published-trigger.mts';
import { idsOf, note, ONCE } from './tally.mts';
import { until } from './until.mts';
import { startWorld, type World } from './world.mts';

const EVENTS = 25_000;
const MOST_OF_AN_EXECUTION = 500;
const BACKLOG_TIMEOUT_MS = 300_000;
/** MiB over n8n's idle memory. It is 150 to 220 here and for 100,000 events alike: most is V8's room. */
const MOST_MEMORY = 400;

let world: World;

beforeAll(async () => {
	world = await startWorld({ name: 'trigger-backlog' });
});

afterAll(() => world?.stop());

it.runIf(platform === 'linux')('delivers a backlog of 25,000 events in bites', async () => {
	const { emulator, client, n8n } = world;
	const { records, switches, tables } = emulator;
	const trigger = await publishTrigger(world);
	records.create(tables.tasks.id, { title: 'To warm n8n up' });
	await trigger.arrived(1);

	switches.lostPings = 1;
	for (let n = 2; n < EVENTS; n++) records.create(tables.tasks.id, { title: `Task ${n}` });
	switches.lostPings = 0;
	const memoryRise = await watchMemory(n8n.server.pid);
	const startedAt = Date.now();
	records.create(tables.tasks.id, { title: 'The one that is told of' });

	// Without reading the items, which would cost n8n more than the backlog itself.
	const filter = JSON.stringify({ workflowId: trigger.id });
	await until('all executions', BACKLOG_TIMEOUT_MS, async () => {
		const page = await client.rest.get(`/executions?limit=100&filter=${filter}`);
		const { results } = page as { results: ExecutionSummary[] };
		return results.filter(hasEnded).length > EVENTS / MOST_OF_AN_EXECUTION || undefined;
	});
	const seconds = Math.round((Date.now() - startedAt) / 1000);
	const memoryMiB = await memoryRise();
	await note({ seconds, memoryMiB });

	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: EVENTS, failed: 0 });
	const sizes = (await trigger.executions()).map((one) => idsOf([one]).length);
	expect(Math.max(...sizes)).toBeLessThanOrEqual(MOST_OF_AN_EXECUTION);
	expect(memoryMiB).toBeLessThan(MOST_MEMORY);
});
