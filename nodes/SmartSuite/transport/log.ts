import type {
	IExecuteFunctions,
	IHookFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { oneLine, shorten } from './text';

/** Where the nodes meet what their owner cannot see in an execution. */
export type LoggingContext =
	| IExecuteFunctions
	| IHookFunctions
	| ITriggerFunctions
	| IWebhookFunctions;

/** Anyone who knows the URL may send a ping that names a webhook so. */
const LONGEST_ID = 100;

/**
 * Writes a line to n8n's log. It names the workflow and the webhook itself: of what is beside the
 * message n8n shows nothing by default (n8n's logger.js, pickConsoleTransportFormat).
 * @param what happened: "cannot renew its webhook"
 * @param webhook its id, where it is about one
 * @param who the node, where it may be the other one
 */
export function warn(
	context: LoggingContext,
	what: string,
	webhook = '',
	who = 'SmartSuite Trigger',
): void {
	const workflowId = context.getWorkflow().id;
	const webhookId = shorten(webhook, LONGEST_ID);
	const about = [`workflow ${workflowId}`, webhookId && `webhook ${webhookId}`].filter(Boolean);
	context.logger.warn(`${who} ${oneLine(what)} (${about.join(', ')})`, {
		workflowId,
		...(webhookId && { webhookId }),
	});
}
