import { createHash } from 'node:crypto';

import { NodeOperationError } from 'n8n-workflow';

import type { SmartSuiteContext } from './context';
import { ACCOUNT_MEMORY_MS, MOST_REMEMBERED } from './limits';
import { rememberRecent } from './recent';

export const CREDENTIAL_TYPE = 'smartSuiteApi';

const DEFAULT_REQUESTS_PER_SECOND = 5;

/** The credential as the user filled it in (design section 3). */
interface SmartSuiteCredential {
	apiToken?: string;
	accountId?: string;
	apiUrl?: string;
	webhooksUrl?: string;
	requestsPerSecond?: number;
}

/** What the code remembers of a credential: everything but the token. */
export interface Account {
	accountId: string;
	/** Hosts without a trailing slash. */
	apiUrl: string;
	webhooksUrl: string;
	requestsPerSecond: number;
	/** Identifies the token among pacers without being it. */
	tokenHash: string;
}

interface Remembered {
	account: Account;
	until: number;
}

/**
 * Readings of credentials by credential id: decrypting one costs 35-50 ms, most of a ping's time
 * (design section 4). Lost at a restart; then it is read again.
 */
const remembered = new Map<string, Remembered>();

/**
 * The account of the node's credential. In production it is read once a minute at most; in the
 * editor always, so that a corrected credential counts at once.
 * @throws NodeOperationError when a field is missing or no valid URL
 */
export async function readAccount(context: SmartSuiteContext): Promise<Account> {
	const id = credentialIdOf(context);
	const known = id && isProduction(context) ? remembered.get(id) : undefined;
	if (known && Date.now() < known.until) return known.account;
	const account = toAccount(context, await context.getCredentials(CREDENTIAL_TYPE));
	const until = Date.now() + ACCOUNT_MEMORY_MS;
	if (id) rememberRecent(remembered, id, { account, until }, MOST_REMEMBERED);
	return account;
}

/** The id of the node's credential in n8n; '' where none is chosen. */
export function credentialIdOf(context: SmartSuiteContext): string {
	return context.getNode().credentials?.[CREDENTIAL_TYPE]?.id ?? '';
}

/** Makes the next call read the credential anew: something about it did not work. */
export function forgetAccount(context: SmartSuiteContext): void {
	remembered.delete(credentialIdOf(context));
}

/** The text without the API token, should a server or proxy have quoted it. */
export async function withoutToken(context: SmartSuiteContext, text: string): Promise<string> {
	const { apiToken } = await context.getCredentials<SmartSuiteCredential>(CREDENTIAL_TYPE);
	const token = apiToken?.trim();
	return token ? text.replaceAll(token, '***') : text;
}

function isProduction(context: SmartSuiteContext): boolean {
	return ['webhook', 'trigger'].includes(context.getMode?.() ?? 'internal');
}

function toAccount(context: SmartSuiteContext, credential: SmartSuiteCredential): Account {
	const missing = (field: string, where: string) =>
		new NodeOperationError(context.getNode(), `The SmartSuite credential has no ${field}`, {
			description: where,
		});
	if (!credential.apiToken?.trim()) {
		throw missing('API Token', 'Copy it in SmartSuite from your picture > API Key.');
	}
	if (!credential.accountId?.trim()) {
		throw missing(
			'Account ID',
			"It is the eight characters after app.smartsuite.com/ in the browser's address.",
		);
	}
	refuseOddCharacters(context, 'API Token', credential.apiToken);
	refuseOddCharacters(context, 'Account ID', credential.accountId);
	const pace = Number(credential.requestsPerSecond);
	return {
		accountId: credential.accountId.trim(),
		apiUrl: toHost(context, 'API URL', credential.apiUrl, 'https://app.smartsuite.com'),
		webhooksUrl: toHost(
			context,
			'Webhooks URL',
			credential.webhooksUrl,
			'https://webhooks.smartsuite.com',
		),
		requestsPerSecond: pace > 0 ? pace : DEFAULT_REQUESTS_PER_SECOND,
		tokenHash: createHash('sha256').update(credential.apiToken.trim()).digest('hex'),
	};
}

/** Both become headers: what has a line break in it could add others. It is not quoted: it may be the token. */
function refuseOddCharacters(context: SmartSuiteContext, field: string, value: string): void {
	if (/^[\x20-\x7e]+$/.test(value.trim())) return;
	throw new NodeOperationError(
		context.getNode(),
		`The ${field} of the SmartSuite credential holds a line break or a sign that none has`,
		{ description: 'Copy it again, alone.' },
	);
}

function toHost(
	context: SmartSuiteContext,
	field: string,
	value: string | undefined,
	standard: string,
): string {
	const url = value?.trim() || standard;
	if (!/^https?:\/\/[^/\s]+/i.test(url)) {
		throw new NodeOperationError(
			context.getNode(),
			`The ${field} of the SmartSuite credential is not a web address: '${url}'`,
			{ description: `Leave it at ${standard} unless SmartSuite gave you another one.` },
		);
	}
	return url.replace(/\/+$/, '');
}
