import { sleep, type INode, type Workflow, type WorkflowActivateMode } from 'n8n-workflow';
import type { StoredWorkflow } from './database.mts';
import type { SimulatedN8n } from './n8n.mts';
import type { Process } from './process.mts';

/** n8n's waits between attempts to publish, and to unpublish, in ms. */
const PUBLISH_AGAIN_MS = [1_000, 2_000, 4_000, 8_000, undefined];
const UNPUBLISH_AGAIN_MS = [1_000, 2_000, undefined];
const HOUR_MS = 3_600_000;

/** What n8n's leading main does with published workflows. */
export class Publications {
	/** One after the other (docs/internals/n8n.md section 11; e2e trigger-tested). */
	private last: Promise<unknown> = Promise.resolve();

	constructor(private readonly n8n: SimulatedN8n) {}

	/** Takes up what is published already (section 4; e2e trigger-restarted). */
	async takeUp(workflow: StoredWorkflow, why: 'init' | 'leadershipChange'): Promise<void> {
		if (workflow.isPublished) await this.activate(workflow, why);
	}

	async publish(workflow: StoredWorkflow): Promise<void> {
		workflow.isPublished = true;
		await this.inTurn(() => this.activate(workflow, 'activate'));
	}

	/** Section 4: `delete` with the old node, then `checkExists` and `create`; e2e trigger-registered. */
	async change(workflow: StoredWorkflow, node: INode): Promise<void> {
		await this.inTurn(async () => {
			await this.deactivate(workflow);
			workflow.node = node;
			await this.activate(workflow, 'update');
		});
	}

	/** Section 4: the row first, then `delete`, three times at most. */
	async unpublish(workflow: StoredWorkflow): Promise<void> {
		workflow.isPublished = false;
		await this.inTurn(() => this.deactivate(workflow));
	}

	/** A process that starts knows of none under way. */
	forget(): void {
		this.last = Promise.resolve();
	}

	private async inTurn(work: () => Promise<void>): Promise<void> {
		const turn = this.last.then(work, work);
		this.last = turn.catch(() => {});
		await turn;
	}

	/** Section 4: five attempts, each failed one followed by `delete`; then nothing until it is published anew. */
	private async activate(workflow: StoredWorkflow, activation: WorkflowActivateMode) {
		const { leader } = this.n8n;
		if (!leader) return;
		for (const waitMs of PUBLISH_AGAIN_MS) {
			workflow.isServed = true;
			const failure = await this.attempt(leader, workflow, activation);
			workflow.refusal = failure?.message;
			if (!failure) return;
			this.n8n.note(`${workflow.name} cannot be published: ${failure.message}`);
			await this.deactivate(workflow);
			if (waitMs !== undefined) await sleep(waitMs);
		}
	}

	/** Section 3: `trigger()` begins before `checkExists`, on the same workflow object. */
	private async attempt(
		leader: Process,
		workflow: StoredWorkflow,
		activation: WorkflowActivateMode,
	): Promise<Error | undefined> {
		const object = workflow.load();
		const at = { workflow, object };
		const call = { mode: 'trigger', activation } as const;
		try {
			await this.startTrigger(leader, workflow, object, activation);
			if (!(await leader.hook(at, 'checkExists', call))) await leader.hook(at, 'create', call);
			await this.n8n.database();
			workflow.save(object);
			workflow.isNewHere = false;
			return undefined;
		} catch (error) {
			return error as Error;
		}
	}

	private async deactivate(workflow: StoredWorkflow): Promise<void> {
		workflow.isServed = false;
		const { leader } = this.n8n;
		if (!leader) return;
		await leader.closers.get(workflow)?.();
		leader.closers.delete(workflow);
		for (const waitMs of UNPUBLISH_AGAIN_MS) {
			const object = workflow.load();
			const call = { mode: 'internal', activation: 'update' } as const;
			const isDone = await leader.hook({ workflow, object }, 'delete', call).catch(() => false);
			workflow.save(object);
			if (isDone || waitMs === undefined) return;
			await sleep(waitMs);
		}
	}

	private async startTrigger(
		leader: Process,
		workflow: StoredWorkflow,
		object: Workflow,
		activation: WorkflowActivateMode,
	): Promise<void> {
		const stop = new AbortController();
		const at = { workflow, object };
		const { closeFunction } = await leader.startTrigger(at, activation, {
			onCron: (expression, tick) => void everyHour(leader, expression, tick, stop.signal),
			onEmit: async (items) => await this.n8n.executions.emit(leader, at, items),
			onFailure: ({ message }) => leader.isAlive && this.n8n.show(workflow, message),
		});
		leader.closers.set(workflow, async () => {
			stop.abort();
			await closeFunction?.();
		});
	}
}

/** In the memory of the leader (section 3; e2e trigger-kept-alive). */
async function everyHour(
	leader: Process,
	expression: string,
	tick: () => void,
	stop: AbortSignal,
): Promise<void> {
	const [second = 0, minute = 0] = expression.split(' ').map(Number);
	while (!stop.aborted && leader.isAlive) {
		const now = Date.now();
		const due = new Date(now).setUTCMinutes(minute, second, 0);
		await sleep((due - now + HOUR_MS) % HOUR_MS || HOUR_MS, stop).catch(() => {});
		if (!stop.aborted && leader.isAlive) tick();
	}
}
