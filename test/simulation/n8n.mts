import { sleep } from 'n8n-workflow';
import { bodyAsN8nReads } from '../contract/request-body.mts';
import { Answering } from '../virtual/answering.mts';
import type { StoredWorkflow } from './database.mts';
import { Executions } from './executions.mts';
import type { Package } from '../virtual/package.mts';
import type { Plan } from './plan.mts';
import { Process } from './process.mts';
import { Publications } from './publications.mts';
import { TestListening } from './test-listening.mts';

/** How long it takes until another main leads, in ms. */
const LEADERLESS_MS = 10_000;
const QUEUE_MODE = ['main', 'main', 'processor', 'processor', 'worker', 'worker'] as const;

/**
 * A small model of n8n 2.41: its database, its processes, and what they do with a workflow. Each rule names where
 * docs/internals/n8n.md has it, and the end-to-end test that sees it on a real n8n.
 */
export class SimulatedN8n {
	readonly workflows: StoredWorkflow[] = [];
	processes: Process[] = [];
	/** What n8n answers while it starts: nobody, its waiting page, then webhooks (e2e trigger-restarted). */
	serving: 'nothing' | 'waiting page' | 'webhooks' = 'nothing';
	instanceId = 'instance-1';
	baseUrl = 'http://n8n.test';
	/** What n8n cannot bear. */
	readonly breakdowns: string[] = [];
	readonly publications = new Publications(this);
	readonly executions = new Executions(this);
	readonly tests = new TestListening(this);

	constructor(
		readonly mode: Plan['mode'],
		/** Milliseconds that something takes, of so many at most. */
		readonly takes: (mostMs: number) => number,
		readonly note: (text: string) => void,
		/** The process that registers webhooks ends, with all that it remembers. */
		private readonly forgets: () => void,
		private readonly loadPackage: () => Package,
	) {}

	get isUp(): boolean {
		return this.serving === 'webhooks';
	}

	/** Section 2: `trigger()` runs on the leading main only (e2e queue "is killed"). */
	get leader(): Process | undefined {
		return this.processes.find(({ role, isAlive }) => isAlive && role === 'main');
	}

	urlOf({ node }: StoredWorkflow): string {
		return `${this.baseUrl}/webhook/${node.webhookId}/webhook`;
	}

	/** Starts the processes, and takes up what was published. */
	async start(): Promise<void> {
		const roles = this.mode === 'queue' ? QUEUE_MODE : (['main'] as const);
		this.processes = roles.map((role) => this.newProcess(role));
		this.serving = 'waiting page';
		await sleep(this.takes(8_000));
		this.serving = 'webhooks';
		for (const workflow of this.workflows) {
			if (this.leader) this.executions.recover(this.leader, workflow);
			await this.publications.takeUp(workflow, 'init');
		}
	}

	/** In-memory triggers are closed; `delete` is not called, and pings are not waited for (sections 4, 11; e2e n8n-rules "stops without delete"). */
	async stop(): Promise<void> {
		for (const process of this.processes) await closeAll(process);
		this.kill();
	}

	/** All processes at once; e2e trigger-killed. */
	kill(): void {
		this.serving = 'nothing';
		this.forgets();
		for (const process of this.processes) process.die();
		for (const part of [this.publications, this.executions, this.tests]) part.forget();
	}

	/** Queue mode: one process dies, and comes back; e2e queue "is killed". */
	async killOne(role: Process['role']): Promise<void> {
		const victim = this.processes.find((process) => process.role === role);
		if (!victim) return;
		const led = victim === this.leader;
		if (led) this.forgets();
		victim.die();
		this.processes = this.processes.filter((process) => process !== victim);
		this.processes.push(this.newProcess(role));
		if (led) await this.takeTheLead(LEADERLESS_MS);
	}

	/** Another main leads from now on (section 4). Several mains need a licence of n8n, so no test sees it. */
	async changeLeader(): Promise<void> {
		const old = this.leader;
		if (!old || this.mode === 'regular') return;
		await closeAll(old);
		this.processes = [...this.processes.filter((process) => process !== old), old];
		await this.takeTheLead(0);
	}

	private async takeTheLead(inMs: number): Promise<void> {
		await sleep(inMs);
		this.publications.forget();
		for (const workflow of this.workflows) {
			await this.publications.takeUp(workflow, 'leadershipChange');
		}
	}

	/** Answers a request. */
	receive(path: string, contentType: string | undefined, body: string): Answering {
		const answering = new Answering();
		const isTest = path.startsWith('/webhook-test/');
		const workflow = this.workflows.find(({ node }) => path.endsWith(`/${node.webhookId}/webhook`));
		// Never a worker (section 1.7), which has no such route; 404 and 422: section 1.2, e2e n8n-rules "answers 500".
		const process = this.oneOf('main', 'processor');
		const request = bodyAsN8nReads(contentType, body);
		if (this.serving === 'nothing' || !process) answering.hangUp();
		else if (this.serving === 'waiting page') answering.end('<html>n8n is starting up</html>');
		else if (!request) answering.status(422).end();
		else if (!workflow || !(isTest || workflow.isServed)) answering.status(404).end();
		else if (!isTest) {
			const hangUp = () => answering.hangUp();
			process.onDeath.add(hangUp);
			void answering.over.then(() => process.onDeath.delete(hangUp));
			void this.executions.serve(process, workflow, request, answering);
		} else if (!this.tests.serve(workflow, request, answering)) answering.status(404).end();
		return answering;
	}

	/** A failed execution. */
	show(workflow: StoredWorkflow, message: string): undefined {
		workflow.shownAt.push(performance.now());
		this.note(`${workflow.name} shows: ${message}`);
	}

	breakDown(what: string): void {
		this.breakdowns.push(what);
		this.note(`n8n breaks down: ${what}`);
	}

	/** A read or a write. */
	async database(): Promise<void> {
		await sleep(this.takes(6));
	}

	oneOf(...roles: Array<Process['role']>): Process | undefined {
		const alive = this.processes.filter(({ role, isAlive }) => isAlive && roles.includes(role));
		return alive[Math.floor(this.takes(alive.length))];
	}

	private newProcess(role: Process['role']): Process {
		return new Process(role, this.loadPackage(), this);
	}
}

async function closeAll(process: Process): Promise<void> {
	for (const workflow of process.running.keys()) await process.closeTrigger(workflow);
}
