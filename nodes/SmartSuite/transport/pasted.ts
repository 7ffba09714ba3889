/**
 * The credential as people paste it: with the words, addresses and paths around a value that stand around it
 * where they copied it. Pure; all that uses the credential reads it here. What
 * is wrong is not quoted where it may be the token, pasted into another field.
 */

export const STANDARD_API_URL = 'https://app.smartsuite.com';
export const STANDARD_WEBHOOKS_URL = 'https://webhooks.smartsuite.com';

const DEFAULT_REQUESTS_PER_SECOND = 5;

/** The credential as n8n decrypts it. A field may be absent where another package's type has the same name. */
export interface PastedCredential {
	apiToken?: unknown;
	accountId?: unknown;
	apiUrl?: unknown;
	webhooksUrl?: unknown;
	requestsPerSecond?: unknown;
}

/** What was meant. */
export interface Credential {
	apiToken: string;
	accountId: string;
	/** Without a trailing slash, and without the path that calls begin with. */
	apiUrl: string;
	webhooksUrl: string;
	requestsPerSecond: number;
}

/** Why a credential cannot be used: what is wrong, and what to do. Never quotes the token. */
export interface CredentialFault {
	message: string;
	description: string;
}

/** Where an Account ID is found. */
export const WHERE_ACCOUNT_ID =
	"The Account ID is the eight characters after app.smartsuite.com/ in the browser's address.";

/** Reads a credential, or says what is wrong with it. */
export function readCredential(pasted: PastedCredential): Credential | { fault: CredentialFault } {
	const apiToken = tokenIn(pasted.apiToken);
	const accountId = accountIdIn(pasted.accountId);
	const api = urlIn(pasted.apiUrl, STANDARD_API_URL);
	const webhooks = urlIn(pasted.webhooksUrl, STANDARD_WEBHOOKS_URL);
	const fault =
		clash(pasted) ??
		tokenFault(apiToken) ??
		accountFault(accountId) ??
		urlFault('API URL', api, STANDARD_API_URL) ??
		urlFault('Webhooks URL', webhooks, STANDARD_WEBHOOKS_URL);
	if (fault) return { fault };
	const pace = Number(pasted.requestsPerSecond);
	return {
		apiToken,
		accountId,
		apiUrl: withoutPath(api, STANDARD_API_URL, API_PATH),
		webhooksUrl: withoutPath(webhooks, STANDARD_WEBHOOKS_URL, ENGINE_PATH),
		requestsPerSecond: pace > 0 ? pace : DEFAULT_REQUESTS_PER_SECOND,
	};
}

/** The headers that SmartSuite wants, whatever was pasted (docs/internals/smartsuite.md section 1). */
export function headersOf({ apiToken, accountId }: PastedCredential) {
	return { Authorization: `Token ${tokenIn(apiToken)}`, 'ACCOUNT-ID': accountIdIn(accountId) };
}

/** The words of a header before a token: "Authorization: Token ...", `Bearer ...`. */
const TOKEN_WORDS = /^(?:authorization["']?\s*[:=]|(?:token|bearer)(?=[\s:="'])[\s:=]*|[\s"']+)+/i;

/** The API token without the words, quotes and blanks around it. */
export function tokenIn(pasted: unknown): string {
	return bare(bare(pasted).replace(TOKEN_WORDS, ''));
}

/**
 * The Account ID, which may be pasted as an address of SmartSuite: there it is what comes first after the
 * host (docs/internals/smartsuite.md section 2.3). '' where there is none.
 */
