import type {
	IExecuteFunctions,
	IHookFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

/** Where the trigger meets what its owner cannot see in an execution. */
type LoggingContext = IExecuteFunctions | IHookFunctions | ITriggerFunctions | IWebhookFunctions;

/**
 * Writes a line to n8n's log. It names the workflow and the webhook itself: of what is beside the
 * message n8n shows nothing by default (n8n's logger.js, pickConsoleTransportFormat).
 * @param what happened: "cannot reach its own URL"
 */
export function warn(context: LoggingContext, what: string, webhookId?: string): void {
	const workflowId = context.getWorkflow().id;
	const about = [`workflow ${workflowId}`, webhookId && `webhook ${webhookId}`].filter(Boolean);
	context.logger.warn(`SmartSuite Trigger ${what} (${about.join(', ')})`, {
		workflowId,
		...(webhookId && { webhookId }),
	});
}
