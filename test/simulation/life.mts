import { sleep } from 'n8n-workflow';
import { answerCall } from '../emulator/api.mts';
import { Clock } from '../emulator/clock.mts';
import { Pinger } from '../emulator/pings.mts';
import { seededRandom } from '../emulator/random.mts';
import { createWorld, type World } from '../emulator/world.mts';
import { storeCredential } from '../contract/credentials.mts';
import { nodeOf, trigger } from '../contract/workflow.mts';
import { byId } from '../contract/world.mts';
import { StoredWorkflow } from './database.mts';
import { happenings, type Happening } from './happenings.mts';
import { SimulatedN8n } from './n8n.mts';
import type { Package } from './package.mts';
import { BEGINNING, VirtualTime } from './time.mts';
import { connect, type Ending, type Sent } from './wire.mts';

export const SMARTSUITE_URL = 'http://smartsuite.test';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** After the last happening all is well for so long: a renewal, and what follows from it. */
const RECOVERY_MS = 50 * HOUR_MS;

/** A life as it is planned: everything in it follows from this. */
export interface Plan {
	seed: number;
	mode: 'regular' | 'queue';
	/** Options of the emulator that hold for the whole life. */
	switches: Record<string, unknown>;
	happenings: Happening[];
}

/** Something wrong with the calls of one kind, for a while or for so many calls. */
export interface Trouble {
	where: 'SmartSuite' | 'own URL' | 'pings';
	rpc?: string;
	until: number;
	left: number;
	does: Ending | 'reset-after' | 'hang-after' | 'cut' | { slowMs: number };
}

