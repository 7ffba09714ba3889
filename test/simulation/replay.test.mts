import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { packageLoader } from '../virtual/package.mts';
import { BROKEN } from './broken.mts';
import type { Plan } from './plan.mts';
import { live } from './simulate.mts';

/** The shortest life that notices each piece of broken code, kept by `npm run simulate -- --broken`. */
const replays = JSON.parse(
	await readFile(new URL('replays.json', import.meta.url), 'utf8'),
) as Record<string, Plan>;
const loadSound = await packageLoader();

it.each(BROKEN)('is noticed: $what', async ({ what, notices, ...breakage }) => {
	const plan = replays[what] as Plan;
	const { faults } = await live(plan, await packageLoader(breakage));
	expect(faults[0]).toMatch(new RegExp(`^${notices}: `));
	expect((await live(plan, loadSound)).faults).toEqual([]);
});
