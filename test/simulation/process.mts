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

export type Hook = 'checkExists' | 'create' | 'delete';

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

/** What all processes of one n8n have in common. */
interface Instance {
	baseUrl: string;
	instanceId: string;
	log: (workflow: StoredWorkflow, message: string) => void;
}

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
		private readonly instance: Instance,
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
			const result = await work();
			return this.isAlive ? result : await never();
		} catch (error) {
			if (this.isAlive) throw error;
			return await never();
		}
	}

	async hook({ workflow, object }: Loaded, hook: Hook, call: HookCall): Promise<boolean> {
		const context = this.mortal(hookContext(this.hosted(workflow), object, call));
		return await this.run(() => this.trigger.webhookMethods.default[hook].call(context));
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

	async webhook(
		{ workflow, object }: Loaded,
		request: object,
		answering: Answering,
		isTest: boolean,
	): Promise<IWebhookResponseData> {
		const http = [request, answering] as unknown as [never, never];
		const context = webhookContext(this.hosted(workflow), object, ...http, isTest);
		return await this.run(() => this.trigger.webhook.call(this.mortal(context)));
	}

	async execute({ workflow, object }: Loaded, execution: Execution): Promise<INodeExecutionData[]> {
		const { id: executionId, items, mode } = execution;
		const context = executeContext(this.hosted(workflow), object, items, { executionId, mode });
		const [output = []] = await this.run(() => this.trigger.execute.call(this.mortal(context)));
		return output;
	}

	private hosted(workflow: StoredWorkflow): Hosted {
		const { node, credential } = workflow;
		const push = ({ message }: Warning) => {
			if (this.isAlive) this.instance.log(workflow, message);
		};
		return { ...this.instance, node, credential, warnings: { push } as unknown as Warning[] };
	}

	/** n8n-core's context, of which nothing comes back once the process is dead. */
	private mortal<Context extends { helpers: object }>(context: Context): Context {
		const helpers = context.helpers as Record<string, (...args: unknown[]) => Promise<unknown>>;
		const run = this.run.bind(this);
		for (const name of [
			'httpRequest',
			'httpRequestWithAuthentication',
			'checkProcessedAndRecord',
		]) {
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
