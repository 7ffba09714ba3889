import { setTimeout as sleep } from 'node:timers/promises';

const POLL_MS = 200;

/**
 * Looks again and again, five times a second, until there is something to see.
 *
 * @param what what is waited for, for the error: "the workflow to be published"
 * @param look gives undefined while there is nothing; what it throws ends the wait
 * @throws {Error} after `timeoutMs`
 */
export async function until<T>(
	what: string,
	timeoutMs: number,
	look: () => T | undefined | Promise<T | undefined>,
	signal?: AbortSignal,
): Promise<T> {
	const deadlineMs = Date.now() + timeoutMs;
	for (;;) {
		const seen = await look();
		if (seen !== undefined) return seen;
		if (Date.now() > deadlineMs) {
			throw new Error(`Waited ${timeoutMs / 1000} s in vain for ${what}.`);
		}
		await sleep(POLL_MS, undefined, { signal });
	}
}
