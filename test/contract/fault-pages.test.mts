import { describe, expect, it } from 'vitest';
import type { Switches } from '../emulator/index.mts';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import { emulate, watching } from './world.mts';

const TOKENS: Array<Partial<Switches>> = (['kept', 'absent', 'empty-string'] as const).flatMap(
	(lastPageToken) =>
		(['same', 'absent', 'empty-string'] as const).flatMap((emptyPageToken) =>
			(['omitted', 'explicit'] as const).map((emptyPageBody) => ({
				lastPageToken,
				emptyPageToken,
				emptyPageBody,
			})),
		),
);

/** Rounds of changes, with a restart after each second one. */
async function rounds(switches: Partial<Switches>, sizes = [1, 3, 4, 0, 5, 2]) {
	const emulator = await emulate({ switches });
	const workflow = await watching(emulator);
	const changes = changesIn(emulator);
	for (const [round, size] of sizes.entries()) {
		changes.make(size);
		await emulator.pingsSettled();
		if (round % 2 > 0) await workflow.restart();
	}
	return { emulator, workflow, tally: changes.tallyOf(workflow) };
}

describe('page tokens', () => {
	it.each(TOKENS)('as in %o lose and repeat nothing', async (switches) => {
		const { workflow, tally } = await rounds({ ...switches, pageSizeMax: 2 });
		expect(tally).toEqual(eachOnce(15));
		// A token that it was given once is not given up for none.
		expect(workflow.place.pageToken).toMatch(/^\d+$/);
	});

	it.each(['refuse', 'from-start'] as const)(
		'that SmartSuite takes no more (%s) cost no event',
		async (invalidToken) => {
			const emulator = await emulate({ switches: { invalidToken } });
			const workflow = await watching(emulator);
			const changes = changesIn(emulator);
			changes.make(3);
			await emulator.pingsSettled();
			workflow.savedStaticData = workflow.savedStaticData.replace(
				/"pageToken":"\d+"/,
				'"pageToken":"x"',
			);
			await workflow.restart();
			changes.make(2);
			await emulator.pingsSettled();
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(5));
		},
	);
});

describe('pages', () => {
	it('that begin with the newest event are turned round', async () => {
		const { tally } = await rounds({ pageOrder: 'newest-first', pageSizeMax: 3 });
		expect(tally).toEqual(eachOnce(15));
	});

	it.each([1, 20, 49])(
		'of at most %i events, whatever is asked, lose nothing',
		async (pageSizeMax) => {
			const { tally } = await rounds({ pageSizeMax, pageSizeOverMax: 'cap' }, [10, 60, 1]);
			expect(tally).toEqual(eachOnce(71));
		},
	);

	it.each([
		[499, 1],
		[200, 1],
		[199, 2],
		[50, 2],
		// The server is left to choose, which is 20 here.
		[49, 1],
		[20, 1],
		[1, 1],
	])(
		'are asked for smaller where more than %i is refused, and that is remembered',
		async (pageSizeMax, refusals) => {
			const { emulator, tally } = await rounds(
				{ pageSizeMax, pageSizeDefault: Math.min(pageSizeMax, 20), pageSizeOverMax: 'refuse' },
				[10, 60, 1],
			);
			expect(tally).toEqual(eachOnce(71));
			const refused = emulator.calls.filter(({ status }) => status === 400);
			expect(refused.filter(({ rpc }) => rpc === 'ListEvents').length).toBe(refusals);
		},
	);

	it('that show an event late deliver it with the next ping', async () => {
		const emulator = await emulate({ switches: { eventsVisibleAfterMs: 300 } });
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		changes.make(2);
		await emulator.pingsSettled();
		await emulator.clock.advance(1_000);
		changes.make(1);
		await emulator.pingsSettled();
		await emulator.clock.advance(1_000);
		emulator.switches.eventsVisibleAfterMs = 0;
		changes.make(1);
		await emulator.pingsSettled();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
		expect(callsOf(emulator, 'CreateWebhook')).toBe(1);
	});
});
