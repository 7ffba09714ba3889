import { WHERE_ACCOUNT_ID } from './pasted';

/** What to do about a call that did not work, for the person in front of the panel. */

export const THROTTLED =
	'More than the allowed requests per second were made with this token, here or by another tool, or the monthly API quota is used up. Wait a minute and try again; if it stays, see the API usage in SmartSuite.';
export const TOO_LARGE =
	'Send less at once. If SmartSuite itself takes as much, a proxy between n8n and SmartSuite sets the limit.';
export const PASSES =
	'This usually passes: try again in a few minutes, or see status.smartsuite.com.';
export const CHECK_CHOICE =
	'It may have been deleted, or belong to another workspace. Choose another one from the list.';
export const CHECK_WORKSPACE = `Check the Account ID in the credential. ${WHERE_ACCOUNT_ID}`;
export const CHECK_TOKEN =
	'Create a new API key in SmartSuite (your picture > API Key) and paste it into the credential.';
export const CHECK_RIGHTS =
	"Everything is done with the rights of the token's owner: ask an administrator of the solution for access, or use another member's token.";

/** Which field of the credential holds the address of a host. */
const FIELDS = { api: 'API URL', webhooks: 'Webhooks URL' };

export const checkHost = (host: keyof typeof FIELDS) =>
	`Check the ${FIELDS[host]} in the credential, and whether a proxy or sign-in page stands between n8n and SmartSuite.`;
export const checkNetwork = (host: keyof typeof FIELDS) =>
	`Check the ${FIELDS[host]} in the credential, and that the machine n8n runs on can reach it (network, proxy, certificates).`;
