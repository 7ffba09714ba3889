import { NodeOperationError } from 'n8n-workflow';
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
import { readAccount, recover } from '../transport';
import { clear, cursorOf, freshCursor, store, storedCursor } from './cursor';
import type { Cursor, TriggerContext } from './cursor';

/**
 * What n8n calls when a workflow is published, unpublished, tested or taken over after a restart. A
 * webhook is ours when it points at exactly our URL, or, paused and so without one, has the id that we
 * stored; no other is ever touched.
 */
export const registration = {
	/** Whether SmartSuite has just one webhook of ours, with these settings and switched on. */
	async checkExists(this: IHookFunctions): Promise<boolean> {
		const url = ownUrl(this);
		const [webhook, ...more] = await ownWebhooks(this, url);
		const isRight = webhook && watchesSame(webhook, readSpec(this, url)) && isActive(webhook);
		if (!isRight || more.length > 0) return false;
		adopt(this, webhook, url);
		return true;
	},

	/** Leaves exactly one webhook of ours, adopted where that keeps its events, else new. */
	async create(this: IHookFunctions): Promise<boolean> {
		const url = ownUrl(this);
		await refuseLoopback(this, url);
		adopt(this, await ensureWebhook(this, url), url);
		return true;
	},

	/** Leaves none. Works without static data; what is gone already is fine. */
	async delete(this: IHookFunctions): Promise<boolean> {
		const own = await recover(ownWebhooks(this, ownUrl(this)), ['missing'], async () => []);
		for (const webhook of own) await remove(this, webhook);
		clear(this);
		return true;
	},
};

/** One webhook that points at the URL, watches what the node wants and is switched on; no other of ours. */
export async function ensureWebhook(context: TriggerContext, url: string): Promise<Webhook> {
	const spec = readSpec(context, url);
	const own = await ownWebhooks(context, url);
	const match = keeper(context, own, spec);
	for (const webhook of own) if (webhook !== match) await remove(context, webhook);
	if (!match) return await createWebhook(context, spec);
	if (isActive(match)) return match;
	return await updateWebhook(context, match, { notificationUrl: url });
}

/** The cursor, as yet unmoved, of the webhook of ours that counts; undefined when there is none. */
export async function findOwnWebhook(context: IWebhookFunctions): Promise<Cursor | undefined> {
	const url = ownUrl(context);
	const webhook = keeper(context, await ownWebhooks(context, url), readSpec(context, url));
	return webhook && freshCursor(webhook.webhook_id, url);
}

/** Of several webhooks of ours with these settings the one that is known, so that it keeps its place. */
function keeper(context: TriggerContext, own: Webhook[], spec: WebhookSpec): Webhook | undefined {
	const stored = storedCursor(context)?.webhookId;
	const matches = own.filter((webhook) => watchesSame(webhook, spec));
	return matches.find(({ webhook_id }) => webhook_id === stored) ?? matches[0];
}

async function ownWebhooks(context: TriggerContext, url: string): Promise<Webhook[]> {
	const solutionId = readSolutionId(context.getNode(), parametersOf(context));
	const stored = storedCursor(context)?.webhookId;
	return (await listWebhooks(context, solutionId)).filter((webhook) => {
		const target = notificationUrl(webhook);
		return target === url || (target === undefined && webhook.webhook_id === stored);
	});
}

/** Goes on where it stood with this webhook, or begins, after what the one before it still holds. */
function adopt(context: IHookFunctions, webhook: Webhook, webhookUrl: string): void {
	const { webhook_id, created_at } = webhook;
	const stored = storedCursor(context);
	if (stored?.webhookId === webhook_id) return store(context, { ...stored, webhookUrl });
	const last = stored && cursorOf(context, stored.webhookId);
	clear(context);
	const until = asObject(created_at).at;
	const previous = last && { ...last, ...(typeof until === 'string' && { until }) };
	store(context, { ...freshCursor(webhook_id, webhookUrl), ...(previous && { previous }) });
}

async function remove(context: TriggerContext, { webhook_id }: Webhook): Promise<void> {
	await recover(deleteWebhook(context, webhook_id), ['missing'], async () => {});
}

function isActive(webhook: Webhook): boolean {
	return healthOf(webhook, Date.now()).status === 'active';
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

function ownUrl(context: IHookFunctions | IWebhookFunctions): string {
	return context.getNodeWebhookUrl('default') ?? '';
}

const LOOPBACK = /^https?:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$)/i;

/** SmartSuite on the internet cannot ping a URL that only this machine can reach. */
async function refuseLoopback(context: IHookFunctions, url: string): Promise<void> {
	const { webhooksUrl } = await readAccount(context);
	if (!LOOPBACK.test(url) || LOOPBACK.test(webhooksUrl)) return;
	throw new NodeOperationError(context.getNode(), `SmartSuite cannot reach n8n at ${url}`, {
		description:
			"Pings come from the internet. Run n8n where it has a public address and set its WEBHOOK_URL to that, or use a tunnel's address.",
	});
}
