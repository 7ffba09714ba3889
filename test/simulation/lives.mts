import { expect, it } from 'vitest';
import { packageLoader } from '../virtual/package.mts';
import { simulate } from './simulate.mts';

/** Lives these seeds, one after the other; a test file is a process, and the machine has two. */
export async function liveSeeds(seeds: number[]): Promise<void> {
	const loadPackage = await packageLoader();
	it.each(seeds)('seed %i', async (seed) => {
		const { faults, history } = await simulate(seed, loadPackage);
		expect([...faults, ...(faults.length > 0 ? history : [])]).toEqual([]);
	});
}

/** So many, from the first on. */
export const seedsFrom = (first: number, count: number) =>
	Array.from({ length: count }, (_, n) => first + n);
