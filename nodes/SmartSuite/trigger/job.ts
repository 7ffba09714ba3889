import type { Registered } from './own-webhook';
import type { TriggerContext } from './cursor';
import { stateOf } from './state';
import type { Job } from './state';

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
