import { onTestFinished } from 'vitest';
import type { Account } from '../../scripts/verify-live/client.mts';
import { LIVE_TIMING, type Timing } from '../../scripts/verify-live/limits.mts';
import type { Person } from '../../scripts/verify-live/person.mts';
import { verify, type Result, type VerifyOptions } from '../../scripts/verify-live/verify.mts';
import { startEmulator, type Emulator, type Switches } from '../emulator/index.mts';

/** As on the real service, but quick: the emulator's own times below are as short. */
export const QUICK: Timing = {
	...LIVE_TIMING,
	checksMs: 20_000,
	lookDelaysMs: [50, 100, 200, 400],
	pingMs: 500,
	quietMs: 120,
	twiceMs: 100,
	holdMs: 100,
	retryMs: 900,
	penaltyMs: 1_000,
};

/** An emulator for one test: no rate limit unless asked for, and quick to send a failed ping again. */
export async function emulate(switches: Partial<Switches> = {}): Promise<Emulator> {
	const quick = { rateLimit: 'off', pingRetryFirstMs: 300, pingTimeoutMs: 200 } as const;
	const emulator = await startEmulator({ switches: { ...quick, ...switches } });
	onTestFinished(() => emulator.stop());
	return emulator;
}

export function accountOf(emulator: Emulator, requestsPerSecond = 1_000): Account {
	const { token, accountId, url } = emulator;
	return { token, accountId, apiUrl: url, webhooksUrl: url, requestsPerSecond };
}

/** Somebody who agrees to everything, and whose public URL leads to the receiver. */
export function willing({ solution, tables }: Emulator, more: Partial<Person> = {}): Person {
	return {
		chooseSolution: () => Promise.resolve(solution.id),
		chooseTable: () => Promise.resolve(tables.tasks.id),
		publicUrl: (port) => Promise.resolve(`http://127.0.0.1:${port}`),
		agrees: () => Promise.resolve(true),
		tell: () => {},
		...more,
	};
}

/** One run against the emulator. */
export async function run(emulator: Emulator, more: Partial<VerifyOptions> = {}): Promise<Result> {
	return await verify({
		account: accountOf(emulator),
		person: willing(emulator),
		signal: new AbortController().signal,
		timing: QUICK,
		...more,
	});
}
