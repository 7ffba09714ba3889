import type {
	IExecuteFunctions,
	IHookFunctions,
	ILoadOptionsFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

/** Wherever n8n runs this package's code: each of them can read the credential and send requests. */
export type SmartSuiteContext =
	| IExecuteFunctions
	| IHookFunctions
	| ILoadOptionsFunctions
	| ITriggerFunctions
	| IWebhookFunctions;

/** Whether a workflow runs, rather than waits for something to start it. */
export function isExecution(context: SmartSuiteContext): context is IExecuteFunctions {
	return 'getExecutionCancelSignal' in context;
}

/** The signal that a stopped execution raises; only executions can be stopped. */
export function stopSignal(context: SmartSuiteContext): AbortSignal | undefined {
	return isExecution(context) ? context.getExecutionCancelSignal() : undefined;
}
