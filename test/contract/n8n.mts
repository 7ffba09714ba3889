import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type Response } from 'express';
import { ExecuteContext, HookContext, TriggerContext, WebhookContext } from 'n8n-core';
import { createRunExecutionData } from 'n8n-workflow';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IWebhookData,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { onTestFinished, vi } from 'vitest';
import type { CredentialStore } from './credentials.mts';
import { provideProcessedData } from './processed-data.mts';
import { additionalDataOf, nodeOf, trigger, workflowOf } from './workflow.mts';

type Lifecycle = 'checkExists' | 'create' | 'delete';

/** What a ping was answered with. */
export interface Answer {
	status: number;
	body: string;
}

/**
 * A workflow with the trigger in an n8n of one process: n8n-core's real contexts and n8n's way with
 * static data (n8n-internals.md sections 1.1 to 1.4), behind a real HTTP port.
 */
export class HostedWorkflow {
	/** The static data as the database has it. */
	savedStaticData = '{}';
	/** The items of each execution that was stored, in order. */
	executions: INodeExecutionData[][] = [];
	/** What the node's `execute` let through of each, which is what the next node gets. */
	handled: INodeExecutionData[][] = [];
	/** What the node logged as a warning. */
	readonly warnings: string[] = [];
	/** The node's clock, once `trigger` registered one: each call is an hour's tick. */
	tick?: () => void;
	private closeTrigger?: () => Promise<void>;
	/** Makes n8n fail to start an execution: its database is away. */
	cannotRun = false;
	node: INode;
	private trigger = trigger;

	constructor(
		public baseUrl: string,
		private readonly credential: CredentialStore,
		parameters: INodeParameters,
	) {
		this.node = nodeOf(trigger, parameters);
	}

	get webhookUrl(): string {
		return `${this.baseUrl}/webhook/${this.node.webhookId}/webhook`;
	}

	get staticData(): IDataObject {
		const data = JSON.parse(this.savedStaticData) as Record<string, IDataObject>;
		return data[`node:${this.node.name}`] ?? {};
	}

	/** All events that the next node got. */
	get events(): IDataObject[] {
		return this.handled.flat().map(({ json }) => json);
	}

	/** Publishes as n8n does: `create` only where `checkExists` says no. */
	async publish(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		if (await this.call('checkExists', 'trigger', activation)) return;
		await this.call('create', 'trigger', activation);
	}

	/** What n8n keeps over a restart is its database: the package is loaded anew, with empty memory. */
	async restart(): Promise<void> {
		vi.resetModules();
		const { SmartSuiteTrigger } = await import('../../nodes/SmartSuite/SmartSuiteTrigger.node.ts');
		this.trigger = new SmartSuiteTrigger();
		await this.publish('init');
	}

	/** Starts what runs beside the webhook, as n8n does on its leader. */
	async startTrigger(): Promise<void> {
		const data = additionalDataOf(this.credential, this.baseUrl);
		const context = new TriggerContext(
			this.load(),
			this.node,
			data,
			'trigger',
			'init',
			undefined,
			undefined,
			undefined,
			{ registerCron: (_cron, onTick) => (this.tick = () => onTick(new Date())) },
		);
		this.listenTo(context);
		const { closeFunction } = await this.trigger.trigger.call(context);
		this.closeTrigger = closeFunction;
	}

	async stopTrigger(): Promise<void> {
		await this.closeTrigger?.();
	}

	async unpublish(): Promise<void> {
		await this.call('delete', 'internal', 'update');
	}

	async call(
		method: Lifecycle,
		mode: WorkflowExecuteMode = 'trigger',
		activation: WorkflowActivateMode = 'activate',
	): Promise<boolean> {
		const workflow = this.load();
		const data = additionalDataOf(this.credential, this.baseUrl);
		const webhook = this.webhookData(workflow);
		const context = new HookContext(workflow, this.node, data, mode, activation, webhook);
		const result = await this.trigger.webhookMethods.default[method].call(context);
		this.save(workflow);
		return result;
	}

	/** What n8n's `webhook-helpers.js executeWebhook` does with a production request. */
	async receive(request: Request, response: Response): Promise<void> {
		const workflow = this.load();
		const data = additionalDataOf(this.credential, this.baseUrl, {
			httpRequest: request,
			httpResponse: response,
		});
		const webhook = this.webhookData(workflow);
		const context = new WebhookContext(workflow, this.node, data, 'webhook', webhook, [], null);
		this.listenTo(context);
		const result = await this.trigger.webhook.call(context);
		if (result.noWebhookResponse) return this.save(workflow);
		if (this.cannotRun) return void response.status(500).end();
		// n8n builds a second workflow on the same static data, which forgets that it changed (section 1.4).
		workflowOf(this.node, (workflow as unknown as { staticData: IDataObject }).staticData);
		this.executions.push(result.workflowData?.[0] ?? []);
		const body: unknown = result.webhookResponse;
		this.save(workflow);
		await this.run(result.workflowData?.[0] ?? [], `${this.executions.length}`);
		response.status(200).send(body);
	}

	/** Runs the trigger node of a stored execution, as n8n's engine does. */
	async run(items: INodeExecutionData[], executionId: string): Promise<void> {
		await provideProcessedData();
		const data = additionalDataOf(this.credential, this.baseUrl, { executionId });
		const context = new ExecuteContext(
			this.load(),
			this.node,
			data,
			'webhook',
			createRunExecutionData(),
			0,
			items,
			{ main: [items] },
			{ node: this.node, data: { main: [items] }, source: null },
			[],
		);
		this.listenTo(context);
		const [output] = await this.trigger.execute.call(context);
		this.handled.push(output ?? []);
	}

	private listenTo({ logger }: { logger: { warn: (message: string) => void } }): void {
		logger.warn = (message) => void this.warnings.push(message);
	}

	private load(): Workflow {
		return workflowOf(this.node, JSON.parse(this.savedStaticData) as IDataObject);
	}

	private save({ staticData }: Workflow): void {
		const changed = (staticData as { __dataChanged?: boolean }).__dataChanged;
		if (changed) this.savedStaticData = JSON.stringify(staticData);
	}

	private webhookData(workflow: Workflow): IWebhookData {
		const [webhookDescription] = trigger.description.webhooks ?? [];
		return { webhookDescription, workflowId: workflow.id } as IWebhookData;
	}
}

/** Starts an n8n on a free port for one test; each hosted workflow has its own webhook path. */
export async function startN8n(): Promise<{
	host(credential: CredentialStore, parameters: INodeParameters): HostedWorkflow;
}> {
	const workflows: HostedWorkflow[] = [];
	const app = express();
	app.use(express.json({ limit: '2mb', strict: false }));
	app.post('/webhook/:path/webhook', async (request, response) => {
		const workflow = workflows.find(({ node }) => node.webhookId === request.params.path);
		if (workflow) await workflow.receive(request, response);
		else response.status(404).end();
	});
	const server = createServer(app).listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(async () => {
		server.close();
		server.closeAllConnections();
		await once(server, 'close');
	});
	const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		host(credential, parameters) {
			const workflow = new HostedWorkflow(baseUrl, credential, parameters);
			workflows.push(workflow);
			return workflow;
		},
	};
}