/** A change that a workflow is to get, once. */
export interface Expected {
	workflow: StoredWorkflow;
	/** The events by which it may come: one for each webhook that the workflow has at that moment. */
	eventIds: Set<string>;
	at: number;
	/** Why it may be missing. */
	excuse?: string;
}

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
	readonly troubles: Trouble[] = [];
	readonly expected: Expected[] = [];
	readonly history: string[] = [];
	/** URLs that a workflow has or had. */
	readonly urls = new Map<string, StoredWorkflow>();
	/** Unpublished workflows whose webhook n8n could not delete any more, because it was stopped meanwhile. */
	readonly couldNotLeave = new Set<StoredWorkflow>();
	/** Webhooks of other people, as they were made. */
	readonly foreign = new Map<string, string>();
	/** Names of webhooks in the history. */
	private readonly names = new Map<string, string>();
	private readonly seen = new Map<string, number>();
	private readonly random: () => number;

	constructor(
		readonly plan: Plan,
		readonly time: VirtualTime,
		loadPackage: () => Package,
	) {
		this.random = seededRandom(plan.seed);
		this.smartSuite = createWorld({ seed: plan.seed, switches: plan.switches });
		this.smartSuite.clock = new SteadyClock(true);
		const pinger = new Pinger(this.smartSuite);
		this.smartSuite.listeners.push(() => pinger.flush());
		this.n8n = new SimulatedN8n(plan.mode, {
			takes: (mostMs) => this.random() * mostMs,
			note: (text) => this.note(text),
			forgets: () => this.forget(),
			loadPackage,
		});
		connect(async (sent) => await this.carry(sent));
	}

	/** Lives it, and then lets all be well for a while. */
	async live(): Promise<void> {
		await this.begin();
		for (const happening of this.plan.happenings) {
			await this.time.passUntil(happening.at);
			this.note(`${happening.what} ${JSON.stringify(happening.with)}`, '▸');
			happenings[happening.what].does(this, happening.with as never);
			this.excuse();
		}
		await this.heal();
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
			() => this.excuse(),
			(error: Error) => this.n8n.breakDown(`${error.stack}`),
		);
	}

	/** A workflow that watches the demo solution; the first of them is there from the beginning. */
	addWorkflow(parameters = {}): StoredWorkflow {
		const credential = storeCredential({
			apiToken: this.smartSuite.token,
			accountId: this.smartSuite.accountId,
			apiUrl: SMARTSUITE_URL,
			webhooksUrl: SMARTSUITE_URL,
		});
		const solution = byId(this.smartSuite.solutions[0]?.id ?? '');
		const name = String.fromCharCode(65 + this.n8n.workflows.length);
		const node = nodeOf(trigger, { solution, ...parameters });
		// The same in each repetition: what the trigger spreads over the day is made of them.
		Object.assign(node, { id: `node-${name}`, webhookId: `path-${name}` });
		const workflow = new StoredWorkflow(name, node, credential);
		this.n8n.workflows.push(workflow);
		return workflow;
	}

	workflow(which: number): StoredWorkflow {
		const { workflows } = this.n8n;
		return workflows[which % workflows.length] as StoredWorkflow;
	}

	/** Webhooks at SmartSuite that point, or pointed, at a workflow. */
	webhooksOf(workflow: StoredWorkflow) {
		const all = [...this.smartSuite.webhooks.values()];
		return all.filter(({ url }) => url !== undefined && this.urls.get(url) === workflow);
	}

	/** Notes the events of a change just made, for each workflow. */
	expect(): void {
		for (const workflow of this.n8n.workflows) this.urls.set(this.n8n.urlOf(workflow), workflow);
		for (const workflow of this.n8n.workflows) {
			const eventIds = this.webhooksOf(workflow)
				.filter(({ id, eventsSoFar }) => eventsSoFar > (this.seen.get(id) ?? 0))
				.map(({ id, eventsSoFar }) => `${id}.${eventsSoFar}`);
			const { isPublished, refusal } = workflow;
			const excuse = !isPublished || refusal ? 'it was not published' : undefined;
			if (eventIds.length === 0) continue;
			this.expected.push({ workflow, eventIds: new Set(eventIds), at: this.time.now, excuse });
		}
		for (const { id, eventsSoFar } of this.smartSuite.webhooks.values()) {
			this.seen.set(id, eventsSoFar);
		}
	}

	/** What was not delivered yet need not be any more. */
	forgive(workflow: StoredWorkflow, excuse: string): void {
		for (const one of this.expected) if (one.workflow === workflow) one.excuse ??= excuse;
	}

	/** The same, where all events by which a change may come are gone with this webhook. */
	forgiveWith(webhookId: string): void {
		for (const one of this.expected) {
			for (const eventId of one.eventIds)
				if (eventId.startsWith(webhookId)) one.eventIds.delete(eventId);
			if (one.eventIds.size === 0) one.excuse ??= 'SmartSuite has deleted it';
		}
	}

	private forget(): void {
		for (const workflow of this.n8n.workflows) {
			const stays = !workflow.isPublished && this.webhooksOf(workflow).length > 0;
			if (stays) this.couldNotLeave.add(workflow);
		}
	}

	private excuse(): void {
		for (const workflow of this.n8n.workflows) {
			if (workflow.refusal) this.forgive(workflow, 'n8n refused to publish it');
		}
	}

	private async begin(): Promise<void> {
		this.addWorkflow();
		this.addForeignWebhooks();
		this.start(() => this.n8n.start());
		await this.time.passUntil(10_000);
		this.start(() => this.n8n.publish(this.workflow(0)));
		await this.time.passUntil(20_000);
	}

	/** Two of other people, in the same solution: one elsewhere, and one paused, without a URL. */
	private addForeignWebhooks(): void {
		const solutionId = this.smartSuite.solutions[0]?.id ?? '';
		for (const url of ['http://elsewhere.test/hook', undefined]) {
			const id = `foreign-${this.foreign.size + 1}`;
			const at = this.smartSuite.clock.now();
			this.smartSuite.webhooks.set(id, {
				...{ id, solutionId, url, kinds: ['RECORD_CREATED'], filter: { solution: {} } },
				...{ paused: !url, pingsFailed: false, createdAtMs: at, updatedAtMs: at },
				...{ createdBy: this.smartSuite.worker.id, updatedBy: this.smartSuite.worker.id },
				...{ lastListedAtMs: at + 1e12, eventsSoFar: 0, pagesBefore: new Map(), events: [] },
			});
			this.foreign.set(id, this.portrait(id));
		}
	}

	/** What somebody else would notice of a webhook. */
	portrait(id: string): string {
		const webhook = this.smartSuite.webhooks.get(id);
		if (!webhook) return 'gone';
		const { url, kinds, filter, paused, updatedAtMs } = webhook;
		return JSON.stringify({ url, kinds, filter, paused, updatedAtMs });
	}

	/** Everything works again, n8n runs, and each workflow is what its owner last made of it. */
	private async heal(): Promise<void> {
		this.troubles.length = 0;
		Object.assign(this.n8n, { slots: Infinity, hasOtherNode: false });
		this.smartSuite.poisoned.clear();
		Object.assign(this.smartSuite.switches, { lostPings: 0, disabledStoresEvents: true });
		for (const { credential } of this.n8n.workflows) {
			credential.isGone = false;
			credential.data.apiToken = this.smartSuite.token;
		}
		this.note('all is well again', '▸');
		// What is ending has ended by then.
		await this.time.passUntil(this.time.now + MINUTE_MS);
		if (this.n8n.serving === 'nothing') this.start(() => this.n8n.start());
		await this.time.passUntil(this.time.now + RECOVERY_MS);
		// Whoever is deaf by now does not hear this.
		this.note('a last change', '▸');
		happenings.change.does(this, { count: 1, kind: 'create' });
		await this.time.passUntil(this.time.now + 5 * MINUTE_MS);
	}

	/** The network. */
	private async carry(sent: Sent): Promise<Ending> {
		const isToN8n = sent.url.origin !== SMARTSUITE_URL;
		const where = !isToN8n ? 'SmartSuite' : sent.from === 'n8n' ? 'own URL' : 'pings';
		await sleep(this.random() * (isToN8n ? 20 : 200));
		const rpc = sent.url.pathname.split('/').at(-1) ?? '';
		const ending = await this.suffer(this.troubleFor(where, rpc), async () =>
			isToN8n ? await this.toN8n(sent) : await this.toSmartSuite(sent),
		);
		const told = typeof ending === 'string' ? ending : ending.status;
		const what = where === 'SmartSuite' ? `${rpc} ${sent.body}` : `${where} ${sent.body}`;
		this.note(`${what.slice(0, 200)} → ${told}`);
		return ending;
	}

	private async suffer(
		trouble: Trouble['does'] | undefined,
		serve: () => Promise<Ending>,
	): Promise<Ending> {
		if (trouble === undefined) return await serve();
		if (trouble === 'reset' || trouble === 'hang') return trouble;
		if (typeof trouble === 'object' && 'status' in trouble) return trouble;
		if (typeof trouble === 'object') await sleep(trouble.slowMs);
		const ending = await serve();
		if (trouble === 'reset-after') return 'reset';
		if (trouble === 'hang-after') return 'hang';
		if (trouble !== 'cut' || typeof ending === 'string') return ending;
		return { ...ending, body: ending.body.slice(0, ending.body.length / 2) };
	}

	private troubleFor(where: Trouble['where'], rpc: string): Trouble['does'] | undefined {
		const found = this.troubles.find(
			(one) =>
				one.where === where &&
				one.left > 0 &&
				one.until > this.time.now &&
				(one.rpc === undefined || one.rpc === rpc),
		);
		if (found) found.left--;
		return found?.does;
	}

	private async toSmartSuite({ url, method, headers, body }: Sent): Promise<Ending> {
		const { pathname: path, searchParams: query } = url;
		return await answerCall(this.smartSuite, { method, path, query, headers, body });
	}

	private async toN8n({ url, headers, body, gone }: Sent): Promise<Ending> {
		if (url.origin !== new URL(this.n8n.baseUrl).origin) return 'reset';
		const answering = this.n8n.receive(url.pathname, headers['content-type'], body);
		void gone.then(() => answering.hangUp());
		await answering.over;
		if (answering.destroyed) return 'reset';
		return { status: answering.statusCode, headers: answering.headers, body: answering.body };
	}

	/** Ids made by chance read the same in each repetition. */
	private named(text: string): string {
		return text.replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, (id) => {
			const name = this.names.get(id) ?? `webhook-${this.names.size + 1}`;
			this.names.set(id, name);
			return name;
		});
	}
}
