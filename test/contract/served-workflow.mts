import type { Request, Response } from 'express';
import { NodeHelpers } from 'n8n-workflow';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	Workflow,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import type { Place } from '../../nodes/SmartSuite/trigger/place.ts';
import type { CredentialStore } from './credentials.mts';
import type { Astray } from './n8n.mts';
import { executeContext, webhookContext, type Hosted, type Warning } from './node-contexts.mts';
import { provideProcessedData } from './processed-data.mts';
import { nodeOf, trigger, workflowOf } from './workflow.mts';

/** What n8n answers at its port: a page to wait, or 404, while it starts; nothing when it is down. */
export type Serving = 'webhooks' | 'waiting page' | 'not found' | 'nothing';

/**
 * A workflow with the trigger in an n8n of one process: n8n-core's real contexts and n8n's way with
 * static data (docs/internals/n8n.md sections 1.1 to 1.4), behind a real HTTP port.
 */
export class ServedWorkflow implements Hosted {
	node: INode;
	instanceId: string | undefined = undefined;
	/** The static data as the database has it. */
	savedStaticData = '{}';
	/** The items of each execution that was stored, in order. */
	readonly executions: INodeExecutionData[][] = [];
	/** What the node's `execute` let through of each, which is what the next node gets. */
	readonly handled: INodeExecutionData[][] = [];
	/** What `webhook` threw: n8n records each as a failed execution. */
	readonly failures: unknown[] = [];
	/** What the node logged as a warning. */
	readonly warnings: Warning[] = [];
	/** Otherwise n8n answers 404. */
	isPublished = false;
	serving: Serving = 'webhooks';
	/** What pings of its own meet; SmartSuite's come through. */
	fromItself: Astray | undefined = undefined;
	/** Pings that the node has not answered yet. */
	unanswered = 0;
	/** n8n's concurrency limit is reached: executions wait for this, stored and unanswered. */
	slot: Promise<void> = Promise.resolve();
	/** Makes n8n fail to start an execution: its database is away. */
	cannotRun = false;
	/** Has n8n killed once it stored an execution: before that runs, or after. Static data stays unsaved. */
	dies: 'before the run' | 'after the run' | undefined = undefined;
	/** Another node writes static data in each run: ours is rolled back or wiped (docs/internals/n8n.md 1.6). */
	otherNode: 'rolls back' | 'wipes' | undefined = undefined;
	/** The n8n process with its own copy of the package, and so of its memory. */
	protected process = { trigger, isKilled: false };

	constructor(
		public baseUrl: string,
		readonly credential: CredentialStore,
		parameters: INodeParameters,
	) {
		this.node = nodeOf(trigger, parameters);
	}

	/** As n8n stores it, to be compared with the decoded path of a request. */
	get webhookPath(): string {
		const { id } = workflowOf(this.node);
		return NodeHelpers.getNodeWebhookPath(id, this.node, 'webhook');
	}

	get webhookUrl(): string {
		const segments = this.webhookPath.split('/').map(encodeURIComponent);
		return `${this.baseUrl}/webhook/${segments.join('/')}`;
	}

	get staticData(): IDataObject {
		const data = JSON.parse(this.savedStaticData) as Record<string, IDataObject>;
		return data[`node:${this.node.name}`] ?? {};
	}

	/** Where the trigger stands with its live webhook, as the database has it. */
	get place(): Partial<Place> {
		const { live, leaving } = this.staticData;
		return (leaving === undefined ? (live ?? {}) : {}) as Partial<Place>;
	}

	/** All events that the next node got. */
	get events(): IDataObject[] {
		return this.handled.flat().map(({ json }) => json);
	}

	/** Has the node serve a production request. */
	async receive(request: Request, response: Response): Promise<void> {
		this.unanswered++;
		// n8n lets go of a ping that the node answers later.
		response.once('close', () => this.unanswered--);
		await this.executeWebhook(request, response);
	}

	/** What n8n's `webhook-helpers.js executeWebhook` does. */
	private async executeWebhook(request: Request, response: Response): Promise<void> {
		const workflow = this.load();
		const before = this.savedStaticData;
		const context = webhookContext(this, workflow, request, response);
		const result = await this.process.trigger.webhook.call(context).catch((error: unknown) => {
			this.failures.push(error);
			return undefined;
		});
		if (result?.noWebhookResponse) return this.save(workflow);
		if (!result || this.cannotRun) return void response.status(500).end();
		// n8n builds a second workflow on this static data, which forgets its change (docs/internals/n8n.md 1.4).
		workflowOf(this.node, (workflow as unknown as { staticData: IDataObject }).staticData);
		const [items = []] = result.workflowData ?? [];
		const executionId = `${this.executions.push(items)}`;
		if (this.dies === 'before the run') return void request.socket.destroy();
		await this.slot;
		const body: unknown = result.webhookResponse;
		if (!this.dies) this.save(workflow);
		await this.run(items, executionId);
		if (this.dies) return void request.socket.destroy();
		if (this.otherNode) this.savedStaticData = this.otherNode === 'wipes' ? '{}' : before;
		response.status(200).send(body);
	}

	/** What n8n does with what `trigger()` emits: static data stays as the database has it. */
	async emit(items: INodeExecutionData[]): Promise<void> {
		if (this.cannotRun) throw new Error('The database is away');
		await this.run(items, `${this.executions.push(items)}`, 'trigger');
	}

	/** Runs the trigger node of a stored execution, as n8n's engine does. */
	async run(
		items: INodeExecutionData[],
		executionId: string,
		mode: WorkflowExecuteMode = 'webhook',
	): Promise<INodeExecutionData[]> {
		await provideProcessedData();
		const context = executeContext(this, this.load(), items, { executionId, mode });
		const [output = []] = await this.process.trigger.execute.call(context);
		this.handled.push(output);
		return output;
	}

	protected load(): Workflow {
		return workflowOf(this.node, JSON.parse(this.savedStaticData) as IDataObject);
	}

	protected save({ staticData }: Workflow): void {
		const changed = (staticData as { __dataChanged?: boolean }).__dataChanged;
		if (changed) this.savedStaticData = JSON.stringify(staticData);
	}
}
