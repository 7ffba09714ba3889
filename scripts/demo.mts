import type { Execution } from '../test/e2e/executions.mts';
import { step } from '../test/e2e/progress.mts';
import { until } from '../test/e2e/until.mts';
import { arrivedItems, triggerWorkflow } from '../test/e2e/workflows.mts';
import type { World } from '../test/e2e/world.mts';
import { describeArrival, followArrivals, type Arrivals } from './arrivals.mts';

/** Milliseconds from a change to its item; less than one second is usual. */
const ARRIVAL_TIMEOUT_MS = 30_000;

/** Publishes the example workflow and gives what arrives in it. */
export async function publishExample(world: World): Promise<Arrivals> {
	const { client, credential, emulator } = world;
	const workflowId = await client.createWorkflow(
		triggerWorkflow({ name: 'SmartSuite example', credential, solutionId: emulator.solution.id }),
	);
	await step('Publishing the example workflow', () => client.publish(workflowId));
	return followArrivals(world, workflowId);
}

/**
 * Creates, changes and deletes a record in SmartSuite, and prints each event as it arrives.
 *
 * @throws {Error} when an event does not arrive in time, or its execution fails
 */
export async function showJourney(world: World, arrivals: Arrivals, signal: AbortSignal) {
	const { records, tables } = world.emulator;
	const arrival = (kind: string) =>
		until(
			`the ${kind} event to reach the workflow`,
			ARRIVAL_TIMEOUT_MS,
			async () => hasBrought(await printArrivals(world, arrivals), kind) || undefined,
			signal,
		);

	console.log('\nA record is created, changed and deleted in SmartSuite. The workflow receives:\n');
	const { id } = records.create(tables.tasks.id, { title: 'Call the printer' });
	await arrival('RECORD_CREATED');
	records.update(tables.tasks.id, id, { status: 'complete' });
	await arrival('RECORD_UPDATED');
	records.delete(tables.tasks.id, id);
	await arrival('RECORD_DELETED');
}

/** Prints what has arrived since the last look, and gives it. */
export async function printArrivals(world: World, arrivals: Arrivals): Promise<Execution[]> {
	const fresh = await arrivals();
	const lines = fresh.flatMap((execution) => describeArrival(execution, world));
	for (const line of lines) console.log(`  ${line}`);
	return fresh;
}

function hasBrought(executions: Execution[], kind: string): boolean {
	if (executions.some(({ status }) => status !== 'success')) {
		throw new Error('An execution of the example workflow failed, see above.');
	}
	return arrivedItems(executions).some((item) => item.kind === kind);
}
