import { describe, expect, it } from 'vitest';
import type { Emulator } from '../emulator/index.mts';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import { fastForward, pass, stopTime, until } from './fast-forward.mts';
import { emulate, watching } from './world.mts';

/** Milliseconds between the starts of drains; the calls of one drain follow each other closely. */
function gapsBetweenDrains({ calls }: Emulator): number[] {
	const listedAt = calls.filter(({ rpc }) => rpc === 'ListEvents').map(({ at }) => at);
	return listedAt.map((at, n) => at - (listedAt[n - 1] ?? -Infinity)).filter((gap) => gap > 400);
}

describe('the pull interval', () => {
	it.each([0, 1, 5])(
		'of %i s lies between two drains and never delays the first ping',
		async (seconds) => {
			stopTime();
			const emulator = await emulate();
			const workflow = await watching(emulator, { options: { pullInterval: seconds } });
			const changes = changesIn(emulator);
			await pass(10_000);
			changes.make(1);
			// The first one is served without any time passing.
			await until(() => workflow.events.length === 1);
			for (let round = 0; round < 20; round++) {
				changes.make(2);
				await pass(500);
			}
			await fastForward(() => emulator.pingsSettled());
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(41));
			const gaps = gapsBetweenDrains(emulator);
			expect(gaps.filter((gap) => gap < seconds * 1_000)).toEqual([]);
			if (seconds === 5) expect(callsOf(emulator, 'ListEvents')).toBeLessThanOrEqual(10);
		},
	);

	it('is one second unless somebody says otherwise', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator, { options: {} });
		const changes = changesIn(emulator);
		changes.make(1);
		await until(() => workflow.events.length === 1);
		changes.make(1);
		await pass(900);
		expect(workflow.events.length).toBe(1);
		await pass(300);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
	});
});
