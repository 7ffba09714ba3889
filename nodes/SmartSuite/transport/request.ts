import { NodeOperationError } from 'n8n-workflow';

import { forgetAccess, readAccess, withoutToken } from './account';
import type { Access } from './account';
import type { Call } from './call';
import { stopSignal } from './context';
import type { SmartSuiteContext } from './context';
import { SmartSuiteError } from './error';
import { isJson } from './answer';
import { failureIn, failureOfNetwork, failureOfPause } from './failure';
import type { Failure } from './failure';
import { LONGEST_PAUSE_MS } from './limits';
import { Paused, pacerFor } from './pacer';
import type { Pacer, Settle } from './pacer';
import { Patience } from './patience';
import { send } from './send';
import { shorten } from './text';
import { waitFor } from './wait';

/**
 * The one door to SmartSuite: authenticated, paced by token, tried again where that is safe.
 * @returns the parsed JSON of the answer, or undefined for one without
 * @throws SmartSuiteError with what happened and what to do; NodeOperationError when the credential
 *   is incomplete or the execution was stopped
 */
export async function request(context: SmartSuiteContext, call: Call): Promise<unknown> {
	let access = await readAccess(context);
	const patience = new Patience(call);
	for (;;) {
		const { tokenHash, requestsPerSecond } = access.account;
		const pacer = pacerFor(tokenHash, requestsPerSecond);
		const outcome = await tryOnce(context, access, pacer, call);
		if (!('failure' in outcome)) return outcome.body;
		const { failure } = outcome;
		// Somebody may have given the credential another token within the minute, or other hosts.
		forgetAccess(context);
		if (failure.kind === 'credential' && access.isRemembered) {
			access = await readAccess(context);
			continue;
		}
		const { pauseMs } = failure;
		if (pauseMs !== undefined) pacer.pause(Math.min(pauseMs, LONGEST_PAUSE_MS));
		const wait = patience.waitAfter(failure);
		if (wait === undefined) throw toError(context, access, failure);
		if (wait > 0) await waitFor(wait, stopSignal(context)).catch(() => {});
	}
}

/** Requests by the context that they were sent for; goes with it. */
const sent = new WeakMap<SmartSuiteContext, number>();

/** How many requests were sent for this context so far, those that were tried again counted each time. */
export function callsOf(context: SmartSuiteContext): number {
	return sent.get(context) ?? 0;
}

type Outcome = { body: unknown } | { failure: Failure };

async function tryOnce(
	context: SmartSuiteContext,
	access: Access,
	pacer: Pacer,
	call: Call,
): Promise<Outcome> {
	const { account } = access;
	const settle = await turnFor(context, access, pacer, call);
	try {
		// The stop may have come just after the turn: that must not cost the others a slot.
		if (isStopped(context)) throw stopped(context);
		sent.set(context, callsOf(context) + 1);
		const answer = await send(context, access, call);
		const failure = failureIn(answer, call, account);
		return failure ? { failure } : { body: isJson(answer.body) ? answer.body : undefined };
	} catch (error) {
		return { failure: failureOfNetwork(networkCode(context, error), call, account) };
	} finally {
		settle();
	}
}

/** A turn within the pace. Throws where the execution was stopped, and where nobody waits out a pause. */
async function turnFor(
	context: SmartSuiteContext,
	access: Access,
	pacer: Pacer,
	{ isTriedOnce }: Call,
): Promise<Settle> {
	const turn = pacer.turn(stopSignal(context), { isHasty: isTriedOnce });
	return await turn.catch((reason: unknown) => {
		const isPaused = reason instanceof Paused;
		throw isPaused ? toError(context, access, failureOfPause(reason.forMs)) : stopped(context);
	});
}

/** The code of a network failure; n8n wraps axios's error as `cause` (docs/internals/n8n.md section 7). */
export function networkCode(context: SmartSuiteContext, error: unknown): string {
	if (isStopped(context)) throw stopped(context);
	const { cause } = error as { cause?: { code?: unknown } };
	return typeof cause?.code === 'string' ? cause.code : 'no connection';
}

function isStopped(context: SmartSuiteContext): boolean {
	return stopSignal(context)?.aborted === true;
}

function stopped(context: SmartSuiteContext): NodeOperationError {
	return new NodeOperationError(context.getNode(), 'The execution was stopped', {
		description: 'No further calls are made to SmartSuite.',
	});
}

function toError(context: SmartSuiteContext, access: Access, failure: Failure): SmartSuiteError {
	// The token goes before the text is cut, or its beginning could stay.
	const said = shorten(withoutToken(access, failure.said ?? ''));
	const quote = said && `SmartSuite says: ${said}`;
	return new SmartSuiteError(context.getNode(), {
		...failure,
		message: withoutToken(access, failure.message),
		description: [failure.description, quote].filter(Boolean).join(' '),
	});
}
