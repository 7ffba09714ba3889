import { hasEnded, type Execution, type ItemJson } from '../test/e2e/executions.mts';
import { arrivedItems } from '../test/e2e/workflows.mts';
import type { World } from '../test/e2e/world.mts';

/** The executions that have ended since the last look; gives each once. */
export type Arrivals = () => Promise<Execution[]>;

/** Follows the executions of a workflow of `triggerWorkflow`. */
export function followArrivals({ client }: World, workflowId: string): Arrivals {
	const seen = new Set<string>();
	return async () => {
		const executions = await client.executions(workflowId);
		const fresh = executions.filter((one) => hasEnded(one) && !seen.has(one.id));
		fresh.forEach(({ id }) => seen.add(id));
		return fresh;
	};
}

/** The items that arrived, or why they did not: `RECORD_CREATED  Tasks  "Call the printer"`. */
export function describeArrival(execution: Execution, world: World): string[] {
	const { id, status, error } = execution;
	if (status !== 'success') return [`Execution ${id} failed: ${error ?? status}`];
	return arrivedItems([execution]).map((item) => describeItem(item, world));
}

/** What is shown of the trigger's simplified item. */
interface Simplified extends ItemJson {
	kind: string;
	table_id: string;
	changed_fields?: string[];
	record?: { Title?: string };
}

function describeItem(item: ItemJson, { emulator }: World): string {
	const { kind, table_id, record, changed_fields = [] } = item as Simplified;
	const table = Object.values(emulator.tables).find(({ id }) => id === table_id);
	const changed = changed_fields.length > 0 ? `  changed: ${changed_fields.join(', ')}` : '';
	return `${kind}  ${table?.name ?? table_id}  "${record?.Title ?? ''}"${changed}`;
}
