import { hasEnded, listExecutions, type Execution, type ItemJson } from '../../e2e/executions.mts';
import type { N8nClient, WorkflowJson } from '../../e2e/n8n-client.mts';
import { until } from '../../e2e/until.mts';
import { ARRIVED } from '../../e2e/workflows.mts';
import type { World } from '../../e2e/world.mts';
import type { Delivery, Outcome, Running } from '../contender.mts';

/** A flood may keep n8n from answering for minutes. */
const END_TIMEOUT_MS = 240_000;

/** Publishes workflows, whose items are counted at the node `ARRIVED`. */
export async function publishAll({ client }: World, workflows: WorkflowJson[]): Promise<Running> {
	const ids: string[] = [];
	for (const workflow of workflows) {
		const id = await client.createWorkflow(workflow);
		ids.push(id);
		await client.publish(id);
	}
	return {
		isBusy: () => false,
		async outcome() {
			const runs = [];
			for (const id of ids) runs.push(await endedExecutions(client, id));
			return outcomeOf(runs);
		},
		async stop() {
			for (const id of ids) await client.remove(id);
		},
	};
}

/** With those that have not ended even then, as nothing of theirs has arrived. */
async function endedExecutions(client: N8nClient, id: string): Promise<Execution[]> {
	await until('the executions to end', END_TIMEOUT_MS, async () => {
		const all = await listExecutions(client.rest, id).catch(() => undefined);
		return all?.every(hasEnded) || undefined;
	}).catch(() => undefined);
	return await client.executions(id);
}

function outcomeOf(runs: Execution[][]): Outcome {
	const deliveries = runs.flatMap((executions, workflow) =>
		executions.flatMap((one) => deliveriesOf(one, workflow)),
	);
	const executions = runs.flat();
	if (executions.some(isUnrecorded)) {
		throw new Error(
			'n8n gave out no items of an execution that succeeded: what arrived is not known.',
		);
	}
	const failed = executions.filter(({ status }) => status !== 'success').length;
	return { deliveries, executions: executions.length, failed };
}

/** Even the first node of one that succeeded has left something. */
const isUnrecorded = ({ status, items }: Execution) =>
	status === 'success' && Object.keys(items).length === 0;

function deliveriesOf({ runs }: Execution, workflow: number): Delivery[] {
	return (runs[ARRIVED] ?? []).flatMap(({ startedAtMs: at, items }) =>
		items.map((item) => ({ workflow, recordId: recordIdOf(item), at })),
	);
}

/** Of an item of ours, or of an event as the API gives it. */
function recordIdOf(item: ItemJson): string {
	const event = (item.record_event_data ?? item) as { record_id?: unknown };
	return String(event.record_id);
}
