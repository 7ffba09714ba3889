import { eventIdOf, type StoredWorkflow } from './database.mts';
import { DAY_MS, HOUR_MS } from './kind.mts';
import type { Life } from './life.mts';

/** What lasts so long, in ms, is to be shown: an hour, and the longest wait between two tries. */
const TO_BE_SHOWN_AFTER_MS = 2.2 * HOUR_MS;

/** A change that a workflow is to get, once. */
export interface Expected {
	workflow: StoredWorkflow;
	/** The events by which it may come: one for each webhook that the workflow has at that moment. */
	eventIds: Set<string>;
	at: number;
	/** Why it may be missing. */
	excuse?: string;
}

/** What the owners of the workflows of a life may expect of it. */
export class Expectations {
	readonly changes: Expected[] = [];
	/** Unpublished workflows whose webhook n8n could not delete: it was stopped meanwhile, or had no credential. */
	readonly couldNotLeave = new Set<StoredWorkflow>();
	/** What lasted, and was not shown. */
	readonly hidden: string[] = [];
	/** By workflow: since when, in ms, each reading fails. */
	private readonly failsSince = new Map<StoredWorkflow, number>();
	private readonly seen = new Map<string, number>();

	constructor(private readonly life: Life) {}

	/** Notes the events of a change just made, for each workflow. */
	expect(): void {
		const { n8n, smartSuite, time } = this.life;
		for (const workflow of n8n.workflows) {
			const own = this.life.webhooksOf(workflow);
			const had = own.filter(({ id, eventsSoFar }) => eventsSoFar > (this.seen.get(id) ?? 0));
			const eventIds = had.map(({ id, eventsSoFar }) => `${id}.${eventsSoFar}`);
			const isLive = ({ url }: { url?: string }) => url === n8n.urlOf(workflow);
			// An earlier webhook watches what the workflow watched before.
			if (own.some(isLive) && !had.some(isLive)) continue;
			const { isPublished, isNewHere, refusal } = workflow;
			const excuse = !isPublished || isNewHere || refusal ? 'it was not published' : undefined;
			if (eventIds.length === 0) continue;
			this.changes.push({ workflow, eventIds: new Set(eventIds), at: time.now, excuse });
		}
		for (const { id, eventsSoFar } of smartSuite.webhooks.values()) this.seen.set(id, eventsSoFar);
	}

	/** What was not delivered yet need not be any more. */
	forgive(workflow: StoredWorkflow, excuse: string): void {
		for (const one of this.changes) if (one.workflow === workflow) one.excuse ??= excuse;
		this.failsSince.delete(workflow);
	}

	/** The same, where all events by which a change may come are gone with this webhook. */
	forgiveWith(webhookId: string): void {
		for (const one of this.changes.filter((change) => !isHandled(change))) {
			for (const id of one.eventIds) if (id.startsWith(webhookId)) one.eventIds.delete(id);
			if (one.eventIds.size === 0) one.excuse ??= 'SmartSuite has deleted it';
		}
	}

	/** n8n starts: of webhooks that do not point at its URL it knows what the node's static data says, and nothing else. */
	loseTrack(): void {
		const { n8n } = this.life;
		for (const workflow of n8n.workflows) {
			for (const { id, url, paused, pingsFailed } of this.life.webhooksOf(workflow)) {
				if (workflow.ownStaticData.includes(id)) continue;
				if (paused || pingsFailed) this.life.disown(id);
				else if (url !== n8n.urlOf(workflow)) this.forgiveWith(id);
			}
		}
	}

	/** After something that takes time. */
	settle(): void {
		for (const workflow of this.life.n8n.workflows) {
			if (workflow.refusal) this.forgive(workflow, 'n8n refused to publish it');
			// A second one that failed before n8n could read it has no URL, and nobody knows its id.
			for (const webhook of this.life.webhooksOf(workflow)) {
				const isRead = webhook.lastListedAtMs !== webhook.createdAtMs;
				if (webhook.pingsFailed && !isRead) this.life.disown(webhook.id);
			}
		}
	}

	/** The process that registers webhooks, and knows how long things last, has died. */
	forget(): void {
		this.failsSince.clear();
		for (const workflow of this.life.n8n.workflows) {
			const { isPublished, isNewHere } = workflow;
			const stays = !isPublished && this.life.webhooksOf(workflow).length > 0;
			if (stays) this.couldNotLeave.add(workflow);
			if (isPublished && isNewHere) workflow.isMistaken = true;
		}
	}

	/** One reading of a webhook has failed, or not. */
	noteReading(body: string, isDone: boolean): void {
		const { n8n, time } = this.life;
		const workflow = n8n.workflows.find((one) =>
			this.life.webhooksOf(one).some(({ id }) => body.includes(id)),
		);
		if (!workflow || n8n.mode === 'queue') return;
		if (isDone) return void this.failsSince.delete(workflow);
		const since = this.failsSince.get(workflow) ?? time.now;
		this.failsSince.set(workflow, since);
		const isShown = workflow.shownAt.some((at) => at > time.now - 1.1 * DAY_MS);
		if (time.now - since < TO_BE_SHOWN_AFTER_MS || isShown) return;
		this.hidden.push(`${workflow.name} could not read since ${since / 1_000} s`);
	}
}

/** n8n lists an execution that it broke off: its owner sees it. */
export function isHandled({ workflow, eventIds }: Expected): boolean {
	const broken = workflow.executions.filter(({ status }) => status === 'crashed');
	return (
		workflow.handled.some(({ eventId }) => eventIds.has(eventId)) ||
		broken.some(({ items }) => items.some((item) => eventIds.has(eventIdOf(item))))
	);
}
