import { DataDeduplicationService } from 'n8n-core';
import { sleep } from 'n8n-workflow';
import type {
	ICheckProcessedContextData,
	IDataDeduplicator,
	INode,
	INodeExecutionData,
	Workflow,
	WorkflowActivateMode,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import {
	executeContext,
	hookContext,
	triggerContext,
	webhookContext,
	type Hosted,
} from '../contract/node-contexts.mts';
import { bodyAsN8nReads } from '../contract/request-body.mts';
import { workflowOf } from '../contract/workflow.mts';
import { Answering } from './answering.mts';
import { StoredWorkflow, type Execution } from './database.mts';
import type { Package } from './package.mts';
import { Process } from './process.mts';

export const N8N_URL = 'http://n8n.test';

/** n8n's waits between attempts to publish, and to unpublish, in ms. */
const PUBLISH_AGAIN_MS = [1_000, 2_000, 4_000, 8_000];
const UNPUBLISH_AGAIN_MS = [1_000, 2_000];
/** How long n8n listens for a test event, in ms. */
const LISTENS_MS = 120_000;
/** What a job waits until another worker takes it from one that is gone, in ms. */
const STALLED_MS = 30_000;

type Mode = 'regular' | 'queue';
type Hook = 'checkExists' | 'create' | 'delete';

interface Listening {
	workflow: Workflow;
	process: Process;
	stop: AbortController;
}

/** What the world around n8n decides. */
export interface Circumstances {
	/** Milliseconds that something takes, at most. */
	takes: (mostMs: number) => number;
	note: (text: string) => void;
	/** A process ends, with all that it remembers. */
	forgets: () => void;
	loadPackage: () => Package;
}

/**
 * A small model of n8n 2.41: its database, its processes, and what they do with a workflow. Each rule names where
 * docs/internals/n8n.md has it, and the end-to-end test that sees it on a real n8n.
 */
export class SimulatedN8n {
	readonly workflows: StoredWorkflow[] = [];
	processes: Process[] = [];
	/** What n8n answers while it starts: its waiting page, then 404, then webhooks. */
	serving: 'nothing' | 'waiting page' | 'webhooks' = 'nothing';
	instanceId = 'instance-1';
	baseUrl = N8N_URL;
	/** Another node of each workflow writes static data in each run (section 1.6; e2e trigger-flooded, queue). */
	hasOtherNode = false;
	/** Executions that may run at once, in regular mode. */
	slots = Infinity;
	private running = 0;
	private stored = 0;
	private readonly waiting: Array<() => void> = [];
	private readonly listenings = new Map<StoredWorkflow, Listening>();
	/** One publication after the other (section 11; e2e trigger-tested). */
	private publications: Promise<unknown> = Promise.resolve();

	constructor(
		readonly mode: Mode,
		private readonly around: Circumstances,
	) {}

	/** Puts n8n's record of processed data where n8n-core looks for it, once for all lives. */
	static async provideRecord(current: () => SimulatedN8n): Promise<void> {
		const record: Partial<IDataDeduplicator> = {
			checkProcessedAndRecord: async (items, _scope, context, { maxEntries = Infinity }) =>
				await current().checkAndRecord(items.map(String), context, maxEntries),
			getProcessedDataCount: async (_scope, context) =>
				await Promise.resolve(current().owner(context).processed.length),
		};
		await DataDeduplicationService.init(record as IDataDeduplicator);
	}

	get isUp(): boolean {
		return this.serving === 'webhooks';
	}

	/** Section 2: `trigger()` runs on the leading main only. */
	get leader(): Process | undefined {
		return this.processes.find(({ role, isAlive }) => isAlive && role === 'main');
	}

	urlOf({ node }: StoredWorkflow): string {
		return `${this.baseUrl}/webhook/${node.webhookId}/webhook`;
	}

	/** Starts the processes, and takes up what was published (section 4; e2e trigger-restarted). */
	async start(): Promise<void> {
		const roles: Array<Process['role']> =
			this.mode === 'regular'
				? ['main']
				: ['main', 'main', 'processor', 'processor', 'worker', 'worker'];
		this.processes = roles.map((role) => this.newProcess(role));
		this.publications = Promise.resolve();
		this.running = 0;
		this.waiting.length = 0;
		this.serving = 'waiting page';
		await sleep(this.around.takes(8_000));
		this.serving = 'webhooks';
		for (const workflow of this.workflows) {
			this.recover(workflow);
			if (workflow.isPublished) await this.activate(workflow, 'init');
		}
	}

	/** In-memory triggers are closed; `delete` is not called, and pings are not waited for (sections 4, 11). */
	async stop(): Promise<void> {
		for (const process of this.processes) {
			for (const close of process.closers.values()) await close();
		}
		this.kill();
	}

	/** All processes at once; e2e trigger-killed. */
	kill(): void {
		this.serving = 'nothing';
		this.around.forgets();
		for (const process of this.processes) process.die();
		this.listenings.clear();
	}

	/** Queue mode: one process dies, and comes back; e2e queue "killed in turn". */
	async killOne(role: Process['role']): Promise<void> {
		const victim = this.processes.find((process) => process.role === role);
		if (!victim) return;
		const led = victim === this.leader;
		if (led) this.around.forgets();
		victim.die();
		this.processes = this.processes.filter((process) => process !== victim);
		this.processes.push(this.newProcess(role));
		if (!led) return;
		await sleep(10_000);
		await this.takeTheLead();
	}

	/** Another main leads from now on. */
	async changeLeader(): Promise<void> {
		const old = this.leader;
		if (!old || this.mode === 'regular') return;
		for (const close of old.closers.values()) await close();
		old.closers.clear();
		this.processes = [...this.processes.filter((process) => process !== old), old];
		await this.takeTheLead();
	}

	private async takeTheLead(): Promise<void> {
		this.publications = Promise.resolve();
		for (const workflow of this.workflows) {
			if (workflow.isPublished) await this.activate(workflow, 'leadershipChange');
		}
	}

	/** Publishes; false where n8n gave up, which the editor shows. */
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

	private async inTurn(work: () => Promise<void>): Promise<void> {
		const turn = this.publications.then(work, work);
		this.publications = turn.catch(() => {});
		await turn;
	}

	/** Section 4: five attempts, each failed one followed by `delete`; then nothing until it is published anew. */
	private async activate(
		workflow: StoredWorkflow,
		activation: WorkflowActivateMode,
	): Promise<void> {
		const process = this.leader;
		if (!process) return;
		for (const waitMs of [...PUBLISH_AGAIN_MS, undefined]) {
			workflow.isServed = true;
			const failure = await this.tryToActivate(process, workflow, activation);
			workflow.refusal = failure?.message;
			if (!failure) return;
			this.around.note(`${workflow.name} cannot be published: ${failure.message}`);
			await this.deactivate(workflow);
			if (waitMs !== undefined) await sleep(waitMs);
		}
	}

	/** Section 3: `trigger()` begins before `checkExists`, on the same workflow object. */
	private async tryToActivate(
		process: Process,
		workflow: StoredWorkflow,
		activation: WorkflowActivateMode,
	): Promise<Error | undefined> {
		const loaded = workflow.load();
		try {
			await this.startTrigger(process, workflow, loaded, activation);
			const call = async (hook: Hook) =>
				await this.hook(process, workflow, hook, loaded, 'trigger', activation);
			if (!(await call('checkExists'))) await call('create');
			await this.database();
			workflow.save(loaded);
			return undefined;
		} catch (error) {
			return error as Error;
		}
	}

	private async deactivate(workflow: StoredWorkflow): Promise<void> {
		workflow.isServed = false;
		const process = this.leader;
		if (!process) return;
		await process.closers.get(workflow)?.();
		process.closers.delete(workflow);
		for (const waitMs of [...UNPUBLISH_AGAIN_MS, undefined]) {
			const loaded = workflow.load();
			const isDone = await this.hook(
				process,
				workflow,
				'delete',
				loaded,
				'internal',
				'update',
			).then(
				() => true,
				() => false,
			);
			workflow.save(loaded);
			if (isDone || waitMs === undefined) return;
			await sleep(waitMs);
		}
	}

	private async hook(
		process: Process,
		workflow: StoredWorkflow,
		hook: Hook,
		loaded: Workflow,
		mode: WorkflowExecuteMode,
		activation: WorkflowActivateMode,
		isTest = false,
	): Promise<boolean> {
		const call = { mode, activation, isTest };
		const context = process.tap(hookContext(this.hosted(process, workflow), loaded, call));
		return await process.run(() => process.trigger.webhookMethods.default[hook].call(context));
	}

	private async startTrigger(
		process: Process,
		workflow: StoredWorkflow,
		loaded: Workflow,
		activation: WorkflowActivateMode,
	): Promise<void> {
		const stop = new AbortController();
		const context = triggerContext(this.hosted(process, workflow), loaded, activation, {
			onCron: (expression, tick) => void this.everyHour(process, expression, tick, stop.signal),
			onEmit: async (items) => await this.emit(process, workflow, loaded, items),
			onFailure: ({ message }) => process.isAlive && this.show(workflow, message),
		});
		const { closeFunction } = await process.trigger.trigger.call(process.tap(context));
		process.closers.set(workflow, async () => {
			stop.abort();
			await closeFunction?.();
		});
	}

	/** The leader's memory has it (section 3; e2e trigger-kept-alive). */
	private async everyHour(
		process: Process,
		expression: string,
		tick: () => void,
		stop: AbortSignal,
	): Promise<void> {
		const [second = 0, minute = 0] = expression.split(' ').map(Number);
		while (!stop.aborted && process.isAlive) {
			const now = new Date();
			const due = new Date(now);
			due.setUTCMinutes(minute, second, 0);
			const wait = (due.getTime() - now.getTime() + 3_600_000) % 3_600_000 || 3_600_000;
			await sleep(wait, stop).catch(() => {});
			if (!stop.aborted && process.isAlive) tick();
		}
	}

	/** Answers a request; e2e first-light. */
	receive(path: string, contentType: string | undefined, body: string): Answering {
		const answering = new Answering();
		const isTest = path.startsWith('/webhook-test/');
		const workflow = this.workflows.find(({ node }) => path.endsWith(`/${node.webhookId}/webhook`));
		const listening = workflow && this.listenings.get(workflow);
		const process = isTest ? listening?.process : this.taker();
		if (this.serving === 'nothing' || !process) answering.hangUp();
		else if (this.serving === 'waiting page') answering.end('<html>n8n is starting up</html>');
		else if (!workflow || !(isTest ? listening : workflow.isServed)) answering.status(404).end();
		else {
			const hangUp = () => answering.hangUp();
			process.onDeath.add(hangUp);
			void answering.over.then(() => process.onDeath.delete(hangUp));
			const request = bodyAsN8nReads(contentType, body);
			if (!request) answering.status(422).end();
			else if (isTest) void this.serveTest(workflow, listening as Listening, request, answering);
			else void this.serve(process, workflow, request, answering);
		}
		return answering;
	}

	/** A main or a webhook processor, never a worker (section 1.7). */
	private taker(): Process | undefined {
		const takers = this.processes.filter(({ role, isAlive }) => isAlive && role !== 'worker');
		return takers[Math.floor(this.around.takes(takers.length))];
	}

	/** Sections 1.1 to 1.6. */
	private async serve(
		process: Process,
		workflow: StoredWorkflow,
		request: object,
		answering: Answering,
	): Promise<void> {
		await process.run(() => this.database());
		const loaded = workflow.load();
		const result = await this.callWebhook(process, workflow, loaded, request, answering);
		if (!result) return void answering.status(500).end();
		if (result.noWebhookResponse) return workflow.save(loaded);
		// The second workflow on the same static data forgets that it was changed (section 1.4).
		workflowOf(workflow.node, loaded.staticData);
		const before = workflow.staticData;
		const [items = []] = result.workflowData ?? [];
		const execution = await this.store(process, workflow, items, 'webhook');
		await process.run(() => this.slot());
		void this.run(process, workflow, execution, before);
		// n8n reads it twice, once the execution is stored (section 1.5).
		void result.webhookResponse;
		const body: unknown = result.webhookResponse;
		workflow.save(loaded);
		await process.run(() => this.database());
		answering.status(200).end(String(body));
	}

	private async callWebhook(
		process: Process,
		workflow: StoredWorkflow,
		loaded: Workflow,
		request: object,
		answering: Answering,
		isTest = false,
	) {
		const hosted = this.hosted(process, workflow);
		const http = [request, answering] as unknown as [never, never];
		const context = process.tap(webhookContext(hosted, loaded, ...http, isTest));
		return await process
			.run(() => process.trigger.webhook.call(context))
			.catch((error: Error) => {
				this.show(workflow, error.message);
				return undefined;
			});
	}

	private async store(
		process: Process,
		workflow: StoredWorkflow,
		items: INodeExecutionData[],
		mode: Execution['mode'],
	): Promise<Execution> {
		await process.run(() => this.database());
		const id = `${workflow.name}${++this.stored}`;
		const execution: Execution = { id, items, mode, status: 'new' };
		workflow.executions.push(execution);
		return execution;
	}

	/** Section 9: an execution is stored before it waits for a slot; e2e trigger-held-back. */
	private async slot(): Promise<void> {
		if (this.mode === 'queue' || this.running < this.slots) return;
		await new Promise<void>((resolve) => this.waiting.push(resolve));
	}

	/** In this process, or in queue mode on a worker; another takes over from one that dies (e2e queue). */
	private async run(
		process: Process,
		workflow: StoredWorkflow,
		execution: Execution,
		before: string,
	): Promise<void> {
		const isQueue = this.mode === 'queue';
		if (isQueue) await sleep(this.around.takes(50));
		const workers = this.processes.filter(({ role, isAlive }) => isAlive && role === 'worker');
		const runner = isQueue ? workers[Math.floor(this.around.takes(workers.length))] : process;
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
			void sleep(STALLED_MS).then(() => this.run(process, workflow, execution, before));
		};
		if (!runner) return void fall();
		runner.onDeath.add(fall);
		// From 2.40 on a worker begins with empty static data (section 1.6).
		const loaded = workflow.load(isQueue ? '{}' : before);
		await runner.run(() => this.handle(runner, workflow, execution, loaded));
		await runner.run(() => sleep(this.around.takes(3_000)));
		if (this.hasOtherNode)
			(loaded.staticData as Record<string, unknown>).global = { runs: Date.now() };
		workflow.save(loaded);
		end('success');
	}

	/** The trigger node of an execution, which hands its items to the node behind. */
	private async handle(
		runner: Process,
		workflow: StoredWorkflow,
		{ id, items, mode }: Execution,
		loaded: Workflow,
	): Promise<void> {
		const hosted = this.hosted(runner, workflow);
		const context = runner.tap(executeContext(hosted, loaded, items, { executionId: id, mode }));
		const [output = []] = await runner.run(() => runner.trigger.execute.call(context));
		for (const { json } of output) {
			const eventId = String(json.event_id);
			workflow.handled.push({ at: performance.now(), eventId, executionId: id });
		}
		this.around.note(
			`${workflow.name} handles ${output.length} of ${items.length} (execution ${id})`,
		);
	}

	/** Section 2, `emit`: a stale copy is saved first, where it was flagged. */
	private async emit(
		process: Process,
		workflow: StoredWorkflow,
		loaded: Workflow,
		items: INodeExecutionData[],
	): Promise<void> {
		if (!process.isAlive) return;
		workflow.save(loaded);
		const execution = await this.store(process, workflow, items, 'trigger');
		await process.run(() => this.slot());
		await this.run(process, workflow, execution, workflow.staticData);
	}

	/** Section 9: what waited is run again, what ran is listed as crashed; e2e trigger-held-back. */
	private recover(workflow: StoredWorkflow): void {
		const process = this.leader;
		for (const execution of workflow.executions) {
			if (execution.status === 'running') execution.status = 'crashed';
			if (execution.status !== 'new' || !process || this.mode === 'queue') continue;
			void this.run(process, workflow, execution, '{}');
		}
	}

	/** Listens for a test event, with static data of its own (section 4, "Test webhooks"; e2e trigger-tested). */
	async listen(workflow: StoredWorkflow): Promise<void> {
		const process = this.leader;
		if (!process || this.listenings.has(workflow)) return;
		const loaded = workflowOf(workflow.node);
		const call = async (hook: Hook) =>
			await this.hook(process, workflow, hook, loaded, 'manual', 'manual', true);
		const listening = { workflow: loaded, process, stop: new AbortController() };
		this.listenings.set(workflow, listening);
		try {
			if (!(await call('checkExists'))) await call('create');
		} catch {
			return await this.stopListening(workflow);
		}
		await sleep(LISTENS_MS, listening.stop.signal).catch(() => {});
		if (process.isAlive) await this.stopListening(workflow);
	}

	/** What throws here, or waits, breaks n8n (section 11). */
	async stopListening(workflow: StoredWorkflow): Promise<void> {
		const listening = this.listenings.get(workflow);
		if (!listening) return;
		this.listenings.delete(workflow);
		const { process, workflow: loaded, stop } = listening;
		stop.abort();
		const startedAt = performance.now();
		const failure = await this.hook(
			process,
			workflow,
			'delete',
			loaded,
			'internal',
			'update',
			true,
		).then(
			() => undefined,
			(error: Error) => error.message,
		);
		if (failure) this.breakDown(`delete threw in a test: ${failure}`);
		if (performance.now() > startedAt) this.breakDown('delete waited in a test');
	}

	private async serveTest(
		workflow: StoredWorkflow,
		{ process, workflow: loaded }: Listening,
		request: object,
		answering: Answering,
	): Promise<void> {
		const result = await this.callWebhook(process, workflow, loaded, request, answering, true);
		if (result?.noWebhookResponse) return;
		void result?.webhookResponse;
		answering.status(result ? 200 : 500).end();
		if (result?.workflowData) await this.stopListening(workflow);
	}

	/** What n8n cannot bear. */
	readonly breakdowns: string[] = [];

	breakDown(what: string): void {
		this.breakdowns.push(what);
		this.around.note(`n8n breaks down: ${what}`);
	}

	/** Section 5: the row is read, and written back as a whole, without a lock. */
	private async checkAndRecord(
		items: string[],
		context: ICheckProcessedContextData,
		maxEntries: number,
	) {
		const workflow = this.owner(context);
		await this.database();
		const read = [...workflow.processed];
		const known = new Set(read);
		const fresh = items.filter((item) => !known.has(item));
		await this.database();
		workflow.processed = [...read, ...fresh].slice(-maxEntries);
		return { new: fresh, processed: items.filter((item) => known.has(item)) };
	}

	private owner({ node }: ICheckProcessedContextData): StoredWorkflow {
		const owner = this.workflows.find((workflow) => workflow.node.id === node?.id);
		if (!owner) throw new Error('There is no such workflow');
		return owner;
	}

	private hosted(process: Process, workflow: StoredWorkflow): Hosted {
		const { node, credential } = workflow;
		const { baseUrl, instanceId, around } = this;
		const warnings = {
			push({ message }: { message: string }) {
				if (process.isAlive) around.note(`${workflow.name} logs: ${message}`);
				return 0;
			},
		};
		return { node, baseUrl, instanceId, credential, warnings: warnings as Hosted['warnings'] };
	}

	private show(workflow: StoredWorkflow, message: string): void {
		workflow.shown.push({ at: performance.now(), message });
		this.around.note(`${workflow.name} shows: ${message}`);
	}

	private async database(): Promise<void> {
		await sleep(this.around.takes(6));
	}

	private newProcess(role: Process['role']): Process {
		const { SmartSuiteTrigger } = this.around.loadPackage();
		return new Process(role, new SmartSuiteTrigger());
	}
}
