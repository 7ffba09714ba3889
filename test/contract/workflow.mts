import { Workflow } from 'n8n-workflow';
import type {
	IDataObject,
	INode,
	INodeParameters,
	INodeType,
	INodeTypes,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { SmartSuite } from '../../nodes/SmartSuite/SmartSuite.node.ts';
import { SmartSuiteTrigger } from '../../nodes/SmartSuite/SmartSuiteTrigger.node.ts';
import type { CredentialStore } from './credentials.mts';

export const action = new SmartSuite();
export const trigger = new SmartSuiteTrigger();

const typesByName: Record<string, INodeType> = { smartSuite: action, smartSuiteTrigger: trigger };

const nodeTypes = {
	getByName: (type: string) => typesByName[type],
	getByNameAndVersion: (type: string) => typesByName[type],
	getKnownTypes: () => ({}),
} as INodeTypes;

let nodesMade = 0;

/** Fields and values as SmartSuite sent them, for which nothing is read: labels are a subject of their own. */
export const AS_SENT = { fieldNames: 'slug', values: 'raw' };

/** A trigger whose items have records as they were sent, unless its options say otherwise. */
function withRecordsAsSent({ options, ...parameters }: INodeParameters): INodeParameters {
	return { ...parameters, options: { ...AS_SENT, ...(options as INodeParameters | undefined) } };
}

/** A node in a workflow of its own, with a credential and n8n's defaults for what is not given. */
export function nodeOf(nodeType: INodeType, given: INodeParameters): INode {
	const parameters = nodeType === trigger ? withRecordsAsSent(given) : given;
	const { name: type, displayName: name, properties } = nodeType.description;
	const id = `node-${++nodesMade}`;
	const node: INode = {
		id,
		name,
		type,
		typeVersion: Number(nodeType.description.version),
		position: [0, 0],
		webhookId: `path-of-${id}`,
		parameters,
		credentials: { smartSuiteApi: { id: `credential-of-${id}`, name: 'SmartSuite account' } },
	};
	const filledIn = NodeHelpers.getNodeParameters(
		properties,
		parameters,
		true,
		false,
		node,
		nodeType.description,
	);
	return { ...node, parameters: filledIn ?? parameters };
}

/** n8n's own workflow object around the node. */
export function workflowOf(node: INode, staticData: IDataObject = {}): Workflow {
	return new Workflow({
		id: `workflow-of-${node.id}`,
		name: 'Contract',
		nodes: [node],
		connections: {},
		active: true,
		nodeTypes,
		staticData,
	});
}

/** What n8n hands to every context, as far as this package's nodes touch it. */
export function additionalDataOf(
	credential: CredentialStore,
	baseUrl: string,
	more: Partial<IWorkflowExecuteAdditionalData> = {},
): IWorkflowExecuteAdditionalData {
	const data: Partial<IWorkflowExecuteAdditionalData> = {
		credentialsHelper: credential.helper,
		webhookBaseUrl: `${baseUrl}/webhook`,
		webhookTestBaseUrl: `${baseUrl}/webhook-test`,
		webhookWaitingBaseUrl: `${baseUrl}/webhook-waiting`,
		formWaitingBaseUrl: `${baseUrl}/form-waiting`,
		currentNodeExecutionIndex: 0,
		instanceBaseUrl: baseUrl,
		variables: {},
		...more,
	};
	return data as IWorkflowExecuteAdditionalData;
}
