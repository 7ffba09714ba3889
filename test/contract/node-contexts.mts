import { ExecuteContext, HookContext, TriggerContext, WebhookContext } from 'n8n-core';
import { createRunExecutionData } from 'n8n-workflow';
import type {
	INode,
	INodeExecutionData,
	IRun,
	IWebhookData,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { Request, Response } from 'express';
import type { CredentialStore } from './credentials.mts';
import { additionalDataOf, trigger } from './workflow.mts';

/** What n8n's log would show. */
export interface Warning {
	message: string;
	workflowId?: string;
	webhookId?: string;
}

/** A workflow as one n8n knows it at this moment. */
export interface Hosted {
	node: INode;
	baseUrl: string;
	credential: CredentialStore;
	/** Of the n8n; undefined: n8n-core's own. */
	instanceId: string | undefined;
	warnings: Warning[];
}

/** Why and how n8n calls a hook. */
export interface HookCall {
	mode: WorkflowExecuteMode;
	activation: WorkflowActivateMode;
	/** For the test URL. */
	isTest?: boolean;
}

/** n8n-core's context for `checkExists`, `create` and `delete`. */
export function hookContext(
	hosted: Hosted,
	workflow: Workflow,
	{ mode, activation, isTest = false }: HookCall,
): HookContext {
	const { node, credential, baseUrl } = hosted;
	const data = additionalDataOf(credential, baseUrl);
	const webhook = { ...webhookData(workflow), isTest };
	return at(hosted, new HookContext(workflow, node, data, mode, activation, webhook));
}

/** What n8n does for a node that runs beside its webhook. */
export interface TriggerServices {
	/** Gets the registered clock. */
	onCron: (expression: string, tick: () => void) => void;
	/** Runs a workflow; settles once that is done. */
	onEmit: (items: INodeExecutionData[]) => Promise<void>;
	/** Records a failed execution. */
	onFailure: (error: Error) => void;
}

/** n8n-core's context for `trigger`. */
export function triggerContext(
	hosted: Hosted,
	workflow: Workflow,
	activation: WorkflowActivateMode,
	{ onCron, onEmit, onFailure }: TriggerServices,
): TriggerContext {
	const data = additionalDataOf(hosted.credential, hosted.baseUrl);
	const context = new TriggerContext(
		workflow,
		hosted.node,
		data,
		'trigger',
		activation,
		([items = []], _response, done) => {
			void onEmit(items).then(
				() => done?.resolve({} as IRun),
				(error: Error) => done?.reject(error),
			);
		},
		undefined,
		onFailure,
		{ registerCron: ({ expression }, tick) => onCron(expression, () => tick(new Date())) },
	);
	return at(hosted, context);
}

/** n8n-core's context for `webhook`, around an HTTP request; of the test URL in mode `manual`. */
export function webhookContext(
	hosted: Hosted,
	workflow: Workflow,
	httpRequest: Request,
	httpResponse: Response,
	isTest = false,
): WebhookContext {
	const { node, credential, baseUrl } = hosted;
	const data = additionalDataOf(credential, baseUrl, { httpRequest, httpResponse });
	const webhook = { ...webhookData(workflow), isTest };
	const mode = isTest ? 'manual' : 'webhook';
	return at(hosted, new WebhookContext(workflow, node, data, mode, webhook, [], null));
}

/** n8n-core's context for `execute` of the trigger node. */
export function executeContext(
	hosted: Hosted,
	workflow: Workflow,
	items: INodeExecutionData[],
	{ executionId, mode }: { executionId: string; mode: WorkflowExecuteMode },
): ExecuteContext {
	const { node } = hosted;
	const data = additionalDataOf(hosted.credential, hosted.baseUrl, { executionId });
	const context = new ExecuteContext(
		workflow,
		node,
		data,
		mode,
		createRunExecutionData(),
		0,
		items,
		{ main: [items] },
		{ node, data: { main: [items] }, source: null },
		[],
	);
	return at(hosted, context);
}

/** Gives the context the n8n that it is in: its log and its instance id. */
function at<Context extends object>({ warnings, instanceId }: Hosted, context: Context): Context {
	const note = (message: string, more: Omit<Warning, 'message'> = {}) =>
		void warnings.push({ message, ...more });
	const logger = { debug() {}, info() {}, warn: note, error: note };
	Object.defineProperty(context, 'logger', { value: logger });
	if (instanceId) Object.defineProperty(context, 'getInstanceId', { value: () => instanceId });
	return context;
}

function webhookData(workflow: Workflow): IWebhookData {
	const [webhookDescription] = trigger.description.webhooks ?? [];
	return { webhookDescription, workflowId: workflow.id } as IWebhookData;
}
