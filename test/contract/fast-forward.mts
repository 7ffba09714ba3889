import { setImmediate as realTurn } from 'node:timers/promises';
import { onTestFinished, vi } from 'vitest';

/** How far the clock jumps at a time, in ms: small beside every waiting time of the package. */
const STEP_MS = 100;

/**
 * Awaits something that waits for long, with the clock running as fast as the machine can: waits
 * cost no time, network and event loop stay real.
 */
export async function fastForward<Result>(start: () => Promise<Result>): Promise<Result> {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
	onTestFinished(() => void vi.useRealTimers());
	let isDone = false;
	const running = start().finally(() => (isDone = true));
	running.catch(() => {});
	while (!isDone) {
		await vi.advanceTimersByTimeAsync(STEP_MS);
		for (let turn = 0; turn < 20; turn++) await realTurn();
	}
	return await running;
}
