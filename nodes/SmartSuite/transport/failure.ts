import {
	CHECK_CHOICE,
	CHECK_RIGHTS,
	CHECK_TOKEN,
	CHECK_WORKSPACE,
	checkHost,
	checkNetwork,
	PASSES,
	THROTTLED,
	TOO_LARGE,
} from './advice';
import { PENALTY_MS } from './limits';
import type { Account } from './account';
import { isHtml, isJson, property, refusedPositions, retryAfterMs, serverText } from './answer';
import type { Answer } from './answer';
import type { Call } from './call';

/**
 * Why a call did not work, as far as callers decide by it:
 * `credential` token or workspace refused · `forbidden` no right · `missing` the thing does not exist ·
 * `no_route` the server has no such method · `throttled` 429 · `refused` the request itself was refused ·
 * `unavailable` the server could not · `unreadable` an answer, but not SmartSuite's · `unreachable` no answer
 */
export type FailureKind =
	| 'credential'
	| 'forbidden'
	| 'missing'
	| 'no_route'
	| 'throttled'
	| 'refused'
	| 'unavailable'
	| 'unreadable'
	| 'unreachable';

export interface Failure {
	kind: FailureKind;
	/** HTTP status of the answer, where there was one. */
	status?: number;
	/** What happened, and what to do about it, for the person in front of the panel. */
	message: string;
	description: string;
	/** What the server said about it, as it said it: may be long, may quote the token. */
	said?: string;
	/** Worth another try in a moment: network, gateway and half answers. */
	passing: boolean;
	/** With `refused`: which items of a batch are to blame, by their positions, where that is told. */
	refusedAt?: number[];
	/** With `throttled`: how long to leave the server alone. */
	pauseMs?: number;
}

/**
 * Gateways' 502 to 504, and Twirp's 408 (deadline_exceeded, canceled) and 409 (aborted), which say nothing
 * about the request (docs/internals/smartsuite.md section 2.1); 425 is HTTP's own word for it.
 */
const PASSING_STATUSES = [408, 409, 425, 502, 503, 504];

/** Reads an answer with a status of 300 and above (docs/internals/smartsuite.md section 2). */
export function failureOfAnswer(answer: Answer, call: Call, account: Account): Failure {
	const { statusCode: status, headers, body } = answer;
	const said = serverText(body);
	const [kind, message, description] = explain(status, body, said, call, account);
	return {
		kind,
		status,
		message,
		description,
		said,
		passing: isPassing(status, body),
		...(kind === 'refused' && blamed(body)),
		...(kind === 'throttled' && { pauseMs: Math.max(PENALTY_MS, retryAfterMs(headers)) }),
	};
}

/** Nothing where the answer blames no item of a batch. */
function blamed(body: unknown): Pick<Failure, 'refusedAt'> {
	const refusedAt = refusedPositions(body);
	return refusedAt.length > 0 ? { refusedAt } : {};
}

type Explanation = [kind: FailureKind, message: string, description: string];

function explain(
	status: number,
	body: unknown,
	said: string,
	call: Call,
	account: Account,
): Explanation {
	const host = hostOf(call, account);
	if (status === 429) {
		return ['throttled', 'SmartSuite temporarily blocks this API token', THROTTLED];
	}
	if (status < 400) return ['unreadable', `${host} sends the call elsewhere`, checkHost(call.host)];
	if (status === 413) {
		return ['refused', `${sentenceOf(call.about)} is too large for SmartSuite`, TOO_LARGE];
	}
	const couldNot = status >= 500 || isPassing(status, body);
	if (isHtml(body)) {
		const kind = couldNot ? 'unavailable' : 'unreadable';
		return [kind, `${host} answered ${status} with a web page`, checkHost(call.host)];
	}
	if (couldNot) return ['unavailable', `SmartSuite could not answer (HTTP ${status})`, PASSES];
	// The workspace is checked before the token, in plain text (docs/internals/smartsuite.md section 2.2).
	if (/account id/i.test(said)) {
		const message = `SmartSuite does not know the workspace '${account.accountId}'`;
		return ['credential', message, CHECK_WORKSPACE];
	}
	if (status === 401) {
		return ['credential', 'SmartSuite does not accept the API token', CHECK_TOKEN];
	}
	if (status === 403) {
		return ['forbidden', `SmartSuite does not allow access to ${call.about}`, CHECK_RIGHTS];
	}
	if (status === 404) return explain404(body, call);
	const message = `SmartSuite refused the request for ${call.about} (HTTP ${status})`;
	return ['refused', message, 'Check the values of this node.'];
}

const sentenceOf = (about: string) => `${about.charAt(0).toUpperCase()}${about.slice(1)}`;

/** Worth another try. Two things share 409, too: one of them will be as true in a moment as it is now. */
function isPassing(status: number, body: unknown): boolean {
	return PASSING_STATUSES.includes(status) && property(body, 'code') !== 'already_exists';
}

/** Two things share 404: the method, and what was asked for (docs/internals/smartsuite.md section 2.1). */
function explain404(body: unknown, call: Call): Explanation {
	if (property(body, 'code') === 'bad_route') {
		return ['no_route', `SmartSuite knows no call ${call.path}`, checkHost(call.host)];
	}
	return ['missing', `SmartSuite has no ${call.about}`, CHECK_CHOICE];
}

/** A success status with a body that is no JSON: cut off, empty, or from a proxy. */
export function failureOfBody(answer: Answer, call: Call, account: Account): Failure {
	const found = isHtml(answer.body)
		? 'a web page'
		: answer.body
			? 'something unreadable'
			: 'nothing';
	return {
		kind: 'unreadable',
		status: answer.statusCode,
		message: `${hostOf(call, account)} answered with ${found} where SmartSuite's data was expected`,
		description: checkHost(call.host),
		passing: true,
	};
}

/** What is wrong with an answer, if anything: its status, or its body where that is no JSON and has to be. */
export function failureIn(answer: Answer, call: Call, account: Account): Failure | undefined {
	if (answer.statusCode >= 300) return failureOfAnswer(answer, call, account);
	const mayBeEmpty = call.answerIsOptional === true && !isHtml(answer.body);
	return isJson(answer.body) || mayBeEmpty ? undefined : failureOfBody(answer, call, account);
}

/** No call was made: SmartSuite refuses all of them for so many more milliseconds. */
export function failureOfPause(forMs: number): Failure {
	const message = `SmartSuite blocks this API token for another ${Math.ceil(forMs / 1_000)} s`;
	return { kind: 'throttled', message, description: THROTTLED, passing: false };
}

/** No answer at all. `code` is Node's or axios's, such as ECONNREFUSED. */
export function failureOfNetwork(code: string, call: Call, account: Account): Failure {
	const timedOut = code === 'ECONNABORTED' || code === 'ETIMEDOUT';
	return {
		kind: 'unreachable',
		message: timedOut
			? `SmartSuite did not answer in time at ${hostOf(call, account)}`
			: `SmartSuite cannot be reached at ${hostOf(call, account)} (${code})`,
		description: checkNetwork(call.host),
		passing: true,
	};
}

/** The host as the credential has it, without a name and password that a proxy may want. */
export function hostOf(call: Call, account: Account): string {
	const url = call.host === 'api' ? account.apiUrl : account.webhooksUrl;
	return url.replace(/\/\/[^/]*@/, '//');
}
