import { sleep, type INode, type WorkflowActivateMode } from 'n8n-workflow';
import type { StoredWorkflow } from './database.mts';
import { HOUR_MS } from './kind.mts';
import type { SimulatedN8n } from './n8n.mts';
import type { Loaded, Process } from './process.mts';

/** n8n's waits between attempts to publish, and to unpublish, in ms. */
const PUBLISH_AGAIN_MS = [1_000, 2_000, 4_000, 8_000, undefined];
const UNPUBLISH_AGAIN_MS = [1_000, 2_000, undefined];
const UNPUBLISHING = { mode: 'internal', activation: 'update' } as const;

/** What n8n's leading main does with published workflows. */
export class Publications {
	/** One after the other (docs/internals/n8n.md section 11; e2e trigger-tested). */
	private last: Promise<unknown> = Promise.resolve();

	constructor(private readonly n8n: SimulatedN8n) {}

	/** Takes up what is published already (section 4; e2e n8n-rules "stops without delete"). */
	async takeUp(workflow: StoredWorkflow, why: 'init' | 'leadershipChange'): Promise<void> {
		if (workflow.isPublished) await this.activate(workflow, why);
	}

	async publish(workflow: StoredWorkflow): Promise<void> {
		workflow.isPublished = true;
		await this.inTurn(() => this.activate(workflow, 'activate'));
	}

	/** Section 4: `delete` with the old node, then `checkExists` and `create`; e2e n8n-rules "changes a node". */
	async change(workflow: StoredWorkflow, node: INode): Promise<void> {
		await this.inTurn(async () => {
			await this.deactivate(workflow);
			workflow.node = node;
			await this.activate(workflow, 'update');
		});
	}

	/** Section 4: the row first, then `delete`, three times at most; e2e n8n-rules "unpublishes". */
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

	/**
	 * Section 4: on one workflow object, `trigger()` once and the webhook five times, each failure followed by `delete`;
	 * then nothing until it is published anew; e2e n8n-rules "tries five times".
	 */
	private async activate(workflow: StoredWorkflow, activation: WorkflowActivateMode) {
		const { leader } = this.n8n;
		if (!leader) return;
		const at = { workflow, object: workflow.load() };
		const call = { mode: 'trigger', activation } as const;
		await this.startTrigger(leader, at, activation);
		for (const waitMs of PUBLISH_AGAIN_MS) {
			workflow.isServed = true;
			const failure = await leader.register(at, call).catch((error: Error) => error);
			workflow.refusal = failure?.message;
			if (!failure) break;
			this.n8n.note(`${workflow.name} cannot be published: ${failure.message}`);
			workflow.isServed = false;
			await leader.hook(at, 'delete', UNPUBLISHING).catch(() => {});
			if (waitMs !== undefined) await sleep(waitMs);
		}
		await this.n8n.database();
		workflow.save(at.object);
		if (!workflow.refusal) workflow.isNewHere = false;
	}

	private async deactivate(workflow: StoredWorkflow): Promise<void> {
		workflow.isServed = false;
		const { leader } = this.n8n;
		if (!leader) return;
		await leader.closeTrigger(workflow);
		const at = { workflow, object: workflow.load() };
		for (const waitMs of UNPUBLISH_AGAIN_MS) {
			const isDone = await leader.hook(at, 'delete', UNPUBLISHING).catch(() => false);
			if (isDone || waitMs === undefined) break;
			await sleep(waitMs);
		}
		workflow.save(at.object);
	}

	/**
	 * Where it runs already, because it was published in vain before, n8n closes neither it nor its clock, and
	 * registers no second clock; e2e n8n-rules "tries five times".
	 */
	private async startTrigger(leader: Process, at: Loaded, activation: WorkflowActivateMode) {
		const { workflow } = at;
		const before = leader.running.get(workflow);
		const stop = before?.stop ?? new AbortController();
		const { closeFunction } = await leader.startTrigger(at, activation, {
			onCron: (expression, tick) => before ?? void everyHour(leader, expression, tick, stop.signal),
			onEmit: async (items) => await this.n8n.executions.emit(leader, at, items),
			onFailure: ({ message }) => leader.isAlive && this.n8n.show(workflow, message),
		});
		leader.running.set(workflow, { stop, close: closeFunction });
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
