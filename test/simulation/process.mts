import type {
	INodeExecutionData,
	IWebhookResponseData,
	Workflow,
	WorkflowActivateMode,
} from 'n8n-workflow';
import type { SmartSuiteTrigger } from '../../nodes/SmartSuite/SmartSuiteTrigger.node.ts';
import {
	executeContext,
	hookContext,
	triggerContext,
	webhookContext,
	type HookCall,
	type Hosted,
	type TriggerServices,
	type Warning,
} from '../contract/node-contexts.mts';
import type { Answering } from '../virtual/answering.mts';
import type { Execution, StoredWorkflow } from './database.mts';
import type { Package } from '../virtual/package.mts';
import type { SimulatedN8n } from './n8n.mts';

/** A workflow object, as a process has loaded it from the database. */
export interface Loaded {
	workflow: StoredWorkflow;
	object: Workflow;
}

/** A trigger beside its webhook: its clock, and how to close it. */
interface Running {
	stop: AbortController;
	close?: () => Promise<void>;
}

/** Helpers of n8n-core's contexts that await something. */
const AWAITED = ['httpRequest', 'httpRequestWithAuthentication', 'checkProcessedAndRecord'];

/** One process of n8n, with its own copy of the package and so of all that the trigger remembers. */
export class Process {
	isAlive = true;
	/** By workflow: what runs beside its webhook. */
	readonly running = new Map<StoredWorkflow, Running>();
	/** What breaks when it dies: connections, executions. */
	readonly onDeath = new Set<() => void>();
	private readonly trigger: SmartSuiteTrigger;

	constructor(
		readonly role: 'main' | 'processor' | 'worker',
		{ SmartSuiteTrigger }: Package,
		private readonly n8n: SimulatedN8n,
	) {
		this.trigger = new SmartSuiteTrigger();
	}

	die(): void {
		this.isAlive = false;
		for (const end of this.onDeath) end();
	}

	/** Nothing comes of what a dead process does or awaits. */
	async run<Result>(work: () => Promise<Result>): Promise<Result> {
		if (!this.isAlive) return await never();
		try {
			return await work();
		} finally {
			if (!this.isAlive) await never();
		}
	}

	async hook(
		{ workflow, object }: Loaded,
		hook: keyof SmartSuiteTrigger['webhookMethods']['default'],
		call: HookCall,
	): Promise<boolean> {
		const context = this.mortal(hookContext(this.hosted(workflow), object, call));
		return await this.run(() => this.trigger.webhookMethods.default[hook].call(context));
	}

	/** Section 3: `create` where `checkExists` says no; e2e n8n-rules "publishes by trigger". */
	async register(at: Loaded, call: HookCall): Promise<undefined> {
		if (!(await this.hook(at, 'checkExists', call))) await this.hook(at, 'create', call);
	}

	async startTrigger(
		{ workflow, object }: Loaded,
		activation: WorkflowActivateMode,
		services: TriggerServices,
	) {
		const context = triggerContext(this.hosted(workflow), object, activation, services);
		return await this.trigger.trigger.call(this.mortal(context));
	}

	async closeTrigger(workflow: StoredWorkflow): Promise<void> {
		const running = this.running.get(workflow);
		this.running.delete(workflow);
		running?.stop.abort();
		await running?.close?.();
	}

	/** What it throws is a failed execution, and answered 500 (section 1.2; e2e n8n-rules "answers 500"). */
	async webhook(
		{ workflow, object }: Loaded,
		request: object,
		answering: Answering,
		isTest = false,
	): Promise<IWebhookResponseData | undefined> {
		const http = [request, answering] as unknown as [never, never];
		const context = webhookContext(this.hosted(workflow), object, ...http, isTest);
		return await this.run(() => this.trigger.webhook.call(this.mortal(context))).catch(
			({ message }: Error) => this.n8n.show(workflow, message),
		);
	}

	async execute({ workflow, object }: Loaded, execution: Execution): Promise<INodeExecutionData[]> {
		const { id: executionId, items, mode } = execution;
		const context = executeContext(this.hosted(workflow), object, items, { executionId, mode });
		const [output = []] = await this.run(() => this.trigger.execute.call(this.mortal(context)));
		return output;
	}

	private hosted({ name, node, credential }: StoredWorkflow): Hosted {
		const { baseUrl, instanceId } = this.n8n;
		const push = ({ message }: Warning) => {
			if (this.isAlive) this.n8n.note(`${name} logs: ${message}`);
		};
		return { baseUrl, instanceId, node, credential, warnings: { push } as unknown as Warning[] };
	}

	/** n8n-core's context, of which nothing comes back once the process is dead. */
	private mortal<Context extends { helpers: object }>(context: Context): Context {
		const helpers = context.helpers as Record<string, (...args: unknown[]) => Promise<unknown>>;
		const run = this.run.bind(this);
		for (const name of AWAITED) {
			const original = helpers[name];
			if (!original) continue;
			helpers[name] = async function (this: unknown, ...args: unknown[]) {
				return await run(() => original.apply(this, args));
			};
		}
		return context;
	}
}

const never = () => new Promise<never>(() => {});
