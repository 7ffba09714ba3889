import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import {
	headersOf,
	STANDARD_API_URL,
	STANDARD_WEBHOOKS_URL,
} from '../nodes/SmartSuite/transport/pasted';

/** A SmartSuite account: token, workspace, hosts and pace. */
export class SmartSuiteApi implements ICredentialType {
	name = 'smartSuiteApi';

	displayName = 'SmartSuite API';

	icon: Icon = { light: 'file:../icons/smartsuite.svg', dark: 'file:../icons/smartsuite.dark.svg' };

	documentationUrl =
		'https://github.com/n8n-nodes-smartsuite/n8n-nodes-smartsuite#connect-your-account';

	properties: INodeProperties[] = [
		{
			displayName: 'API Token',
			name: 'apiToken',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			description:
				'In SmartSuite, click your picture, choose API Key and copy or generate it. Everything n8n does is done with the rights of this member.',
		},
		{
			displayName: 'Account ID',
			name: 'accountId',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. sv25cxf2',
			description:
				"The workspace: the eight characters after app.smartsuite.com/ in the browser's address while you are signed in. You can also paste the whole address.",
		},
		{
			displayName:
				'Advanced: most people keep the three fields below as they are. Change them if SmartSuite gave you other addresses, or if other tools use the same token.',
			name: 'advancedNotice',
			type: 'notice',
			default: '',
		},
		{
			displayName: 'API URL',
			name: 'apiUrl',
			type: 'string',
			default: STANDARD_API_URL,
			description: 'Where SmartSuite runs. Keep it unless SmartSuite gave you another address.',
		},
		{
			displayName: 'Webhooks URL',
			name: 'webhooksUrl',
			type: 'string',
			default: STANDARD_WEBHOOKS_URL,
			description:
				"Where SmartSuite's webhooks service runs. Keep it unless SmartSuite gave you another address.",
		},
		{
			displayName: 'Requests per Second',
			name: 'requestsPerSecond',
			type: 'number',
			typeOptions: { minValue: 0.1 },
			default: 5,
			description:
				'How fast n8n may call SmartSuite with this token. SmartSuite allows 5 and blocks a token for 30 seconds above that; choose less when other tools use the same token.',
		},
	];

	// It has no `test`: n8n would take that instead of the nodes' test, which asks both hosts
	// (docs/internals/n8n.md section 8).

	/**
	 * Adds the headers. Not as n8n's generic form: n8n 2.41 evaluates expressions only while it serves a
	 * webhook or runs a workflow (expression-evaluator.js, "No bridge acquired"), and the trigger's
	 * keep-alive comes in between.
	 */
	async authenticate(
		credential: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const headers = { ...requestOptions.headers, ...headersOf(credential) };
		// For n8n's HTTP Request node, which may use this credential, too, and follows redirects.
		return { ...requestOptions, headers, sendCredentialsOnCrossOriginRedirect: false };
	}
}
