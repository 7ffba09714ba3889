import { Clock } from '../emulator/clock.mts';
import { Pinger } from '../emulator/pings.mts';
import { seededRandom } from '../emulator/random.mts';
import { addWebhook } from '../emulator/webhooks.mts';
import { createWorld, type World } from '../emulator/world.mts';
import { storeCredential } from '../contract/credentials.mts';
import { nodeOf, trigger } from '../contract/workflow.mts';
import { byId } from '../contract/world.mts';
import { StoredWorkflow } from './database.mts';
import { Expectations } from './expectations.mts';
import { SimulatedN8n } from './n8n.mts';
import { ELSEWHERE, Network, SMARTSUITE_URL } from './network.mts';
import type { Package } from '../virtual/package.mts';
import type { Plan } from './plan.mts';
import { BEGINNING, type VirtualTime } from '../virtual/time.mts';
import { connect } from '../virtual/wire.mts';

/** SmartSuite deletes no webhook of other people within a life, in ms. */
const LONG_AFTER_MS = 1e12;

/** SmartSuite's clock goes right, whatever n8n's says. */
class SteadyClock extends Clock {
	override now(): number {
		return BEGINNING + performance.now();
	}
}

/** One life of a trigger: n8n, SmartSuite and the network between them, on one clock. */
export class Life {
	readonly n8n: SimulatedN8n;
	readonly smartSuite: World;
	readonly network: Network;
	readonly expectations: Expectations;
	readonly history: string[] = [];
	/** URLs that a workflow has or had. */
	private readonly urls = new Map<string, StoredWorkflow>();
	/** Webhooks of other people, as they were made. */
	readonly foreign = new Map<string, string>();
	/** Names of webhooks in the history. */
	private readonly names = new Map<string, string>();

	constructor(
		readonly plan: Plan,
		readonly time: VirtualTime,
		loadPackage: () => Package,
	) {
		const random = seededRandom(plan.seed);
		this.smartSuite = createWorld(plan);
		this.smartSuite.clock = new SteadyClock(true);
		const pinger = new Pinger(this.smartSuite);
		this.smartSuite.listeners.push(() => pinger.flush());
		this.n8n = new SimulatedN8n(
			plan.mode,
			(mostMs) => random() * mostMs,
			(text) => this.note(text),
			() => this.expectations.forget(),
			loadPackage,
		);
		this.expectations = new Expectations(this);
		this.network = new Network(this);
		connect(async (sent) => await this.network.carry(sent));
		this.addForeignWebhooks();
	}

	/** Nothing goes on after it. */
	end(): void {
		this.n8n.kill();
		this.smartSuite.clock.clear();
	}

	note(text: string, mark = ' '): void {
		const seconds = (this.time.now / 1_000).toFixed(3).padStart(12);
		this.history.push(`${seconds} s ${mark} ${this.named(text)}`);
	}

	/** Something that takes time, which does not hold up the life. */
	start(work: () => Promise<unknown>): void {
		work().then(
			() => this.expectations.settle(),
			({ stack, message }: Error) => this.n8n.breakDown(stack ?? message),
		);
	}

	/** A workflow that watches the demo solution. */
	addWorkflow(): StoredWorkflow {
		const credential = storeCredential({
			apiToken: this.smartSuite.token,
			accountId: this.smartSuite.accountId,
			apiUrl: SMARTSUITE_URL,
			webhooksUrl: SMARTSUITE_URL,
		});
		const name = String.fromCharCode(65 + this.n8n.workflows.length);
		const node = nodeOf(trigger, { solution: byId(this.solutionId) });
		// The same in each repetition: what the trigger spreads over the day is made of them.
		Object.assign(node, { id: `node-${name}`, webhookId: `path-${name}` });
		const workflow = new StoredWorkflow(name, node, credential);
		this.n8n.workflows.push(workflow);
		return workflow;
	}

	/** One of the workflows that there are. */
	workflow(number: number): StoredWorkflow {
		const { workflows } = this.n8n;
		return workflows[number % workflows.length] as StoredWorkflow;
	}

	/** Webhooks at SmartSuite that point, or pointed, at a workflow. */
	webhooksOf(workflow: StoredWorkflow) {
		for (const one of this.n8n.workflows) this.urls.set(this.n8n.urlOf(one), one);
		const all = [...this.smartSuite.webhooks.values()];
		return all.filter(
			({ id, url = '' }) => this.urls.get(url) === workflow && !this.foreign.has(id),
		);
	}

	/** Nobody can tell any more whose it is: it has no URL, and who knew its id has forgotten it. */
	disown(webhookId: string): void {
		const webhook = this.smartSuite.webhooks.get(webhookId);
		if (webhook) webhook.lastListedAtMs += LONG_AFTER_MS;
		this.foreign.set(webhookId, this.portrait(webhookId));
		this.expectations.forgiveWith(webhookId);
	}

	/** What somebody else would notice of a webhook. */
	portrait(id: string): string {
		const webhook = this.smartSuite.webhooks.get(id);
		if (!webhook) return 'gone';
		const { url, kinds, filter, paused, updatedAtMs } = webhook;
		return JSON.stringify({ url, kinds, filter, paused, updatedAtMs });
	}

	private get solutionId(): string {
		return this.smartSuite.solutions[0]?.id ?? '';
	}

	/** Two of other people, in the same solution: one elsewhere, and one paused, without a URL. */
	private addForeignWebhooks(): void {
		const { smartSuite, solutionId } = this;
		for (const url of [ELSEWHERE, undefined]) {
			const watched = { solutionId, kinds: ['RECORD_CREATED' as const], filter: { solution: {} } };
			this.disown(addWebhook(smartSuite, { ...watched, url }, smartSuite.worker.id).id);
		}
	}

	/** Ids made by chance read the same in each repetition. */
	named(text: string): string {
		return text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => {
			const name = this.names.get(id) ?? `webhook-${this.names.size + 1}`;
			this.names.set(id, name);
			return name;
		});
	}
}
