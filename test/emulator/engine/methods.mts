import { tableOf } from '../records.mts';
import type { Filter, JsonObject, Webhook } from '../types.mts';
import { addWebhook, changeWebhook, liveWebhooks, type WebhookDefinition } from '../webhooks.mts';
import type { World } from '../world.mts';
import { eventMessage, listMessage, webhookMessage } from './answers.mts';
import * as read from './messages.mts';
import { eventPage } from './pages.mts';
import { invalidArgument, TwirpError } from './twirp.mts';

export type Method = (world: World, request: JsonObject) => JsonObject;

/** The methods of the service by name; `getWebhookName` is a switch (docs/internals/smartsuite.md 1.3). */
export function methodNamed(name: string, { switches }: World): Method | undefined {
	const { getWebhookName } = switches;
	if (name === 'GetWebhook' || name === 'GetWebhooks') {
		return getWebhookName === name || getWebhookName === 'both' ? getWebhook : undefined;
	}
	return new Map<string, Method>([
		['CreateWebhook', createWebhook],
		['ListWebhooks', listWebhooks],
		['UpdateWebhook', updateWebhook],
		['DeleteWebhook', deleteWebhook],
		['ListEvents', listEvents],
	]).get(name);
}

function createWebhook(world: World, request: JsonObject): JsonObject {
	const message = read.requiredMessage(request, 'webhook');
	if (read.textOf(message, 'webhook_id') !== '') {
		throw invalidArgument('webhook_id', 'must be blank when creating');
	}
	const webhook = addWebhook(world, definitionOf(world, message), world.caller.id);
	return wrapped(webhookMessage(world, webhook), world.switches.createWrapper);
}

function getWebhook(world: World, request: JsonObject): JsonObject {
	const webhook = requiredWebhook(world, request);
	return wrapped(webhookMessage(world, webhook), world.switches.getWrapper);
}

/** One page of a solution's webhooks; the last page has no token (1.4). */
function listWebhooks(world: World, request: JsonObject): JsonObject {
	const solutionId = knownSolution(world, read.requiredText(request, 'solution_id'));
	const token = read.textOf(request, 'page_token');
	const size = read.pageSizeOf(request, world.switches);
	const all = visibleWebhooks(world).filter((webhook) => webhook.solutionId === solutionId);
	const start = all.findIndex(({ id }) => id === token) + 1;
	const page = all.slice(start, start + size);
	const messages = page.map((webhook) => webhookMessage(world, webhook));
	const hasMore = start + size < all.length;
	return {
		...listMessage('webhooks', messages, world.switches),
		...(hasMore && { next_page_token: page.at(-1)?.id }),
	};
}

/** Full replacement, as the documentation's "not optional" says; or a merge, with the switch (1.5). */
function updateWebhook(world: World, request: JsonObject): JsonObject {
	const message = read.requiredMessage(request, 'webhook');
	const webhook = requiredWebhook(world, message);
	const { updateSemantics, updateWrapper } = world.switches;
	const given =
		updateSemantics === 'merge' ? { ...currentMessage(world, webhook), ...message } : message;
	const definition = definitionOf(world, given);
	const keepsStatus =
		updateSemantics === 'merge' && !read.messageOf(message, 'notification_status');
	const { url, ...rest } = definition;
	changeWebhook(world, webhook, keepsStatus ? rest : { ...rest, url }, world.caller.id);
	return wrapped(webhookMessage(world, webhook), updateWrapper);
}

/** Deletes the stored events too (1.6). */
function deleteWebhook(world: World, request: JsonObject): JsonObject {
	const id = read.requiredText(request, 'webhook_id');
	if (world.switches.deleteUnknown === 'not_found') requiredWebhook(world, request);
	world.webhooks.delete(id);
	return {};
}

/** "List payloads": one page, and 7 more days of life, also for an expired webhook (1.1, 1.7). */
function listEvents(world: World, request: JsonObject): JsonObject {
	const { switches, clock } = world;
	const webhook = requiredWebhook(world, request);
	const token = read.textOf(request, 'page_token');
	const size = read.pageSizeOf(request, switches);
	// A reading begins without a token, and with that of a page that left nothing behind it.
	const pagesBefore = webhook.pagesBefore.get(token) ?? 0;
	const page = eventPage(webhook.events, { token, size, pagesBefore }, clock.now(), switches);
	if (page.events.some(({ event }) => world.poisoned.has(String(event.event_id)))) {
		throw new TwirpError('internal', 'internal server error');
	}
	if (page.token) webhook.pagesBefore.set(page.token, page.hasMore ? pagesBefore + 1 : 0);
	webhook.lastListedAtMs = clock.now();
	const messages = page.events.map((event) => eventMessage(event, switches));
	return {
		...listMessage('events', messages, switches),
		...(page.token !== undefined && { next_page_token: page.token }),
	};
}

const wrapped = (webhook: JsonObject, wrap: boolean) => (wrap ? { webhook } : webhook);

function visibleWebhooks(world: World): Webhook[] {
	const all = [...liveWebhooks(world).values()];
	const { switches, caller } = world;
	return switches.listWebhooksScope === 'own'
		? all.filter(({ createdBy }) => createdBy === caller.id)
		: all;
}

function requiredWebhook(world: World, message: JsonObject): Webhook {
	const id = read.requiredText(message, 'webhook_id');
	const webhook = visibleWebhooks(world).find((candidate) => candidate.id === id);
	if (!webhook) throw new TwirpError('not_found', `webhook ${id} not found`);
	return webhook;
}

function knownSolution({ solutions }: World, solutionId: string): string {
	if (!solutions.some(({ id }) => id === solutionId)) {
		throw new TwirpError('not_found', `solution ${solutionId} not found`);
	}
	return solutionId;
}

/** The current webhook spelled as a request would spell it, without its notification status. */
function currentMessage({ accountId }: World, webhook: Webhook): JsonObject {
	return {
		kinds: webhook.kinds,
		filter: webhook.filter,
		locator: { account_id: accountId, solution_id: webhook.solutionId },
	};
}

function definitionOf(world: World, message: JsonObject): WebhookDefinition {
	const locator = read.requiredMessage(message, 'locator');
	if (read.requiredText(locator, 'account_id') !== world.accountId) {
		throw invalidArgument('account_id', 'is not the workspace of this request');
	}
	const solutionId = knownSolution(world, read.requiredText(locator, 'solution_id'));
	const filter = read.filterOf(message);
	checkFilter(world, filter, solutionId);
	return { solutionId, filter, kinds: read.kindsOf(message), url: read.notificationUrlOf(message) };
}

function checkFilter(world: World, filter: Filter, solutionId: string): void {
	if ('solution' in filter) return;
	const tableIds =
		'applications' in filter
			? filter.applications.application_ids
			: [filter.application.application_id];
	for (const tableId of tableIds) {
		if (!world.tables.some(({ id, solution }) => id === tableId && solution === solutionId)) {
			throw new TwirpError('not_found', `application ${tableId} not found`);
		}
	}
	if (!('application' in filter) || world.switches.unknownFieldIds === 'accept') return;
	const { application_id, field_ids } = filter.application;
	const slugs = tableOf(world, application_id).structure.map(({ slug }) => slug);
	const unknown = field_ids.find((slug) => !slugs.includes(slug));
	if (unknown !== undefined) throw invalidArgument('field_ids', `does not know ${unknown}`);
}
