import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import {
	asObject,
	createWebhook,
	deleteWebhook,
	healthOf,
	listWebhooks,
	notificationUrl,
	updateWebhook,
	watchesSame,
} from '../api';
import type { Webhook, WebhookSpec } from '../api';
import { readFilter, readKinds, readSolutionId } from '../methods';
import type { ReadParameter } from '../methods';
import { recover } from '../transport';
import { cursorOf, forget, freshCursor, leavingId, storedCursor } from './cursor';
import type { Cursor, TriggerContext } from './cursor';

/**
 * The webhooks of this node in its solution: those that point at exactly our URL and, paused and so
 * without one, the one whose id we stored. No other is ever touched.
 * @param isTriedOnce fails where it would else wait and try again
 */
export async function ownWebhooks(
	context: TriggerContext,
	url: string,
	isTriedOnce = false,
): Promise<Webhook[]> {
	const solutionId = readSolutionId(context.getNode(), parametersOf(context));
	const stored = storedCursor(context)?.webhookId ?? leavingId(context);
	return (await listWebhooks(context, solutionId, { isTriedOnce })).filter((webhook) => {
		const target = notificationUrl(webhook);
		return target === url || (target === undefined && webhook.webhook_id === stored);
	});
}

/**
 * The only webhook of ours, where it watches what the node wants and is switched on.
 * @param spurned the id of one that is not to be kept
 */
export async function findRightWebhook(
	context: TriggerContext,
	url: string,
	spurned?: string,
): Promise<Webhook | undefined> {
	const spec = readSpec(context, url);
	const own = await ownWebhooks(context, url);
	const kept = keeper(context, own, spec, spurned);
	return kept && own.length === 1 && isRight(kept, spec) ? kept : undefined;
}

/**
 * One webhook that points at the URL, watches what the node wants and is switched on; no other of ours.
 * One that is known is changed rather than replaced, because its events would go with it.
 * @param spurned the id of one that is not to be kept
 */
export async function ensureWebhook(
	context: TriggerContext,
	url: string,
	spurned?: string,
): Promise<Webhook> {
	const spec = readSpec(context, url);
	const own = await ownWebhooks(context, url);
	const kept = keeper(context, own, spec, spurned);
	for (const webhook of own) if (webhook !== kept) await remove(context, webhook.webhook_id);
	if (!kept) return await createWebhook(context, spec);
	if (isRight(kept, spec)) return kept;
	const { kinds, filter } = spec;
	const updated = await recover<Webhook | undefined>(
		updateWebhook(context, kept, { kinds, filter, notificationUrl: url }),
		['refused', 'no_route'],
		async () => undefined,
	);
	if (updated && watchesSame(updated, spec)) return updated;
	await remove(context, kept.webhook_id);
	return await createWebhook(context, spec);
}

/** The cursor of the webhook of ours that counts; undefined when there is none. Waits for no second try. */
export async function findOwnCursor(context: IWebhookFunctions): Promise<Cursor | undefined> {
	const url = ownUrl(context);
	const own = await ownWebhooks(context, url, true);
	const webhook = keeper(context, own, readSpec(context, url));
	return webhook && cursorAt(context, webhook, url);
}

/** Where this webhook stood, or its beginning, after what the one before it still holds. */
export function cursorAt(context: TriggerContext, webhook: Webhook, webhookUrl: string): Cursor {
	const { webhook_id, created_at } = webhook;
	const known = cursorOf(context, webhook_id);
	if (known) return { ...known, webhookUrl };
	const stored = storedCursor(context);
	const last = stored && cursorOf(context, stored.webhookId);
	const until = asObject(created_at).at;
	const previous = last && { ...last, ...(typeof until === 'string' && { until }) };
	return { ...freshCursor(webhook_id, webhookUrl), ...(previous && { previous }) };
}

/** Deletes a webhook of ours; one that is gone already is fine. */
export async function remove(context: TriggerContext, webhookId: string): Promise<void> {
	await recover(deleteWebhook(context, webhookId), ['missing'], async () => {});
	forget(context, webhookId);
}

export function ownUrl(context: IHookFunctions | IWebhookFunctions): string {
	return context.getNodeWebhookUrl('default') ?? '';
}

/** Of several webhooks of ours one that is known, so that it keeps its place, else one with these settings. */
function keeper(
	context: TriggerContext,
	own: Webhook[],
	spec: WebhookSpec,
	spurned?: string,
): Webhook | undefined {
	const matches = own.filter((webhook) => watchesSame(webhook, spec));
	const isKnown = ({ webhook_id }: Webhook) => cursorOf(context, webhook_id) !== undefined;
	return (
		matches.find(isKnown) ??
		own.find(isKnown) ??
		matches.find(({ webhook_id }) => webhook_id !== spurned)
	);
}

function isRight(webhook: Webhook, spec: WebhookSpec): boolean {
	return watchesSame(webhook, spec) && healthOf(webhook, Date.now()).status === 'active';
}

function readSpec(context: TriggerContext, url: string): WebhookSpec {
	const node = context.getNode();
	const read = parametersOf(context);
	return {
		solutionId: readSolutionId(node, read),
		kinds: readKinds(node, read),
		filter: readFilter(node, read),
		notificationUrl: url,
	};
}

function parametersOf(context: TriggerContext): ReadParameter {
	return (name) => context.getNodeParameter(name, '');
}
