import { ExecuteContext, LoadOptionsContext } from 'n8n-core';
import { createRunExecutionData } from 'n8n-workflow';
import type {
	IBinaryKeyData,
	IDataObject,
	ILoadOptionsFunctions,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	IWorkflowExecuteAdditionalData,
	ResourceMapperFields,
} from 'n8n-workflow';
import type { CredentialStore } from './credentials.mts';
import { action, additionalDataOf, nodeOf, workflowOf } from './workflow.mts';

export interface Run {
	/** One input item each; parameters may differ by item through expressions. Default: one empty item. */
	input?: IDataObject[];
	/** Binary data of each input item, where it has some. */
	binary?: IBinaryKeyData[];
	continueOnFail?: boolean;
	/** How often n8n runs the node as long as it fails: Retry On Fail (default 1). */
	tries?: number;
	stop?: AbortSignal;
}

let executions = 0;

/** Runs the action node in n8n-core's real execute context. */
export async function execute(
	credential: CredentialStore,
	parameters: INodeParameters,
	{ input = [{}], binary = [], continueOnFail = false, tries = 1, stop }: Run = {},
): Promise<INodeExecutionData[]> {
	const node = nodeWith(action, credential, parameters);
	if (continueOnFail) node.onError = 'continueRegularOutput';
	const items = input.map((json, nth) => ({ json, ...(binary[nth] && { binary: binary[nth] }) }));
	const executionId = `execution-${++executions}`;
	const tryOnce = async () => {
		const context = new ExecuteContext(
			workflowOf(node),
			node,
			additionalDataOf(credential, 'http://127.0.0.1', { executionId }),
			'trigger',
			createRunExecutionData(),
			0,
			items,
			{ main: [items] },
			{ node, data: { main: [items] }, source: null },
			[],
			stop,
		);
		return (await action.execute.call(context))[0] ?? [];
	};
	for (let left = tries; left > 1; left--) {
		const output = await tryOnce().catch(() => undefined);
		// As n8n does, it tries again where the first item is an error, too.
		if (output && output[0]?.json.error === undefined) return output;
	}
	return await tryOnce();
}

type Methods = typeof action.methods;

/** Where n8n is to be reached, if that is of interest. */
type N8nAddresses = Partial<
	Pick<IWorkflowExecuteAdditionalData, 'instanceBaseUrl' | 'webhookWaitingBaseUrl'>
>;

/** Searches a dropdown as the editor does, with the panel filled in so far. */
export async function search(
	credential: CredentialStore,
	method: keyof Methods['listSearch'],
	parameters: INodeParameters = {},
	filter?: string,
	n8n: N8nAddresses = {},
	paginationToken?: unknown,
): Promise<INodeListSearchResult> {
	const context = loadOptionsContext(action, credential, parameters, n8n);
	const searched: ListSearch = action.methods.listSearch[method];
	return await searched.call(context, filter, paginationToken);
}

/** A search that may go on where it ended before. */
type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: unknown,
) => Promise<INodeListSearchResult>;

/** Loads the options of a dropdown as the editor does. */
export async function load(
	credential: CredentialStore,
	method: keyof Methods['loadOptions'],
	parameters: INodeParameters = {},
	n8n: N8nAddresses = {},
	path = 'parameters',
): Promise<INodePropertyOptions[]> {
	const context = loadOptionsContext(action, credential, parameters, n8n, path);
	return await action.methods.loadOptions[method].call(context);
}

/** Asks for the fields of a resource mapper as the editor does. */
export async function mapper(
	credential: CredentialStore,
	parameters: INodeParameters,
): Promise<ResourceMapperFields> {
	const context = loadOptionsContext(action, credential, parameters, {});
	return await action.methods.resourceMapping.getRecordColumns.call(context);
}

function loadOptionsContext(
	nodeType: INodeType,
	credential: CredentialStore,
	parameters: INodeParameters,
	n8n: N8nAddresses,
	path = 'parameters',
): LoadOptionsContext {
	const node = nodeWith(nodeType, credential, parameters);
	const data = additionalDataOf(credential, 'http://127.0.0.1', {
		currentNodeParameters: { ...node.parameters, ...parameters },
		...n8n,
	});
	return new LoadOptionsContext(workflowOf(node), node, data, path);
}

function nodeWith(
	nodeType: INodeType,
	{ id }: CredentialStore,
	parameters: INodeParameters,
): INode {
	const credentials = { smartSuiteApi: { id, name: 'SmartSuite account' } };
	return { ...nodeOf(nodeType, parameters), credentials };
}
