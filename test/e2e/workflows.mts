import { randomUUID } from 'node:crypto';
import type { Execution, ItemJson } from './executions.mts';
import type { CredentialReference, WorkflowJson } from './n8n-client.mts';
import { byId, chain, inTurn, node, noOp } from './nodes.mts';

/** Names of the nodes of `triggerWorkflow`. */
export const TRIGGER = 'SmartSuite Trigger';
export const ARRIVED = 'Changed Records';
const CODE = 'Code';
const POST = 'Post Event IDs';

interface TriggerWorkflow {
	name: string;
	credential: CredentialReference;
	solutionId: string;
	/** Over the trigger's default parameters. */
	parameters?: Record<string, unknown>;
	/** JavaScript of a Code node between the trigger and the last node. */
	code?: string;
	/** Where the last node posts the event ids of each execution, as one JSON list. */
	receiverUrl?: string;
}

/** Path of the production URL of a `triggerWorkflow`'s trigger (docs/internals/n8n.md section 4). */
export function webhookPath({ nodes: [trigger] }: WorkflowJson, workflowId: string): string {
	const { name, webhookId } = trigger as { name: string; webhookId?: string };
	const encoded = encodeURIComponent(encodeURIComponent(name.toLowerCase()));
	return `/webhook/${webhookId ?? `${workflowId}/${encoded}`}/webhook`;
}

/** A workflow in which a SmartSuite trigger hands its items to a node that keeps them visible. */
export function triggerWorkflow(options: TriggerWorkflow): WorkflowJson {
	const { name, code, receiverUrl } = options;
	return chain(name, [
		triggerNode(options),
		...(code === undefined ? [] : [codeNode(code)]),
		noOp(ARRIVED),
		...(receiverUrl === undefined ? [] : [postNode(receiverUrl)]),
	]);
}

function triggerNode({ credential, solutionId, parameters }: TriggerWorkflow) {
	return node(TRIGGER, 'n8n-nodes-smartsuite.smartSuiteTrigger', {
		typeVersion: 1.1,
		webhookId: randomUUID(),
		credentials: { smartSuiteApi: credential },
		parameters: {
			solution: byId(solutionId),
			events: ['RECORD_CREATED', 'RECORD_UPDATED', 'RECORD_DELETED'],
			watch: 'solution',
			simplify: true,
			options: {},
			...parameters,
		},
	});
}

const codeNode = (code: string) =>
	node(CODE, 'n8n-nodes-base.code', { typeVersion: 2, parameters: { jsCode: code } });

const postNode = (url: string) =>
	node(POST, 'n8n-nodes-base.httpRequest', {
		typeVersion: 4.2,
		executeOnce: true,
		parameters: {
			method: 'POST',
			url,
			sendBody: true,
			specifyBody: 'json',
			jsonBody: '={{ JSON.stringify($input.all().map(({ json }) => json.event_id)) }}',
			options: {},
		},
	});

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

/** The items that have gone through a `triggerWorkflow`, in order. */
export function arrivedItems(executions: Execution[]): ItemJson[] {
	return executions.flatMap(({ items }) => items[ARRIVED] ?? []);
}
