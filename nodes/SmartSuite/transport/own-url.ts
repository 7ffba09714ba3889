import type {
	IDataObject,
	IHookFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import type { Answer } from './failure';
import { OWN_PING_TIMEOUT_MS } from './limits';
import { warn } from './log';

/**
 * How our own ping was received: `served` by this node, or in vain (`failed`), `elsewhere` by n8n
 * without this webhook, by nobody (`unreachable`)
 */
export type OwnPing = 'served' | 'failed' | 'elsewhere' | 'unreachable';

/**
 * Sends the trigger's own URL a ping as SmartSuite would, and logs when it does not get there. While
 * n8n starts it answers 200 with a waiting page, then 404, to every path (design section 5), so only an
 * empty answer is the node's own.
 * @param more what it says besides, to the node itself
 */
export async function pingOwnUrl(
	context: IWebhookFunctions | ITriggerFunctions | IHookFunctions,
	url: string,
	webhookId: string,
	more: IDataObject = {},
): Promise<OwnPing> {
	const sent = context.helpers.httpRequest({
		method: 'POST',
		url,
		body: { webhookId, ...more },
		timeout: OWN_PING_TIMEOUT_MS,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
	}) as Promise<Answer>;
	return await sent.then<OwnPing, OwnPing>(
		({ statusCode, body }) => {
			if (body) return 'elsewhere';
			if (statusCode === 200) return 'served';
			return statusCode === 404 ? 'elsewhere' : 'failed';
		},
		({ message }: Error) => {
			warn(context, `cannot reach its own URL ${url}: ${message}`, webhookId);
			return 'unreachable';
		},
	);
}
