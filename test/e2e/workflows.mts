import { randomUUID } from 'node:crypto';
import type { Execution, ItemJson } from './executions.mts';
import type { CredentialReference, WorkflowJson } from './n8n-client.mts';

/** Names of the nodes of `triggerWorkflow`. */
export const TRIGGER = 'SmartSuite Trigger';
export const ARRIVED = 'Changed Records';

interface TriggerWorkflow {
	name: string;
	credential: CredentialReference;
	solutionId: string;
	/** Over the trigger's default parameters (design section 3). */
	parameters?: Record<string, unknown>;
}

/** A workflow in which a SmartSuite trigger hands its items to a node that keeps them visible. */
export function triggerWorkflow(options: TriggerWorkflow): WorkflowJson {
	const { name, credential, solutionId, parameters } = options;
	return {
		name,
		nodes: [
			{
				id: randomUUID(),
				name: TRIGGER,
				type: 'n8n-nodes-smartsuite.smartSuiteTrigger',
				typeVersion: 1,
				position: [0, 0],
				webhookId: randomUUID(),
				credentials: { smartSuiteApi: credential },
				parameters: {
					solution: { __rl: true, mode: 'id', value: solutionId },
					events: ['RECORD_CREATED', 'RECORD_UPDATED', 'RECORD_DELETED'],
					watch: 'solution',
					simplify: true,
					options: {},
					...parameters,
				},
			},
			{
				id: randomUUID(),
				name: ARRIVED,
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [280, 0],
				parameters: {},
			},
		],
		connections: { [TRIGGER]: { main: [[{ node: ARRIVED, type: 'main', index: 0 }]] } },
	};
}

/** The items that have gone through a `triggerWorkflow`, in order. */
export function arrivedItems(executions: Execution[]): ItemJson[] {
	return executions.flatMap(({ items }) => items[ARRIVED] ?? []);
}
