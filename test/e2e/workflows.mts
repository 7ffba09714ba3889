import { randomUUID } from 'node:crypto';
import type { Execution, ItemJson } from './executions.mts';
import type { CredentialReference, WorkflowJson } from './n8n-client.mts';

/** Names of the nodes of `triggerWorkflow`. */
export const TRIGGER = 'SmartSuite Trigger';
export const ARRIVED = 'Changed Records';
export const CODE = 'Code';
const POST = 'Post Event IDs';

interface TriggerWorkflow {
	name: string;
	credential: CredentialReference;
	solutionId: string;
	/** Over the trigger's default parameters (design section 3). */
	parameters?: Record<string, unknown>;
	/** JavaScript of a Code node between the trigger and the last node. */
	code?: string;
	/** Where the last node posts the event ids of each execution, as one JSON list. */
	receiverUrl?: string;
}

/** Path of the production URL of a `triggerWorkflow`'s trigger. */
export function webhookPath({ nodes }: WorkflowJson): string {
	return `/webhook/${String(nodes[0]?.webhookId)}/webhook`;
}

/** A workflow in which a SmartSuite trigger hands its items to a node that keeps them visible. */
export function triggerWorkflow(options: TriggerWorkflow): WorkflowJson {
	const { name, credential, solutionId, parameters, code, receiverUrl } = options;
	const codeNode = {
		id: randomUUID(),
		name: CODE,
		type: 'n8n-nodes-base.code',
		typeVersion: 2,
		position: [140, 0],
		parameters: { jsCode: code },
	};
	return {
		name,
		nodes: [
			{
				id: randomUUID(),
				name: TRIGGER,
				type: 'n8n-nodes-smartsuite.smartSuiteTrigger',
				typeVersion: 1.1,
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
			...(code === undefined ? [] : [codeNode]),
			{
				id: randomUUID(),
				name: ARRIVED,
				type: 'n8n-nodes-base.noOp',
				typeVersion: 1,
				position: [280, 0],
				parameters: {},
			},
			...(receiverUrl === undefined ? [] : [postNode(receiverUrl)]),
		],
		connections: inTurn([
			TRIGGER,
			...(code === undefined ? [] : [CODE]),
			ARRIVED,
			...(receiverUrl === undefined ? [] : [POST]),
		]),
	};
}

function postNode(url: string): Record<string, unknown> {
	return {
		id: randomUUID(),
		name: POST,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		position: [420, 0],
		executeOnce: true,
		parameters: {
			method: 'POST',
			url,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ JSON.stringify($input.all().map(({ json }) => json.event_id)) }}',
			options: {},
		},
	};
}

/** The same workflow with other properties, and over them parameters, of its trigger. */
export function withTrigger<Workflow extends WorkflowJson>(
	workflow: Workflow,
	{ parameters, ...properties }: Record<string, unknown> & { parameters?: object },
): Workflow {
	const [trigger, ...others] = workflow.nodes;
	const changed = {
		...trigger,
		...properties,
		parameters: { ...(trigger?.parameters as object), ...parameters },
	};
	const order = [changed, ...others].map(({ name }: Record<string, unknown>) => String(name));
	return { ...workflow, nodes: [changed, ...others], connections: inTurn(order) };
}

/** Connects the nodes one after the other. */
function inTurn(names: string[]): Record<string, unknown> {
	const links = names.slice(1).map((node, index) => {
		const main = [[{ node, type: 'main', index: 0 }]];
		return [names[index] ?? '', { main }] as const;
	});
	return Object.fromEntries(links);
}

/** The items that have gone through a `triggerWorkflow`, in order. */
export function arrivedItems(executions: Execution[]): ItemJson[] {
	return executions.flatMap(({ items }) => items[ARRIVED] ?? []);
}
