import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { lock } from 'proper-lockfile';
import { step } from './progress.mts';

/** Milliseconds after which the lock of a killed process counts as abandoned. */
const STALE_MS = 20_000;

/** Waiting for another process: one look a second, for at most an hour. */
const RETRIES = { retries: 3_600, factor: 1, minTimeout: 1_000, maxTimeout: 1_000 };

/**
 * Runs `work` while no other process runs anything under the same path, which need not exist.
 * Says so when it has to wait.
 */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
	await mkdir(dirname(path), { recursive: true });
	const release = await acquire(path);
	try {
		return await work();
	} finally {
		await release();
	}
}

async function acquire(path: string): Promise<() => Promise<void>> {
	const options = { realpath: false, stale: STALE_MS };
	try {
		return await lock(path, options);
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED')) throw error;
	}
	return await step(`Waiting for another run that is at work on ${basename(path)}`, () =>
		lock(path, { ...options, retries: RETRIES }),
	);
}
