import type { IDataObject } from 'n8n-workflow';

import { readAccount, recover, SmartSuiteError } from '../transport';
import type { Haste, SmartSuiteContext } from '../transport';
import { callEngine } from './engine';
import { collect, LARGE_PAGE_SIZE, pageRequest, pagesFrom } from './pages';
import type { FetchPage } from './pages';
import { asText, inSnakeCase, listIn } from './shape';
import { isMadeSince, notificationStatus, parseWebhook } from './webhook';
import type { Webhook, WebhookFilter, WebhookSpec } from './webhook';

/** What UpdateWebhook is to change; what is not named stays. `null` pauses the webhook. */
export interface WebhookChanges {
	kinds?: string[];
	filter?: WebhookFilter;
	notificationUrl?: string | null;
}

/** Ten thousand webhooks: a server that gives ever new page tokens must not cost calls without end. */
const MOST_PAGES = 200;

/**
 * CreateWebhook. When it stays open whether SmartSuite carried it out, the webhook is looked for
 * before it is made again, so that no second one is left behind.
 */
export async function createWebhook(
	context: SmartSuiteContext,
	spec: WebhookSpec,
	haste: Haste = {},
): Promise<Webhook> {
	const startedAt = Date.now();
	const findMade = async () =>
		(await listWebhooks(context, spec.solutionId, haste)).find((webhook) =>
			isMadeSince(startedAt, webhook, spec),
		);
	return await recover(
		createOnce(context, spec, haste),
		['unreachable', 'unavailable', 'unreadable'],
		async () => (await findMade()) ?? (await createOnce(context, spec, haste)),
	);
}

/**
 * GetWebhook; where that finds nothing, ListWebhooks: the method's name is disputed, and a 404 of a
 * gateway does not say what is missing (docs/internals/smartsuite.md sections 1.3 and 2.1).
 */
export async function getWebhook(
	context: SmartSuiteContext,
	solutionId: string,
	webhookId: string,
	haste: Haste = {},
): Promise<Webhook> {
	const ask = async () => {
		const request = { webhook_id: webhookId };
		const webhook = parseWebhook(
			await callEngine(context, 'GetWebhook', request, named(webhookId), haste),
		);
		if (webhook.webhook_id) return webhook;
		// Whatever it is, a request sent back for one, it is not passed on as a webhook.
		throw new SmartSuiteError(context.getNode(), {
			kind: 'unreadable',
			message: `SmartSuite answered with something else than the ${named(webhookId)}`,
			description: 'Check the Webhooks URL in the credential.',
			passing: false,
		});
	};
	return await recover(ask(), ['no_route', 'missing'], async () => {
		const webhooks = await listWebhooks(context, solutionId, haste);
		const found = webhooks.find((webhook) => webhook.webhook_id === webhookId);
		if (found) return found;
		throw new SmartSuiteError(context.getNode(), {
			kind: 'missing',
			message: `SmartSuite has no ${named(webhookId)} in this solution`,
			description: 'It may have been deleted. Choose another one from the list.',
			passing: false,
		});
	});
}

/**
 * ListWebhooks: the webhooks of a solution, all pages or as many as the limit needs. Who has a limit, be it
 * Infinity, reads them for their own sake, by large pages; others look for one or two.
 */
export async function listWebhooks(
	context: SmartSuiteContext,
	solutionId: string,
	{ limit, ...haste }: Haste & { limit?: number } = {},
): Promise<Webhook[]> {
	let pages = 0;
	const fetchPage: FetchPage<Webhook> = async (pageToken, pageSize) => {
		const body = await callEngine(
			context,
			'ListWebhooks',
			{ solution_id: solutionId, ...pageRequest(pageToken, pageSize) },
			`solution '${solutionId}'`,
			haste,
		);
		return {
			items: listIn(body, 'webhooks').map(parseWebhook),
			nextPageToken: ++pages < MOST_PAGES ? nextPageTokenIn(body) : undefined,
		};
	};
	return await collect(pagesFrom(fetchPage, '', limit && Math.min(limit, LARGE_PAGE_SIZE)), limit);
}

/**
 * UpdateWebhook. It replaces the whole webhook (docs/internals/smartsuite.md section 1.5), so it is read first
 * and sent back whole, with properties this code has never heard of. An answer without the webhook
 * costs one call more.
 */
export async function updateWebhook(
	context: SmartSuiteContext,
	current: Webhook,
	changes: WebhookChanges,
	haste: Haste = {},
): Promise<Webhook> {
	const body = await callEngine(
		context,
		'UpdateWebhook',
		{
			webhook: {
				...writable(current),
				...(changes.kinds && { kinds: changes.kinds }),
				...(changes.filter && { filter: changes.filter }),
				...(changes.notificationUrl !== undefined && {
					notification_status: notificationStatus(changes.notificationUrl ?? undefined),
				}),
			},
		},
		named(current.webhook_id),
		haste,
	);
	const updated = parseWebhook(body);
	if (updated.webhook_id) return updated;
	const solutionId = asText(current.locator.solution_id);
	return await getWebhook(context, solutionId, current.webhook_id, haste);
}

/** DeleteWebhook. SmartSuite deletes its stored events with it (docs/internals/smartsuite.md section 1.1). */
export async function deleteWebhook(
	context: SmartSuiteContext,
	webhookId: string,
	haste: Haste = {},
): Promise<void> {
	await callEngine(context, 'DeleteWebhook', { webhook_id: webhookId }, named(webhookId), haste);
}

/** The token for the next page; an empty one is none (docs/internals/smartsuite.md section 1.7). */
export function nextPageTokenIn(body: unknown): string | undefined {
	return asText(inSnakeCase(body, ['next_page_token']).next_page_token) || undefined;
}

async function createOnce(
	context: SmartSuiteContext,
	spec: WebhookSpec,
	haste: Haste,
): Promise<Webhook> {
	const { accountId } = await readAccount(context);
	const webhook: IDataObject = {
		kinds: spec.kinds,
		locator: { account_id: accountId, solution_id: spec.solutionId },
		filter: spec.filter,
		notification_status: notificationStatus(spec.notificationUrl),
	};
	const about = `solution '${spec.solutionId}'`;
	const created = parseWebhook(
		await callEngine(context, 'CreateWebhook', { webhook }, about, haste),
	);
	if (created.webhook_id) return created;
	throw new SmartSuiteError(context.getNode(), {
		kind: 'unreadable',
		message: 'SmartSuite did not say which webhook it created',
		description: 'List the webhooks of the solution, and delete the one that is not needed.',
		passing: false,
	});
}

/** The webhook without what only SmartSuite writes: what UpdateWebhook is sent. */
export function writable(webhook: Webhook): IDataObject {
	const ownedByServer = ['created_at', 'updated_at', 'system_status'];
	return Object.fromEntries(
		Object.entries(webhook).filter(([key]) => !ownedByServer.includes(key)),
	);
}

function named(webhookId: string): string {
	return `webhook '${webhookId}'`;
}
