import { randomUUID } from 'node:crypto';
import type { Filter, Kind, Webhook } from './types.mts';
import type { World } from './world.mts';

const DAY_MS = 86_400_000;
/** Idle time after which notifications stop (Webhooks Overview, "Webhook Expiration"). */
export const EXPIRES_AFTER_MS = 7 * DAY_MS;
/** Idle time after which the webhook goes, with its events (there). */
export const DELETED_AFTER_MS = 14 * DAY_MS;

/** What a person decides about a webhook. */
export interface WebhookDefinition {
	solutionId: string;
	kinds: Kind[];
	filter: Filter;
	/** Without one, notifications are off. */
	url?: string;
}

/** Pings go out (active), or do not and why. */
export type Standing = 'active' | 'paused' | 'failed' | 'expired';

export function standing(webhook: Webhook, nowMs: number): Standing {
	if (nowMs >= webhook.lastListedAtMs + EXPIRES_AFTER_MS) return 'expired';
	if (webhook.pingsFailed) return 'failed';
	return webhook.paused ? 'paused' : 'active';
}

/** The webhooks that there are now: those idle for 14 days are gone, with their events. */
export function liveWebhooks({ webhooks, clock }: World): Map<string, Webhook> {
	for (const { id, lastListedAtMs } of webhooks.values()) {
		if (clock.now() >= lastListedAtMs + DELETED_AFTER_MS) webhooks.delete(id);
	}
	return webhooks;
}

/** `by` is a member's id. */
export function addWebhook(world: World, definition: WebhookDefinition, by: string): Webhook {
	const now = world.clock.now();
	const webhook: Webhook = {
		...definition,
		id: randomUUID(),
		url: definition.url,
		paused: definition.url === undefined,
		pingsFailed: false,
		createdAtMs: now,
		createdBy: by,
		updatedAtMs: now,
		updatedBy: by,
		lastListedAtMs: now,
		eventsSoFar: 0,
		pagesBefore: new Map(),
		events: [],
	};
	world.webhooks.set(webhook.id, webhook);
	if (world.switches.handshakePing) world.outbox.push({ webhookId: webhook.id });
	return webhook;
}

/**
 * Sets what is named. Naming a URL, or `url: undefined`, is the toggle that starts or stops
 * notifications, also after failed pings (Webhooks Overview, "Webhook Notifications").
 */
export function changeWebhook(
	world: World,
	webhook: Webhook,
	change: Partial<WebhookDefinition>,
	by: string,
): void {
	const now = world.clock.now();
	const { url, ...rest } = change;
	Object.assign(webhook, rest, { updatedAtMs: now, updatedBy: by });
	if ('url' in change) {
		webhook.paused = url === undefined;
		webhook.pingsFailed = false;
		webhook.url = url ?? webhook.url;
	}
	if (world.switches.updateExtendsExpiry) webhook.lastListedAtMs = now;
}
