import { setImmediate as realTurn } from 'node:timers/promises';
import { onTestFinished, vi } from 'vitest';

/** How far the clock jumps while something is on the network: small beside every wait of the package. */
const STEP_MS = 100;
const TURNS_A_STEP = 20;
/** Sockets that are open: an HTTP request is on its way, or being served. */
const NETWORK = ['TCPSocketWrap', 'TCPConnectWrap'];

/** From here to the end of the test, time passes only in `fastForward`. */
export function stopTime(): void {
	if (vi.isFakeTimers()) return;
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
	onTestFinished(() => void vi.useRealTimers());
}

/**
 * Awaits something that waits for long, with the clock running as fast as the machine can: waits
 * cost no time, network and event loop stay real. While the network is quiet it jumps from one timer to
 * the next.
 */
export async function fastForward<Result>(start: () => Promise<Result>): Promise<Result> {
	stopTime();
	let isDone = false;
	const running = start().finally(() => (isDone = true));
	running.catch(() => {});
	while (!isDone) {
		for (let turn = 0; turn < TURNS_A_STEP; turn++) await realTurn();
		if (isDone) break;
		if (isNetworkBusy() || vi.getTimerCount() === 0) await vi.advanceTimersByTimeAsync(STEP_MS);
		else await vi.advanceTimersToNextTimerAsync();
	}
	return await running;
}

/** Passes so much time. */
export async function pass(ms: number): Promise<void> {
	await fastForward(() => new Promise((resolve) => setTimeout(resolve, ms)));
}

/** Passes as much time as it takes until this is so. */
export async function passUntil(isSo: () => boolean): Promise<void> {
	await fastForward(() => until(isSo));
}

/** Waits for the network and the event loop alone: no time passes. */
export async function until(isSo: () => boolean): Promise<void> {
	while (!isSo()) await realTurn();
	await realTurn();
}

function isNetworkBusy(): boolean {
	return process.getActiveResourcesInfo().some((resource) => NETWORK.includes(resource));
}
