import { NodeOperationError } from 'n8n-workflow';
import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import {
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
import { clear, freshCursor, store, storedCursor } from './cursor';
import type { Cursor } from './cursor';

/**
 * What n8n calls when a workflow is published, unpublished, tested or taken over after a restart. A
 * webhook is ours when it points at exactly our URL, or, paused and so without one, has the id that we
 * stored; no other is ever touched.
 */
export const registration = {
	/** Whether SmartSuite has our webhook, with these settings and switched on. */
	async checkExists(this: IHookFunctions): Promise<boolean> {
		const spec = readSpec(this);
		const match = (await ownWebhooks(this)).find((webhook) => watchesSame(webhook, spec));
		if (!match || !isActive(match)) return false;
		adopt(this, match);
		return true;
	},

	/** Leaves exactly one webhook of ours, adopted where that keeps its events, else new. */
	async create(this: IHookFunctions): Promise<boolean> {
		const spec = readSpec(this);
		await refuseLoopback(this, spec.notificationUrl);
		const own = await ownWebhooks(this);
		const match = own.find((webhook) => watchesSame(webhook, spec));
		for (const webhook of own) if (webhook !== match) await remove(this, webhook);
		adopt(this, match ? await switchOn(this, match) : await createWebhook(this, spec));
		return true;
	},

	/** Leaves none. Works without static data; what is gone already is fine. */
	async delete(this: IHookFunctions): Promise<boolean> {
		const own = await recover(ownWebhooks(this), ['missing'], async () => []);
		for (const webhook of own) await remove(this, webhook);
		clear(this);
		return true;
	},
};

/** The cursor of the webhook that points at our production URL; undefined when there is none. */
export async function findOwnWebhook(context: IWebhookFunctions): Promise<Cursor | undefined> {
	const [webhook] = await ownWebhooks(context);
	return webhook && freshCursor(webhook.webhook_id, ownUrl(context));
}

type RegisteringContext = IHookFunctions | IWebhookFunctions;

async function ownWebhooks(context: RegisteringContext): Promise<Webhook[]> {
	const solutionId = readSolutionId(context.getNode(), parametersOf(context));
	const url = ownUrl(context);
	const stored = storedCursor(context)?.webhookId;
	return (await listWebhooks(context, solutionId)).filter((webhook) => {
		const target = notificationUrl(webhook);
		return target === url || (target === undefined && webhook.webhook_id === stored);
	});
}

function adopt(context: IHookFunctions, { webhook_id }: Webhook): void {
	const stored = storedCursor(context);
	const webhookUrl = ownUrl(context);
	if (stored?.webhookId === webhook_id) return store(context, { ...stored, webhookUrl });
	clear(context);
	store(context, freshCursor(webhook_id, webhookUrl));
}

async function switchOn(context: IHookFunctions, webhook: Webhook): Promise<Webhook> {
	if (isActive(webhook)) return webhook;
	return await updateWebhook(context, webhook, { notificationUrl: ownUrl(context) });
}

async function remove(context: IHookFunctions, { webhook_id }: Webhook): Promise<void> {
	await recover(deleteWebhook(context, webhook_id), ['missing'], async () => {});
}

function isActive(webhook: Webhook): boolean {
	return healthOf(webhook, Date.now()).status === 'active';
}

function readSpec(context: IHookFunctions): WebhookSpec & { notificationUrl: string } {
	const read = parametersOf(context);
	return {
		solutionId: readSolutionId(context.getNode(), read),
		kinds: readKinds(context.getNode(), read),
		filter: readFilter(context.getNode(), read),
		notificationUrl: ownUrl(context),
	};
}

function parametersOf(context: RegisteringContext): ReadParameter {
	return (name) => context.getNodeParameter(name, '');
}

function ownUrl(context: RegisteringContext): string {
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
