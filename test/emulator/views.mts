import { statusesOf } from './engine/answers.mts';
import { removeField, removeTable } from './tables.mts';
import type { Filter, JsonObject, Kind, StoredEvent, Webhook } from './types.mts';
import {
	addWebhook,
	changeWebhook,
	DELETED_AFTER_MS,
	EXPIRES_AFTER_MS,
	liveWebhooks,
	standing,
	type Standing,
	type WebhookDefinition,
} from './webhooks.mts';
import type { World } from './world.mts';

/** A webhook as it stands at one moment; times in milliseconds of the emulator's clock. */
export interface WebhookState {
	id: string;
	solutionId: string;
	kinds: Kind[];
	filter: Filter;
	/** Last notification URL that was set; pings go there while `status` is active. */
	url: string | undefined;
	status: Standing;
	/** `notification_status` and `system_status` as the API shows them. */
	statuses: JsonObject;
	/** Member id. */
	createdBy: string;
	lastListedAt: number;
	expiresAt: number;
	deletedAt: number;
	events: StoredEvent[];
}

export function webhookStates(world: World): WebhookState[] {
	return [...liveWebhooks(world).values()].map((webhook) => stateOf(world, webhook));
}

/** What people do in ways that are no API call of the token's owner. */
export interface Elsewhere {
	/** By the member (default: not the token's owner). */
	createWebhook(definition: WebhookDefinition, by?: string): WebhookState;
	/** Changes what is named; `url: undefined` stops notifications. */
	updateWebhook(id: string, change: Partial<WebhookDefinition>): WebhookState;
	deleteWebhook(id: string): void;
	/** From then on there is no such table for the API, until `reset`; its webhooks stay. */
	removeTable(tableId: string): void;
	/** The same of a field, which tables and records no longer have. */
	removeField(tableId: string, slug: string): void;
}

export function elsewhere(world: World): Elsewhere {
	const known = (id: string): Webhook => {
		const webhook = liveWebhooks(world).get(id);
		if (!webhook) throw new Error(`There is no webhook '${id}'`);
		return webhook;
	};
	const announced = (webhook: Webhook): WebhookState => {
		world.changed();
		return stateOf(world, webhook);
	};
	return {
		createWebhook: (definition, by = world.worker.id) =>
			announced(addWebhook(world, definition, by)),
		updateWebhook(id, change) {
			changeWebhook(world, known(id), change, world.worker.id);
			return announced(known(id));
		},
		deleteWebhook(id) {
			world.webhooks.delete(known(id).id);
			world.changed();
		},
		removeTable: (tableId) => removeTable(world, tableId),
		removeField: (tableId, slug) => removeField(world, tableId, slug),
	};
}

function stateOf(world: World, webhook: Webhook): WebhookState {
	const { id, solutionId, kinds, filter, url, createdBy, lastListedAtMs, events } = webhook;
	const now = world.clock.now();
	return {
		id,
		solutionId,
		kinds,
		filter,
		url,
		status: standing(webhook, now),
		statuses: statusesOf(webhook, now, world.switches),
		createdBy,
		lastListedAt: lastListedAtMs,
		expiresAt: lastListedAtMs + EXPIRES_AFTER_MS,
		deletedAt: lastListedAtMs + DELETED_AFTER_MS,
		events,
	};
}
