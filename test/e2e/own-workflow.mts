import { onTestFinished } from 'vitest';
import { keepEvidence } from './evidence.mts';
import { hasEnded, type Execution } from './executions.mts';
import type { WorkflowJson } from './n8n-client.mts';
import { chain, manualTrigger, type NodeJson } from './nodes.mts';
import type { Stage } from './world.mts';

const RUN_TIMEOUT_MS = 60_000;
const START = 'Start';

/**
 * Creates a workflow that is removed when the test ends; what happened is kept when it fails.
 *
 * @returns its id
 */
export async function createOwnWorkflow(world: Stage, workflow: WorkflowJson): Promise<string> {
	const { client } = world;
	const id = await client.createWorkflow(workflow);
	onTestFinished(async ({ task }) => {
		if (task.result?.state === 'fail') await keepEvidence(world, id, task.name);
		await client.remove(id);
	});
	return id;
}

/** Runs nodes in turn, as a person does with "Execute workflow", and waits until that has ended. */
export async function runInTurn(world: Stage, ...nodes: NodeJson[]): Promise<Execution> {
	return await runOnce(world, chain('By Hand', [manualTrigger(START), ...nodes]), START);
}

/** The same with any workflow and the trigger to begin with. */
export async function runOnce(
	world: Stage,
	workflow: WorkflowJson,
	trigger: string,
): Promise<Execution> {
	const { client } = world;
	const id = await createOwnWorkflow(world, workflow);
	await client.runManually(id, trigger);
	const ended = (found: Execution[]) => found.length > 0 && found.every(hasEnded);
	const [run] = await client.waitForExecutions(id, ended, RUN_TIMEOUT_MS);
	if (!run) throw new Error('n8n does not show the run.');
	return run;
}
