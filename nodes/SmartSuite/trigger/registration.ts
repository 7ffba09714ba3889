import { NodeOperationError } from 'n8n-workflow';
import type { IHookFunctions } from 'n8n-workflow';

import type { Webhook } from '../api';
import { readAccount, recover } from '../transport';
import { clear, commit, cursorOf, forget, leavingId, setAside, store } from './cursor';
import { departSoon, GRACE_AFTER_FAILURE_MS, recall } from './departure';
import {
	cursorAt,
	ensureWebhook,
	findRightWebhook,
	ownUrl,
	ownWebhooks,
	remove,
} from './own-webhook';
import { offerSoon, withdrawOffer } from './test-event';

/** What n8n calls when a workflow is published, unpublished, tested or taken over after a restart. */
export const registration = {
	/** Whether SmartSuite has just one webhook of ours, with these settings and switched on. */
	async checkExists(this: IHookFunctions): Promise<boolean> {
		const url = ownUrl(this);
		return await adopt(this, url, async () => await findRightWebhook(this, url, spurned(this)));
	},

	/** Leaves exactly one webhook of ours, adopted where that keeps its events, else new. */
	async create(this: IHookFunctions): Promise<boolean> {
		const url = ownUrl(this);
		await refuseLoopback(this, url);
		return await adopt(this, url, async () => await ensureWebhook(this, url, spurned(this)));
	},

	/**
	 * Leaves none: at once after a test, else in a moment. Works without static data; what is gone
	 * already is fine.
	 */
	async delete(this: IHookFunctions): Promise<boolean> {
		const url = ownUrl(this);
		withdrawOffer(url);
		const own = await recover(ownWebhooks(this, url), ['missing'], async () => []);
		const webhookIds = own.map(({ webhook_id }) => webhook_id);
		const [cursor] = webhookIds.flatMap((webhookId) => cursorOf(this, webhookId) ?? []);
		if (cursor && !cursor.isForTest) {
			setAside(this, cursor);
			await departSoon(
				url,
				webhookIds.map((webhookId) => ({ webhookId, context: this })),
			);
		} else {
			for (const webhookId of webhookIds) await remove(this, webhookId);
			clear(this);
		}
		return true;
	},
};

/** Adopts the webhook that `choose` gives, if any. Of those about to leave, all others still do. */
async function adopt(
	context: IHookFunctions,
	url: string,
	choose: () => Promise<Webhook | undefined>,
): Promise<boolean> {
	const recalled = await recall(url);
	let adopted: Webhook | undefined;
	try {
		adopted = await choose();
		if (!adopted) return false;
		const isForTest = context.getActivationMode() === 'manual';
		const cursor = { ...cursorAt(context, adopted, url), ...(isForTest && { isForTest }) };
		store(context, cursor);
		commit(context, cursor);
		if (isForTest) offerSoon(context, url, adopted.webhook_id);
		return true;
	} finally {
		const leaving = recalled.filter(({ webhookId }) => webhookId !== adopted?.webhook_id);
		// Their pings start nothing any more: another webhook has taken over.
		if (adopted) for (const { webhookId } of leaving) forget(context, webhookId);
		await departSoon(url, leaving, adopted ? undefined : GRACE_AFTER_FAILURE_MS);
	}
}

/**
 * The webhook that another process may be about to delete. A workflow that runs already has not lost
 * its webhook, whatever an execution has put static data back to (n8n-internals.md section 1.6).
 */
function spurned(context: IHookFunctions): string | undefined {
	const isRunning = ['init', 'leadershipChange'].includes(context.getActivationMode());
	return isRunning ? undefined : leavingId(context);
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
