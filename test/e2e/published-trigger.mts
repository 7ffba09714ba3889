import type { WebhookState } from '../emulator/index.mts';
import { hasEnded, type Execution } from './executions.mts';
import type { WorkflowJson } from './n8n-client.mts';
import { createOwnWorkflow } from './own-workflow.mts';
import { idsOf, note, tallyOf, type Key, type Tally } from './tally.mts';
import { triggerWorkflow, webhookPath } from './workflows.mts';
import type { Stage } from './world.mts';

/** A restart of n8n with the trigger's own ping after it may lie in between. */
const ARRIVAL_TIMEOUT_MS = 150_000;

type Options = Partial<Omit<Parameters<typeof triggerWorkflow>[0], 'credential'>> & {
	/** Instead of a `triggerWorkflow` of the other options. */
	workflow?: WorkflowJson;
};

/** A workflow with a SmartSuite trigger and what becomes of it. */
export class PublishedTrigger {
	/** The path of its production URL. */
	readonly path: string;
	private callsBefore: number;

	constructor(
		private readonly world: Stage,
		readonly id: string,
		public workflow: WorkflowJson,
		/** Where its webhooks are. */
		private readonly emulator = world.emulator,
	) {
		this.path = webhookPath(workflow, id);
		this.callsBefore = emulator.calls.length;
	}

	/** The webhooks at SmartSuite that point at its production URL, oldest first. */
	get webhooks(): WebhookState[] {
		return this.emulator.webhooks.filter(({ url }) => url?.endsWith(this.path));
	}

	/** The webhooks of tests in the editor. */
	get testWebhooks(): WebhookState[] {
		const path = this.path.replace('/webhook/', '/webhook-test/');
		return this.emulator.webhooks.filter(({ url }) => url?.endsWith(path));
	}

	/** The newest webhook of this n8n, or of all where none has its port: it is behind another address. */
	private get webhook(): WebhookState | undefined {
		const { port } = new URL(this.world.n8n.url);
		const own = this.webhooks.filter(({ url = '' }) => new URL(url).port === port);
		return own.at(-1) ?? this.webhooks.at(-1);
	}

	/** The ids of all events that SmartSuite has for it, oldest first. */
	get changed(): string[] {
		return (this.webhook?.events ?? []).map(({ event }) => String(event.event_id));
	}

	/** Its twin in another n8n with the same SmartSuite. */
	at(world: Stage, id: string): PublishedTrigger {
		return new PublishedTrigger(world, id, this.workflow, this.emulator);
	}

	/** Leaves the calls made so far out of the tally. */
	forgetCalls(): void {
		this.callsBefore = this.emulator.calls.length;
	}

	executions(): Promise<Execution[]> {
		return this.world.client.executions(this.id);
	}

	/** Waits until this many items arrived in production and no execution runs. */
	async arrived(count: number): Promise<Execution[]> {
		const executions = await this.world.client.waitForExecutions(
			this.id,
			(found) => found.every(hasEnded) && idsOf(found.filter(isProduction)).length >= count,
			ARRIVAL_TIMEOUT_MS,
		);
		return executions.filter(isProduction);
	}

	/** Saves a changed workflow and publishes that. */
	async republish(change: (workflow: WorkflowJson) => WorkflowJson): Promise<void> {
		const { client } = this.world;
		this.workflow = change(this.workflow);
		const { nodes, connections } = this.workflow;
		await client.rest.patch(`/workflows/${this.id}`, { nodes, connections });
		await client.publish(this.id);
	}

	/** Sends its production URL what SmartSuite would send. */
	async ping(): Promise<{ status: number; body: string }> {
		const response = await fetch(`${this.world.n8n.url}${this.path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ webhookId: this.webhook?.id }),
		});
		return { status: response.status, body: await response.text() };
	}

	/**
	 * Waits for all events, then drains once more, as one drain runs after the other: what would come
	 * twice has come then.
	 *
	 * @param changed what is to arrive, when that is not all that SmartSuite has now
	 * @param key what `changed` are the ids of
	 */
	async tally(changed = this.changed, key: Key = 'event_id'): Promise<Tally> {
		await this.arrived(changed.length);
		await this.emulator.pingsSettled();
		const calls = this.emulator.calls.slice(this.callsBefore);
		await this.ping();
		const tally = tallyOf(changed, await this.arrived(changed.length), calls, key);
		await note(tally);
		return tally;
	}
}

const isProduction = ({ mode }: Execution) => mode !== 'manual';

/** Makes a workflow that is removed when the test ends. */
export async function createTrigger(
	world: Stage,
	options: Options = {},
): Promise<PublishedTrigger> {
	const { credential, emulator } = world;
	const standard = { name: 'Trigger', credential, solutionId: emulator.solution.id };
	const workflow = options.workflow ?? triggerWorkflow({ ...standard, ...options });
	return new PublishedTrigger(world, await createOwnWorkflow(world, workflow), workflow);
}

/** Publishes a workflow for the length of the test. */
export async function publishTrigger(world: Stage, options?: Options): Promise<PublishedTrigger> {
	const trigger = await createTrigger(world, options);
	await world.client.publish(trigger.id);
	return trigger;
}
