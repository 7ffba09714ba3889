import { createHash } from 'node:crypto';

import { NodeOperationError } from 'n8n-workflow';
import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

import { isExecution } from './context';
import type { SmartSuiteContext } from './context';
import { ACCOUNT_MEMORY_MS, MOST_REMEMBERED } from './limits';
import { readCredential, tokenIn } from './pasted';
import type { Credential } from './pasted';
import { rememberRecent } from './recent';

export const CREDENTIAL_TYPE = 'smartSuiteApi';

/** What a credential says, but for the token. */
export interface Account extends Omit<Credential, 'apiToken'> {
	/** Identifies the token among pacers without being it. */
	tokenHash: string;
}

/** What a request needs of the credential. */
export interface Access {
	account: Account;
	/** As n8n decrypted it, token included: for n8n's request helper, and to keep it out of messages. */
	credential: ICredentialDataDecryptedObject;
	/** Whether somebody may have changed the credential since it was read. */
	isRemembered: boolean;
}

interface Remembered extends Omit<Access, 'isRemembered'> {
	until: number;
}

/**
 * Readings of credentials by credential id. While it serves a webhook, n8n makes and drops a V8 isolate
 * for each of them (credentials-helper.js, `applyDefaultsAndOverwrites`): 68 of the 127 ms from a change
 * to the next node, as `npm run bench` measured. Lost at a restart; then it is read again.
 */
const remembered = new Map<string, Remembered>();

/**
 * The node's credential. While the trigger serves pings it is read once a minute at most. In the editor
 * it always is, so that a corrected credential counts at once, and in executions, too, where n8n may
 * have another token for each user, and reads it cheaply.
 * @throws NodeOperationError for what is wrong with it: see `readCredential`
 */
export async function readAccess(context: SmartSuiteContext): Promise<Access> {
	const id = isRunningUnattended(context) ? credentialIdOf(context) : '';
	const known = remembered.get(id);
	if (known && Date.now() < known.until) return { ...known, isRemembered: true };
	const credential = await context.getCredentials(CREDENTIAL_TYPE);
	const account = toAccount(context, credential);
	const until = Date.now() + ACCOUNT_MEMORY_MS;
	if (id) rememberRecent(remembered, id, { account, credential, until }, MOST_REMEMBERED);
	return { account, credential, isRemembered: false };
}

/** The account of the node's credential; as `readAccess`. */
export async function readAccount(context: SmartSuiteContext): Promise<Account> {
	return (await readAccess(context)).account;
}

/** The id of the node's credential in n8n; '' where none is chosen. */
export function credentialIdOf(context: SmartSuiteContext): string {
	return context.getNode().credentials?.[CREDENTIAL_TYPE]?.id ?? '';
}

/** Makes the next call read the credential anew: something about it did not work. */
export function forgetAccess(context: SmartSuiteContext): void {
	remembered.delete(credentialIdOf(context));
}

/** The text without the API token that was sent, should a server or proxy have quoted it. */
export function withoutToken({ credential }: Access, text: string): string {
	const token = tokenIn(credential.apiToken);
	return token ? text.replaceAll(token, '***') : text;
}

function isRunningUnattended(context: SmartSuiteContext): boolean {
	const isProduction = ['webhook', 'trigger'].includes(context.getMode?.() ?? 'internal');
	return isProduction && !isExecution(context);
}

function toAccount(context: SmartSuiteContext, pasted: ICredentialDataDecryptedObject): Account {
	const credential = readCredential(pasted);
	if (!('fault' in credential)) return accountOf(credential);
	const { message, description } = credential.fault;
	throw new NodeOperationError(context.getNode(), message, { description });
}

/** The credential without its token. */
export function accountOf({ apiToken, ...rest }: Credential): Account {
	return { ...rest, tokenHash: createHash('sha256').update(apiToken).digest('hex') };
}
