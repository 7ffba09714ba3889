import { sleep, type INodeExecutionData } from 'n8n-workflow';
import { workflowOf } from '../contract/workflow.mts';
import type { Answering } from '../virtual/answering.mts';
import type { Execution, StoredWorkflow } from './database.mts';
import type { SimulatedN8n } from './n8n.mts';
import type { Loaded, Process } from './process.mts';

/** What a job waits until another worker takes it from one that is gone, in ms. */
const STALLED_MS = 30_000;

/** What n8n does with a ping, and with the executions that come of it. */
export class Executions {
	/** How many may run at once, in regular mode. */
	slots = Infinity;
	/** Another node of each workflow writes static data in each run (section 1.6; e2e trigger-flooded, queue). */
	hasOtherNode = false;
	private running = 0;
	private stored = 0;
	private waiting: Array<() => void> = [];

	constructor(private readonly n8n: SimulatedN8n) {}

	/** Sections 1.1 to 1.6 of docs/internals/n8n.md; e2e n8n-rules "saves what webhook wrote". */
	async serve(process: Process, workflow: StoredWorkflow, request: object, answering: Answering) {
		await process.run(() => this.n8n.database());
		const at = { workflow, object: workflow.load() };
		const result = await process.webhook(at, request, answering);
		if (!result) return void answering.status(500).end();
		if (result.noWebhookResponse) return workflow.save(at.object);
		// The second workflow on the same static data forgets that it was changed (section 1.4; the same test).
		workflowOf(workflow.node, at.object.staticData);
		const before = workflow.staticData;
		const [items = []] = result.workflowData ?? [];
		const execution = await this.store(process, { workflow, items, mode: 'webhook' });
		void this.run(process, execution, before);
		// n8n reads it twice, once the execution is stored (section 1.5; the same test).
		void result.webhookResponse;
		const body: unknown = result.webhookResponse;
		workflow.save(at.object);
		await process.run(() => this.n8n.database());
		answering.status(200).end(String(body));
	}

	/** Section 2, `emit`: a stale copy of static data is saved first, where it was flagged; e2e n8n-rules "saves the stale copy". */
	async emit(process: Process, { workflow, object }: Loaded, items: INodeExecutionData[]) {
		if (!process.isAlive) return;
		workflow.save(object);
		const execution = await this.store(process, { workflow, items, mode: 'trigger' });
		await this.run(process, execution, workflow.staticData);
	}

	/** Section 9: what waited is run again, what ran is listed as crashed; e2e trigger-held-back. */
	recover(process: Process, workflow: StoredWorkflow): void {
		for (const execution of workflow.executions) {
			if (execution.status === 'running') execution.status = 'crashed';
			if (execution.status !== 'new' || this.n8n.mode === 'queue') continue;
			void this.run(process, execution, '{}');
		}
	}

	/** All processes are new. */
	forget(): void {
		this.running = 0;
		this.waiting = [];
	}

	/** Section 9: before it waits for a slot; e2e trigger-held-back. */
	private async store(
		process: Process,
		given: Pick<Execution, 'workflow' | 'items' | 'mode'>,
	): Promise<Execution> {
		await process.run(() => this.n8n.database());
		const execution: Execution = { id: `${++this.stored}`, ...given, status: 'new' };
		given.workflow.executions.push(execution);
		const isFull = this.n8n.mode === 'regular' && this.running >= this.slots;
		const slot = new Promise<void>((free) => (isFull ? this.waiting.push(free) : free()));
		await process.run(() => slot);
		return execution;
	}

	/** In this process, or in queue mode on a worker; another takes over from one that dies (e2e queue "is killed"). */
	private async run(process: Process, execution: Execution, before: string): Promise<void> {
		const { workflow } = execution;
		const isQueue = this.n8n.mode === 'queue';
		if (isQueue) await sleep(this.n8n.takes(50));
		const runner = isQueue ? this.n8n.oneOf('worker') : process;
		execution.status = 'running';
		this.running++;
		const end = (status: Execution['status']) => {
			execution.status = status;
			this.running--;
			runner?.onDeath.delete(fall);
			this.waiting.shift()?.();
		};
		const fall = () => {
			end(isQueue ? 'new' : 'crashed');
			if (!isQueue) return;
			workflow.reruns.add(execution.id);
			void sleep(STALLED_MS).then(() => this.run(process, execution, before));
		};
		if (!runner) return fall();
		runner.onDeath.add(fall);
		// From 2.40 on a worker begins with empty static data (section 1.6; e2e queue "a Code node writes").
		const at = { workflow, object: workflow.load(isQueue ? '{}' : before) };
		workflow.handle(execution, await runner.execute(at, execution));
		this.n8n.note(`${workflow.name} has handled execution ${execution.id}`);
		await runner.run(() => sleep(this.n8n.takes(3_000)));
		if (this.hasOtherNode) Object.assign(at.object.staticData, { global: { runs: Date.now() } });
		workflow.save(at.object);
		end('success');
	}
}
