import { expect, it } from 'vitest';
import { packageLoader } from '../virtual/package.mts';
import { simulate } from './simulate.mts';

/** Lives a hundred seeds, from the first on; a test file is a process, and the machine has two. */
export async function liveHundred(first: number): Promise<void> {
	const loadPackage = await packageLoader();
	const seeds = Array.from({ length: 100 }, (_, n) => first + n);
	it.each(seeds)('seed %i', async (seed) => {
		const { faults, history } = await simulate(seed, loadPackage);
		expect([...faults, ...(faults.length > 0 ? history : [])]).toEqual([]);
	});
}
