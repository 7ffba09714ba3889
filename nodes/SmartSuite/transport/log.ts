import type {
	IExecuteFunctions,
	IHookFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { oneLine, shorten } from './text';

/** Where the trigger meets what its owner cannot see in an execution. */
type LoggingContext = IExecuteFunctions | IHookFunctions | ITriggerFunctions | IWebhookFunctions;

/** Anyone who knows the URL may send a ping that names a webhook so. */
const LONGEST_ID = 100;

/**
 * Writes a line to n8n's log. It names the workflow and the webhook itself: of what is beside the
 * message n8n shows nothing by default (n8n's logger.js, pickConsoleTransportFormat).
 * @param what happened: "cannot reach its own URL"
 * @param webhook its id, where it is about one
 */
export function warn(context: LoggingContext, what: string, webhook = ''): void {
	const workflowId = context.getWorkflow().id;
	const webhookId = shorten(webhook, LONGEST_ID);
	const about = [`workflow ${workflowId}`, webhookId && `webhook ${webhookId}`].filter(Boolean);
	context.logger.warn(`SmartSuite Trigger ${oneLine(what)} (${about.join(', ')})`, {
		workflowId,
		...(webhookId && { webhookId }),
	});
}
