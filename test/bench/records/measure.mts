import { setTimeout as sleep } from 'node:timers/promises';
import { hasEnded, listExecutions, type Execution } from '../../e2e/executions.mts';
import { watchMemory } from '../../e2e/memory.mts';
import type { WorkflowJson } from '../../e2e/n8n-client.mts';
import { until } from '../../e2e/until.mts';
import { ARRIVED } from '../../e2e/workflows.mts';
import type { World } from '../../e2e/world.mts';
import { watchAll } from '../contenders/watch-all.mts';
import { START, type RecordContender } from './contenders.mts';
import { costsOf, writtenBy, type RecordFigures } from './figures.mts';
import type { RecordWorkload } from './workloads.mts';

/** As over the internet, with what the server does. */
const ANSWER_MS = 100;
/** A call for each item, and pauses after a 429. */
const RUN_TIMEOUT_MS = 600_000;
/** n8n loads much at first use. */
const WARM_UP_ITEMS = 4;
const REST_MS = 6_000;

/** @returns undefined where the contender has nothing for it */
export async function measureRecords(
	world: World,
	contender: RecordContender,
	workload: RecordWorkload,
): Promise<RecordFigures | undefined> {
	const { emulator, n8n } = world;
	const { work, items, wanted } = workload;
	const warmUp = await contender.workflow(world, work, WARM_UP_ITEMS);
	const workflow = await contender.workflow(world, work, items);
	if (!warmUp || !workflow) return undefined;
	emulator.reset();
	await n8n.restart();
	await run(world, warmUp);
	emulator.reset();
	workload.prepare(emulator);
	await sleep(REST_MS);

	emulator.faults.next({}, { delayMs: ANSWER_MS }, Infinity);
	watchAll(emulator, undefined);
	const memoryRise = await watchMemory(n8n.server.pid);
	const execution = await run(world, workflow, memoryRise);
	const arrived = execution.items[ARRIVED] ?? [];
	const events = emulator.webhooks[0]?.events.map(({ event }) => event) ?? [];
	const counted = work === 'read' ? { done: arrived.length, twice: 0 } : writtenBy(events);
	return {
		wanted,
		...counted,
		...costsOf(emulator.calls),
		memory: execution.memoryMiB,
		...(execution.error !== undefined && { error: execution.error }),
	};
}

/** Runs it by hand; memory is asked for before n8n reads the execution for us. */
async function run(
	{ client }: World,
	workflow: WorkflowJson,
	memoryRise: () => Promise<number> = () => Promise.resolve(0),
): Promise<Execution & { memoryMiB: number }> {
	const id = await client.createWorkflow(workflow);
	await client.runManually(id, START);
	await until('the run to end', RUN_TIMEOUT_MS, async () => {
		const all = await listExecutions(client.rest, id);
		return (all.length > 0 && all.every(hasEnded)) || undefined;
	});
	const memoryMiB = await memoryRise();
	const [execution] = await client.executions(id);
	await client.remove(id);
	if (!execution) throw new Error('n8n does not show the run.');
	return { ...execution, memoryMiB };
}
