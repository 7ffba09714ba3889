import type { IHttpRequestOptions } from 'n8n-workflow';

import { CREDENTIAL_TYPE, credentialIdOf } from './account';
import type { Access, Account } from './account';
import type { Call } from './call';
import type { SmartSuiteContext } from './context';
import { cutBelow } from './depth';
import type { Answer } from './answer';
import {
	LONGEST_ANSWER_MS,
	LONGEST_TRANSFER_MS,
	MOST_LEVELS,
	REQUEST_TIMEOUT_MS,
	TRANSFER_TIMEOUT_MS,
} from './limits';

/** Exactly this: with a charset the engine answers bad_route (docs/internals/smartsuite.md section 1.10). */
export const HEADERS = { Accept: 'application/json', 'Content-Type': 'application/json' };

/** Where a call goes. */
export function urlOf(call: Call, { apiUrl, webhooksUrl }: Account): string {
	return `${call.host === 'api' ? apiUrl : webhooksUrl}${call.path}`;
}

/**
 * Sends a call once, as it is.
 * @throws where no whole answer comes in time, with the network's code in `cause.code`
 */
export async function send(
	context: SmartSuiteContext,
	{ account, credential }: Access,
	call: Call,
): Promise<Answer> {
	const { idleMs, wholeMs } = waitsFor(call);
	// n8n's own `timeout` begins anew with each byte that comes.
	const deadline = AbortSignal.timeout(wholeMs);
	const options: IHttpRequestOptions = {
		method: call.method,
		url: urlOf(call, account),
		qs: call.query,
		arrayFormat: 'repeat',
		body: call.upload?.bytes ?? call.body,
		headers: { ...HEADERS, ...(call.upload && { 'Content-Type': call.upload.contentType }) },
		timeout: idleMs,
		abortSignal: deadline,
		// A redirect would carry the token to another host.
		disableFollowRedirect: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
	};
	const id = credentialIdOf(context);
	// Else n8n reads the credential once more (n8n-core, request-helpers/authentication.js).
	const credentialsDecrypted = { id, name: id, type: CREDENTIAL_TYPE, data: credential };
	const answer = context.helpers.httpRequestWithAuthentication.call(
		context,
		CREDENTIAL_TYPE,
		options,
		{ credentialsDecrypted },
	) as Promise<Answer>;
	// Where an execution may be stopped n8n puts its own signal in the place of ours.
	return readable(await before(deadline, answer));
}

/**
 * The answer, unless the deadline comes first; the deadline lets go of an answer that came. A minute
 * of large pages would be hundreds of MB else.
 */
export async function before<Result>(
	deadline: AbortSignal,
	answer: Promise<Result>,
): Promise<Result> {
	return await new Promise((resolve, reject) => {
		const giveUp = () => {
			reject(new Error('The answer takes too long', { cause: { code: 'ETIMEDOUT' } }));
		};
		deadline.addEventListener('abort', giveUp, { once: true });
		const settled = () => deadline.removeEventListener('abort', giveUp);
		answer.finally(settled).then(resolve, reject);
	});
}

/** How long a call waits for the next byte, and for the whole answer, in ms. */
function waitsFor({ upload, timeoutMs }: Call): { idleMs: number; wholeMs: number } {
	if (upload) return { idleMs: TRANSFER_TIMEOUT_MS, wholeMs: LONGEST_TRANSFER_MS };
	return {
		idleMs: bounded(timeoutMs ?? REQUEST_TIMEOUT_MS),
		wholeMs: bounded(timeoutMs ?? LONGEST_ANSWER_MS),
	};
}

/** A time to wait within what is allowed; at least 1 ms, as 0 is no bound at all. */
function bounded(ms: number): number {
	return Math.max(1, Math.ceil(Math.min(ms, LONGEST_ANSWER_MS)));
}

/** The answer without what lies so deep that recursive code, n8n's too, would break down on it. */
export function readable(answer: Answer): Answer {
	return { ...answer, body: cutBelow(answer.body, MOST_LEVELS) };
}
