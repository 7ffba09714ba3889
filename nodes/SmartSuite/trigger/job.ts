import { NodeOperationError } from 'n8n-workflow';
import type { IHookFunctions } from 'n8n-workflow';

import { waitFor } from '../transport';
import { isTest } from './cursor';
import type { TriggerContext } from './cursor';
import type { Registered } from './own-webhook';
import { stateOf } from './state';
import type { Job } from './state';

/**
 * How long a hook waits for SmartSuite, in ms. n8n publishes one workflow after the other, and tries each
 * five times within 15 s (docs/internals/n8n.md section 11): what is not done yet goes on meanwhile, and
 * the next try has the outcome.
 */
const PATIENCE_MS = 2_500;
const PATIENCE_AGAIN_MS = 250;
/** Tries that come so soon after each other belong together. */
const SAME_PUBLICATION_MS = 20_000;
/** In a test nobody else waits. */
const PATIENCE_IN_TEST_MS = 20_000;

/**
 * Begins a registration. One runs at a time for a node: one that is still under way stops before its next
 * call, and the new one begins after it, so that the newest settings win.
 * @param key tries with the same key may share the outcome
 */
export function startJob(
	context: TriggerContext,
	key: string,
	register: (stop: AbortSignal) => Promise<Registered>,
): Job {
	const state = stateOf(context);
	const before = state.job;
	before?.stop.abort();
	const stop = new AbortController();
	const registered = (async () => {
		await before?.registered.catch(() => {});
		stop.signal.throwIfAborted();
		return await register(stop.signal);
	})();
	const job: Job = { key, registered, isOver: false, hasFailed: false, isClaimed: false, stop };
	state.job = job;
	registered.then(
		() => (job.isOver = true),
		() => (job.isOver = job.hasFailed = true),
	);
	return job;
}

/** @throws NodeOperationError where SmartSuite does not answer soon enough */
export async function outcomeOf(context: IHookFunctions, job: Job): Promise<Registered> {
	const state = stateOf(context);
	const isAgain = performance.now() - state.gaveUpAt < SAME_PUBLICATION_MS;
	const patience = isAgain ? PATIENCE_AGAIN_MS : PATIENCE_MS;
	const stopWaiting = new AbortController();
	const tooLong = waitFor(isTest(context) ? PATIENCE_IN_TEST_MS : patience, stopWaiting.signal);
	const late = tooLong.then(() => {
		state.gaveUpAt = performance.now();
		throw new NodeOperationError(context.getNode(), 'SmartSuite has not answered yet', {
			description:
				'The webhook could not be registered in time. Publish the workflow again in a minute. If it stays so, see status.smartsuite.com.',
		});
	});
	late.catch(() => {});
	return await Promise.race([job.registered, late]).finally(() => stopWaiting.abort());
}
