import { sleep } from 'n8n-workflow';
import { workflowOf } from '../contract/workflow.mts';
import type { Answering } from '../virtual/answering.mts';
import type { StoredWorkflow } from './database.mts';
import type { SimulatedN8n } from './n8n.mts';
import type { Loaded, Process } from './process.mts';

/** How long n8n listens for a test event, in ms. */
const LISTENS_MS = 120_000;
const TESTING = { mode: 'manual', activation: 'manual', isTest: true } as const;
const TESTED = { mode: 'internal', activation: 'update', isTest: true } as const;

interface Listening {
	at: Loaded;
	process: Process;
	stop: AbortController;
}

/** Tests of triggers in the editor (docs/internals/n8n.md section 4, "Test webhooks"; e2e n8n-rules "tests with"). */
export class TestListening {
	private readonly listenings = new Map<StoredWorkflow, Listening>();

	constructor(private readonly n8n: SimulatedN8n) {}

	/** With static data of its own. */
	async begin(workflow: StoredWorkflow): Promise<void> {
		const process = this.n8n.leader;
		if (!process || this.listenings.has(workflow)) return;
		const at = { workflow, object: workflowOf(workflow.node) };
		const listening = { at, process, stop: new AbortController() };
		this.listenings.set(workflow, listening);
		try {
			await process.register(at, TESTING);
		} catch {
			return await this.end(workflow);
		}
		await sleep(LISTENS_MS, listening.stop.signal).catch(() => {});
		if (process.isAlive) await this.end(workflow);
	}

	/** What throws here, or waits, breaks n8n (section 11; e2e trigger-tested). */
	async end(workflow: StoredWorkflow): Promise<void> {
		const listening = this.listenings.get(workflow);
		if (!listening) return;
		this.listenings.delete(workflow);
		listening.stop.abort();
		const startedAt = performance.now();
		await listening.process
			.hook(listening.at, 'delete', TESTED)
			.catch(({ message }: Error) => this.n8n.breakDown(`delete threw in a test: ${message}`));
		if (performance.now() > startedAt) this.n8n.breakDown('delete waited in a test');
	}

	/** @returns whether somebody listens */
	serve(workflow: StoredWorkflow, request: object, answering: Answering): boolean {
		const listening = this.listenings.get(workflow);
		if (!listening) return false;
		const { process, at } = listening;
		void process.webhook(at, request, answering, true).then((result) => {
			if (result?.noWebhookResponse) return;
			void result?.webhookResponse;
			answering.status(result ? 200 : 500).end();
			if (result?.workflowData) void this.end(workflow);
		});
		return true;
	}

	forget(): void {
		this.listenings.clear();
	}
}