export function accountIdIn(pasted: unknown): string {
	const text = bare(bare(pasted).replace(/^account[-_ ]?id["']?\s*[:=]/i, ''));
	const parts = text.replace(/^[a-z]+:\/\//i, '').split(/[/?#]+/);
	return parts.find((part) => part !== '' && !isHost(part)) ?? '';
}

const isHost = (text: string) => /^\S*[.:]\S*$/.test(text) || text === 'localhost';

/** What stands in the way of reading and is not seen: quotes and blanks at both ends. */
function bare(pasted: unknown): string {
	const text = typeof pasted === 'string' || typeof pasted === 'number' ? String(pasted) : '';
	let [start, end] = [0, text.length];
	while (start < end && isAround(text[start])) start++;
	while (end > start && isAround(text[end - 1])) end--;
	return text.slice(start, end);
}

const isAround = (character = '') => /[\s\u200b"'`“”‘’]/.test(character);

/**
 * The web address with a protocol, the standard where nothing was entered; '' where it is no address. Without
 * a protocol it needs a dot, or what was meant for another field would pass for the name of a host.
 */
function urlIn(pasted: unknown, standard: string): string {
	const text = bare(pasted);
	if (text === '') return standard;
	if (/^[a-z][a-z\d+.-]*:\/\//i.test(text)) return webAddress(text);
	const bareHost = text.replace(/^\/+/, '');
	if (/^(localhost|127\.|\[::1\])/i.test(bareHost)) return webAddress(`http://${bareHost}`);
	return /^[^/?#]*\./.test(bareHost) ? webAddress(`https://${bareHost}`) : '';
}

function webAddress(url: string): string {
	return /^https?:\/\/[^/\s]\S*$/i.test(url) && URL.canParse(url) ? url : '';
}

const API_PATH = /\/api(\/v\d.*)?\/*$/i;
const ENGINE_PATH = /\/smartsuite\.webhooks\..*$/i;

/** The address that a call's path is put behind. A gateway may have a path of its own before that. */
function withoutPath(url: string, standard: string, ofCalls: RegExp): string {
	if (new URL(url).host === new URL(standard).host) return standard;
	return url
		.replace(/[?#].*$/, '')
		.replace(ofCalls, '')
		.replace(/\/+$/, '');
}

/** n8n knows one credential type of a name: another package's, whose fields are others, may be in its place. */
function clash(pasted: PastedCredential): CredentialFault | undefined {
	const fields = { apiToken: 'API Token', accountId: 'Account ID' };
	const absent = Object.entries(fields).filter(([field]) => !(field in pasted));
	if (absent.length === 0) return undefined;
	const named = absent.map(([, displayName]) => `'${displayName}'`).join(' and ');
	return {
		message: `The credential comes from another package: it has no field ${named}`,
		description:
			"Another SmartSuite package on this n8n has a credential of the same type name, 'smartSuiteApi', and n8n uses only one of the two. Uninstall the other package (Settings > Community Nodes), restart n8n, then fill in this credential again.",
	};
}

function tokenFault(token: string): CredentialFault | undefined {
	if (token === '') {
		return missing('API Token', 'Copy it in SmartSuite from your picture > API Key.');
	}
	return oddCharacters('API Token', token);
}

/** A longer one is something else: a UUID has so many. */
const LONGEST_ACCOUNT_ID = 36;

function accountFault(accountId: string): CredentialFault | undefined {
	if (accountId === '') return missing('Account ID', WHERE_ACCOUNT_ID);
	if (/^[\da-f]{24}$/i.test(accountId)) {
		return {
			message: `'${accountId}' is not an Account ID`,
			description: `It has 24 characters, so it is the ID of a solution, table, record or member. ${WHERE_ACCOUNT_ID}`,
		};
	}
	if (accountId.length > LONGEST_ACCOUNT_ID) {
		return {
			message: 'The Account ID of the SmartSuite credential is too long to be one',
			description: `Check that the API token isn't in its place. ${WHERE_ACCOUNT_ID}`,
		};
	}
	return oddCharacters('Account ID', accountId);
}

function missing(field: string, description: string): CredentialFault {
	return { message: `The SmartSuite credential has no ${field}`, description };
}

/** Both become headers: what has a line break in it could add others. */
function oddCharacters(field: string, value: string): CredentialFault | undefined {
	if (/^[\x20-\x7e]+$/.test(value)) return undefined;
	return {
		message: `The ${field} of the SmartSuite credential has a line break in it, or a character that does not belong there`,
		description: 'Copy it again, alone.',
	};
}

function urlFault(field: string, url: string, standard: string): CredentialFault | undefined {
	if (url !== '') return undefined;
	return {
		message: `The ${field} of the SmartSuite credential is not a web address`,
		description: `Keep ${standard} unless SmartSuite gave you another one.`,
	};
}
