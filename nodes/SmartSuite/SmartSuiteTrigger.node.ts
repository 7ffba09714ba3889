import { NodeConnectionTypes } from 'n8n-workflow';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	ITriggerFunctions,
	ITriggerResponse,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { methods } from './methods';
import { withoutProcessed } from './trigger/deduplicate';
import { keepAlive } from './trigger/keep-alive';
import { triggerPanel, triggerParameters } from './trigger/parameters';
import { registration } from './trigger/registration';
import { onPing } from './trigger/webhook';

export class SmartSuiteTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'SmartSuite Trigger',
		name: 'smartSuiteTrigger',
		icon: {
			light: 'file:../../icons/smartsuite.svg',
			dark: 'file:../../icons/smartsuite.dark.svg',
		},
		group: ['trigger'],
		// Of a version 1 n8n reads the option `binaryData` at each ping, by an expression that costs more
		// than all the rest (n8n's webhook-helpers.js, parseRequestBody).
		version: 1.1,
		subtitle:
			'={{ [$parameter["events"]].flat().join(",").toLowerCase().replace(/record[s_ ]*|[^a-z,]/g, "").split(",").join(", ") }}',
		description: 'Starts the workflow when records are created, updated or deleted in SmartSuite',
		eventTriggerDescription: 'Waiting for a record to change in SmartSuite',
		activationMessage: 'Records that change in SmartSuite now start this workflow.',
		triggerPanel,
		defaults: { name: 'SmartSuite Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'smartSuiteApi', required: true, testedBy: 'testCredential' }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				path: 'webhook',
				responseMode: 'onReceived',
				// Empty, so that n8n answers with what onPing gives as `webhookResponse`.
				responseData: '',
				// Nobody need copy it: the trigger registers it at SmartSuite.
				ndvHideUrl: true,
			},
		],
		properties: triggerParameters,
	};

	methods = methods;

	webhookMethods = { default: registration };

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await onPing(this);
	}

	// A node with `trigger` also gets its registration checked after a restart of n8n, and one with
	// `execute` keeps the webhook's items in test runs (docs/internals/n8n.md section 3).
	async trigger(this: ITriggerFunctions): Promise<ITriggerResponse> {
		return keepAlive(this);
	}

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await withoutProcessed(this)];
	}
}
