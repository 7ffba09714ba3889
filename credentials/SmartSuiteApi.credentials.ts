import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

type ResponseCodeRule = Extract<
	NonNullable<ICredentialTestRequest['rules']>[number],
	{ type: 'responseCode' }
>;

const REDIRECTS = [301, 302, 303, 307, 308];

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
				"The workspace: the eight characters after app.smartsuite.com/ in the browser's address while you are signed in",
		},
		{
			displayName: 'API URL',
			name: 'apiUrl',
			type: 'string',
			default: 'https://app.smartsuite.com',
			description: 'Where SmartSuite runs. Keep it unless SmartSuite gave you another address.',
		},
		{
			displayName: 'Webhooks URL',
			name: 'webhooksUrl',
			type: 'string',
			default: 'https://webhooks.smartsuite.com',
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

	// The smallest documented call: one member (docs/internals/smartsuite.md sections 3.4 and 3.6). SmartSuite
	// checks the workspace before the token, so the status tells which of them is wrong (section 2.2).
	test: ICredentialTestRequest = {
		request: {
			baseURL: '={{ $credentials.apiUrl.trim().replace(/[/]+$/, "") }}',
			url: '/api/v1/members/list/',
			method: 'POST',
			qs: { offset: 0, limit: 1 },
			body: { sort: [], filter: {} },
			// n8n would send the token along to whatever host the answer names.
			disableFollowRedirect: true,
		},
		rules: [
			...REDIRECTS.map((status) =>
				rejected(status, 'The API URL leads elsewhere. Enter the address that it leads to.'),
			),
			rejected(
				400,
				"SmartSuite does not know this Account ID. It is the eight characters after app.smartsuite.com/ in the browser's address.",
			),
			rejected(
				401,
				'SmartSuite does not accept this API Token. Copy it again, or generate a new one (your picture > API Key).',
			),
			rejected(
				403,
				'SmartSuite does not accept this API Token for this workspace. Check that its owner is an active member of it.',
			),
			rejected(404, 'There is no SmartSuite API at the API URL. Check the address.'),
			rejected(
				429,
				'SmartSuite accepts no calls with this token for now: too many per second, or the monthly quota is used up. Try again in a minute.',
			),
		],
	};

	/**
	 * Adds the headers, trimmed, because values are pasted with blanks around them. Not as n8n's generic
	 * form: n8n 2.41 evaluates expressions only while it serves a webhook or runs a workflow
	 * (expression-evaluator.js, "No bridge acquired"), and the trigger's keep-alive comes in between.
	 */
	async authenticate(
		{ apiToken, accountId }: ICredentialDataDecryptedObject,
		requestOptions: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const headers = {
			...requestOptions.headers,
			Authorization: `Token ${String(apiToken).trim()}`,
			'ACCOUNT-ID': String(accountId).trim(),
		};
		// For n8n's HTTP Request node, which may use this credential, too, and follows redirects.
		return { ...requestOptions, headers, sendCredentialsOnCrossOriginRedirect: false };
	}
}

function rejected(value: number, message: string): ResponseCodeRule {
	return { type: 'responseCode', properties: { value, message } };
}
