import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';

import { REQUEST_TIMEOUT_MS } from './limits';

/** Sends the trigger's own URL a ping as SmartSuite would. Does not wait; a ping that fails is logged. */
export function pingOwnUrl(context: IWebhookFunctions, url: string, ping: IDataObject): void {
	const sent = context.helpers.httpRequest({
		method: 'POST',
		url,
		body: ping,
		ignoreHttpStatusErrors: true,
		timeout: REQUEST_TIMEOUT_MS,
	});
	sent.catch(({ message }: Error) =>
		context.logger.warn(`SmartSuite Trigger cannot reach its own URL ${url}: ${message}`, {
			workflowId: context.getWorkflow().id,
		}),
	);
}
