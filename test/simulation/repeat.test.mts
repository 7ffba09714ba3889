import { expect, it } from 'vitest';
import { packageLoader } from '../virtual/package.mts';
import { simulate, live } from './simulate.mts';

it.each([3, 23, 119])('seed %i is the same life again, to the letter', async (seed) => {
	const loadPackage = await packageLoader();
	const one = await simulate(seed, loadPackage);
	expect(one.history.length).toBeGreaterThan(10);
	expect((await live(one.plan, loadPackage)).history).toEqual(one.history);
});

it('a life that fails is told in short, and fails in short', async () => {
	const loadPackage = await packageLoader({
		file: 'trigger/deduplicate.ts',
		from: 'return await unprocessed(context, items, drained)',
		to: 'return await Promise.resolve(items)',
	});
	let seed = 1;
	let lived = await simulate(seed, loadPackage);
	while (lived.faults.length === 0) lived = await simulate(++seed, loadPackage);
	expect(lived.faults[0]).toMatch(/^nothing comes twice: /);
	expect(lived.plan.happenings.length).toBeLessThanOrEqual(4);
	expect((await live(lived.plan, loadPackage)).faults).toEqual(lived.faults);
});
