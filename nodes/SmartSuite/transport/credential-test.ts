import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';

import { accountOf } from './account';
import type { Account } from './account';
import type { Call } from './call';
import { isHtml, property } from './answer';
import { failureIn, failureOfNetwork, failureOfPause, hostOf } from './failure';
import type { Answer } from './answer';
import type { Failure } from './failure';
import { CREDENTIAL_TEST_TIMEOUT_MS, LONGEST_PAUSE_MS } from './limits';
import { Paused, pacerFor } from './pacer';
import { headersOf, readCredential } from './pasted';
import type { Credential, CredentialFault } from './pasted';
import { before, HEADERS, readable, urlOf } from './send';

const OURS = { about: 'this workspace', repeatable: true };

/** The smallest documented call (docs/internals/smartsuite.md sections 3.4 and 3.6). */
const MEMBERS: Call = {
	...OURS,
	host: 'api',
	method: 'POST',
	path: '/api/v1/members/list/',
	query: { offset: 0, limit: 1 },
	body: { sort: [], filter: {} },
};

/** What every member may ask for. */
const SOLUTIONS: Call = { ...OURS, host: 'api', method: 'GET', path: '/api/v1/solutions/' };

/**
 * Changes nothing, and shows whether the engine is there: that of no solution is refused in its own way. The
 * name of GetWebhook is less sure (docs/internals/smartsuite.md section 1.3).
 */
const ENGINE: Call = {
	...OURS,
	host: 'webhooks',
	method: 'POST',
	path: '/smartsuite.webhooks.engine.Webhooks/ListWebhooks',
	body: { solution_id: '0'.repeat(24), page_size: '1' },
};

/**
 * Tests a credential, saved or not, at both of its hosts. As a function, because n8n's rules for a
 * credential class know one request only (docs/internals/n8n.md section 8). Never throws.
 */
export async function testCredential(
	this: ICredentialTestFunctions,
	{ data }: ICredentialsDecrypted,
): Promise<INodeCredentialTestResult> {
	const credential = readCredential(data ?? {});
	if ('fault' in credential) return refusal(credential.fault);
	const result = await testHosts(this, credential);
	// A proxy's address may have it, or another field.
	return { ...result, message: result.message.replaceAll(credential.apiToken, '***') };
}

async function testHosts(
	context: ICredentialTestFunctions,
	credential: Credential,
): Promise<INodeCredentialTestResult> {
	const account = accountOf(credential);
	const members = await probe(context, credential, MEMBERS);
	const mayNotList = members.failure?.kind === 'forbidden';
	const api = mayNotList ? await probe(context, credential, SOLUTIONS) : members;
	if (api.failure) return refusal(worded(api.failure, MEMBERS, account));
	const engine = await probe(context, credential, ENGINE);
	if (engine.failure && !isEngine(engine)) return refusal(worded(engine.failure, ENGINE, account));
	return { status: 'OK', message: mayNotList ? MAY_NOT_LIST : 'Connection successful!' };
}

const MAY_NOT_LIST =
	"Connection successful! The token's owner may not list members, so fields for members take IDs only.";

function refusal({ message, description }: CredentialFault): INodeCredentialTestResult {
	return { status: 'Error', message: `${message}. ${description}` };
}

/** What came of one call: the answer, where there was one, and what is wrong. */
interface Probed {
	answer?: Answer;
	failure?: Failure;
}

/** Calls once, within the pace of the token. */
async function probe(
	context: ICredentialTestFunctions,
	credential: Credential,
	call: Call,
): Promise<Probed> {
	const account = accountOf(credential);
	const pacer = pacerFor(account.tokenHash, account.requestsPerSecond);
	const settle = await pacer.turn(undefined, { isHasty: true }).catch((reason) => reason as Paused);
	if (settle instanceof Paused) return { failure: failureOfPause(settle.forMs) };
	try {
		const answer = await ask(context, credential, call);
		const failure = failureIn(answer, call, account);
		if (failure?.pauseMs) pacer.pause(Math.min(failure.pauseMs, LONGEST_PAUSE_MS));
		return { answer, failure };
	} catch (error) {
		return { failure: failureOfNetwork(codeOf(error), call, account) };
	} finally {
		settle();
	}
}

/** n8n gives a credential's test nothing but its older request helper, without authentication. */
async function ask(
	{ helpers }: ICredentialTestFunctions,
	credential: Credential,
	call: Call,
): Promise<Answer> {
	const deadline = AbortSignal.timeout(CREDENTIAL_TEST_TIMEOUT_MS);
	const answer = helpers.request({
		method: call.method,
		url: urlOf(call, accountOf(credential)),
		qs: call.query,
		body: call.body,
		headers: { ...HEADERS, ...headersOf(credential) },
		json: true,
		timeout: CREDENTIAL_TEST_TIMEOUT_MS,
		// A redirect would carry the token to another host.
		followRedirect: false,
		resolveWithFullResponse: true,
		// Every status is an answer.
		simple: false,
	}) as Promise<Answer>;
	return readable(await before(deadline, answer));
}

/** Nothing else of the error is used: it holds the whole request. */
function codeOf(error: unknown): string {
	const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
	return [code, cause?.code].find((one) => typeof one === 'string') ?? 'no connection';
}

/**
 * Whether an answer that failed comes from the engine. It may refuse the call, which is about nothing, as it
 * likes, in Twirp's form (docs/internals/smartsuite.md section 2.1).
 */
function isEngine({ answer, failure }: Probed): boolean {
	if (!answer || failure?.kind === 'throttled') return false;
	const code = property(answer.body, 'code');
	if (typeof code === 'string') return code !== 'bad_route';
	return [401, 403].includes(answer.statusCode) && !isHtml(answer.body);
}

/** The failure in words for the person in front of the credential. */
function worded(failure: Failure, call: Call, account: Account): CredentialFault {
	switch (failure.kind) {
		case 'forbidden':
			return {
				message: 'SmartSuite does not accept the API token for this workspace',
				description:
					'Check that its owner is an active member of the workspace, or create a new API key (your picture > API Key).',
			};
		case 'missing':
		case 'no_route':
		case 'refused': {
			const [service, field] =
				call.host === 'api'
					? ['SmartSuite API', 'API URL']
					: ['SmartSuite webhooks service', 'Webhooks URL'];
			return {
				message: `There is no ${service} at ${hostOf(call, account)} (HTTP ${failure.status})`,
				description: `Check the ${field}.`,
			};
		}
		default:
			return failure;
	}
}
