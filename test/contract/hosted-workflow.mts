import { sleep } from 'n8n-workflow';
import type { INode, WorkflowActivateMode, WorkflowExecuteMode } from 'n8n-workflow';
import { vi } from 'vitest';
import { seenBy } from './credentials.mts';
import { fastForward, pass } from './fast-forward.mts';
import { hookContext, triggerContext, type HookCall } from './node-contexts.mts';
import { ServedWorkflow } from './served-workflow.mts';
import { workflowOf } from './workflow.mts';

type Lifecycle = 'checkExists' | 'create' | 'delete';

/** How long a webhook of a workflow outlives `delete`, because n8n may be about to publish that changed. */
export const GRACE_MS = 5_000;

/** n8n's waits between attempts to publish, and to unpublish. */
const PUBLISH_AGAIN_MS = [1_000, 2_000, 4_000, 8_000];
const UNPUBLISH_AGAIN_MS = [1_000, 2_000];

/** A served workflow with all that n8n does to it in its life (docs/internals/n8n.md section 4). */
export class HostedWorkflow extends ServedWorkflow {
	/** The node's clock, once `trigger` registered one: each call is an hour's tick. */
	tick?: () => void;
	cron = '';
	private closeTrigger?: () => Promise<void>;

	/** Publishes as n8n does: `create` only where `checkExists` says no. */
	async publish(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		this.isPublished = true;
		if (await this.call('checkExists', 'trigger', activation)) return;
		await this.call('create', 'trigger', activation);
	}

	/** Publishes as n8n does where that fails: up to five times, each time cleaning up with `delete`. */
	async publishPersistently(activation: WorkflowActivateMode = 'activate'): Promise<void> {
		for (const waitMs of PUBLISH_AGAIN_MS) {
			if (await works(this.publish(activation))) return;
			await this.unpublishPersistently();
			await sleep(waitMs);
		}
		await this.publish(activation);
	}

	/** Unpublishes as n8n does where that fails: up to three times, and then goes on without. */
	async unpublishPersistently(): Promise<void> {
		for (const waitMs of UNPUBLISH_AGAIN_MS) {
			if (await works(this.unpublish())) return;
			await sleep(waitMs);
		}
		await works(this.unpublish());
	}

	async unpublish(): Promise<void> {
		this.isPublished = false;
		await this.call('delete', 'internal', 'update');
	}

	/** Unpublishes for good: passes the time after which no webhook of ours is left. */
	async leave(): Promise<void> {
		await fastForward(() => this.unpublish());
		await pass(GRACE_MS + 1_000);
	}

	/** Publishes the node changed: n8n has the old one deleted first, and meanwhile answers 404. */
	async republish(
		{ parameters, ...change }: Partial<INode>,
		meanwhile: () => unknown = () => {},
	): Promise<void> {
		const hasTrigger = this.closeTrigger !== undefined;
		await this.stopTrigger();
		await this.unpublishPersistently();
		// A new object: pings that are being served are with the old node.
		this.node = {
			...this.node,
			...change,
			parameters: { ...this.node.parameters, ...parameters },
		};
		await meanwhile();
		await this.publishPersistently('update');
		if (hasTrigger) await this.startTrigger('update');
	}

	/** What n8n keeps over a restart is its database: the package is loaded anew, with empty memory. */
	async restart(): Promise<void> {
		this.process.isKilled = true;
		this.dies = undefined;
		await this.moveToAnotherProcess();
		await this.publish('init');
	}

	/** From now on another process of this n8n does all. The one before keeps its memory and its timers. */
	async moveToAnotherProcess(): Promise<void> {
		vi.resetModules();
		const { SmartSuiteTrigger } = await import('../../nodes/SmartSuite/SmartSuiteTrigger.node.ts');
		this.process = { trigger: new SmartSuiteTrigger(), isKilled: false };
	}

	/** Starts what runs beside the webhook, as n8n does on its leader. */
	async startTrigger(activation: WorkflowActivateMode = 'init'): Promise<void> {
		const context = triggerContext(this, this.load(), activation, {
			onCron: (expression, tick) => void Object.assign(this, { cron: expression, tick }),
			onEmit: async (items) => await this.emit(items),
			onFailure: (error) => void this.failures.push(error),
		});
		const { closeFunction } = await this.process.trigger.trigger.call(context);
		this.closeTrigger = closeFunction;
	}

	async stopTrigger(): Promise<void> {
		await this.closeTrigger?.();
		this.closeTrigger = undefined;
	}

	/** The hooks of a test in the editor as n8n calls them, on one workflow that it makes for that. */
	testHooks() {
		const workflow = workflowOf(this.node);
		const call = (method: Lifecycle, mode: WorkflowExecuteMode, activation: WorkflowActivateMode) =>
			this.hook(method, workflow, { mode, activation, isTest: true });
		return {
			create: async () => {
				if (await call('checkExists', 'manual', 'manual')) return true;
				return await call('create', 'manual', 'manual');
			},
			delete: async () => await call('delete', 'internal', 'update'),
		};
	}

	/** Listens for a test event, with URL and static data of its own; gives what ends that. */
	async listen(): Promise<() => Promise<unknown>> {
		const test = this.testHooks();
		await test.create();
		return test.delete;
	}

	async call(
		method: Lifecycle,
		mode: WorkflowExecuteMode = 'trigger',
		activation: WorkflowActivateMode = 'activate',
	): Promise<boolean> {
		const workflow = this.load();
		const result = await this.hook(method, workflow, { mode, activation });
		this.save(workflow);
		return result;
	}

	private async hook(
		method: Lifecycle,
		workflow: ReturnType<typeof workflowOf>,
		call: HookCall,
	): Promise<boolean> {
		const { node, baseUrl, instanceId, warnings, process } = this;
		const credential = seenBy(process, this.credential);
		const hosted = { node, baseUrl, instanceId, warnings, credential };
		const context = hookContext(hosted, workflow, call);
		return await process.trigger.webhookMethods.default[method].call(context);
	}
}

async function works(attempt: Promise<unknown>): Promise<boolean> {
	return await attempt.then(
		() => true,
		() => false,
	);
}
