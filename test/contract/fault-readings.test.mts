import { describe, expect, it } from 'vitest';
import { twirpFault } from '../emulator/engine/twirp.mts';
import type { Fault } from '../emulator/index.mts';
import { callsOf, eachOnce, titlesOf } from './changes.mts';
import { fastForward, pass } from './fast-forward.mts';
import { used } from './situations.mts';
import { onlyWebhookId, ping } from './world.mts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

describe('pages that are cut by bytes', () => {
	it.each([[[200, 180, 190, 170]], [[60, 20, 55]], [[30, 1]], [[499]]])(
		'as %j lose no time: all of a backlog arrives at once',
		async (pageCuts) => {
			const { emulator, workflow, changes } = await used();
			for (let round = 0; round < 2; round++) {
				emulator.switches.pageCuts = pageCuts;
				emulator.switches.lostPings = 1;
				changes.make(1_499);
				emulator.switches.lostPings = 0;
				changes.make(1);
				await pass(2 * MINUTE_MS);
				expect(changes.tallyOf(workflow)).toEqual(eachOnce(4 + 1_500 * (round + 1)));
			}
		},
	);
});

describe('an event that is listed after its ping', () => {
	it.each([
		[1_500, 5_000],
		[4_000, 15_000],
		[10_000, 15_000],
	])('by %i ms arrives within %i ms', async (eventsVisibleAfterMs, withinMs) => {
		const { emulator, workflow, changes } = await used({ eventsVisibleAfterMs });
		await pass(MINUTE_MS);
		changes.make(1);
		await pass(withinMs);
		expect(titlesOf(workflow)).toContain('5');
		await pass(HOUR_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(5));
		expect(emulator.pings.every(({ status }) => status === 200)).toBe(true);
	});

	it('costs one call more for a ping that comes twice, and no more for its looks', async () => {
		const { emulator, changes, callsBefore } = await used({ duplicatePings: 1 });
		changes.make(1);
		await pass(HOUR_MS);
		// The event, the double ping in vain, and a look for what that may have been about.
		expect(callsOf(emulator) - callsBefore).toBeLessThanOrEqual(3);
	});
});

it('a reading in vain delays the next change by no more than the pull interval', async () => {
	const { emulator, workflow, changes } = await used();
	const webhookId = onlyWebhookId(emulator);
	for (let n = 0; n < 3; n++) {
		await fastForward(() => ping(workflow, { webhookId }));
		await pass(500);
		changes.make(1);
		await pass(1_500);
		expect(titlesOf(workflow).length).toBe(5 + n);
		await pass(MINUTE_MS);
	}
});

describe('two pings about unknown webhooks, and then an outage', () => {
	it('cost no change more than a minute', async () => {
		const { emulator, workflow, changes } = await used();
		await fastForward(() => ping(workflow, { webhookId: 'unknown-1' }));
		await fastForward(() => ping(workflow, { webhookId: 'unknown-2' }));
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 });
		changes.make(3);
		await pass(MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(7));
	});
});

describe('ListEvents that fails for three days', () => {
	it.each<[string, Fault]>([
		['429', { status: 429 }],
		['500', { status: 500 }],
		['400', twirpFault('invalid_argument')],
		['503', { status: 503 }],
		['with half pages', 'truncate'],
	])('(%s) is a failed execution after an hour, then one a day', async (_, fault) => {
		const { emulator, workflow, changes } = await used();
		emulator.faults.next({ rpc: 'ListEvents' }, fault, Infinity);
		const shownAt: number[] = [];
		for (let hour = 0; hour < 72; hour++) {
			if (hour % 8 === 0) changes.make(1);
			await pass(HOUR_MS);
			if (workflow.failures.length > shownAt.length) shownAt.push(hour);
		}
		expect(shownAt.length).toBe(3);
		expect(shownAt[0]).toBeLessThanOrEqual(2);
		expect(workflow.failures[0]).toMatchObject({
			message: expect.stringMatching(/cannot be read for (an hour|2 hours): /) as string,
			description: expect.stringMatching(/goes on trying.*support/) as string,
		});
		emulator.faults.clear();
		await pass(2 * HOUR_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(13));
		await pass(48 * HOUR_MS);
		expect(workflow.failures.length).toBe(3);
	});
});

describe('an event that nobody can digest', () => {
	/** A value that is nested so deeply. */
	const nested = (levels: number) => {
		let value: unknown = 'inside';
		for (let level = 0; level < levels; level++) value = { deeper: value };
		return value;
	};

	it('because it is nested 700 levels deep arrives with what can be read, and why', async () => {
		const { emulator, workflow, changes } = await used();
		const { id } = emulator.tables.tasks;
		emulator.records.create(id, { title: 'Deep', description: nested(700) });
		changes.make(2);
		await pass(MINUTE_MS);
		expect(titlesOf(workflow)).toEqual(['1', '2', '3', '4', 'Deep', '5', '6']);
		expect(workflow.events.map(({ problem }) => problem !== undefined)).toEqual([
			false,
			false,
			false,
			false,
			true,
			false,
			false,
		]);
	});

	it('because its page always fails lets those before it through, at a bounded cost', async () => {
		const { emulator, workflow, changes, callsBefore } = await used();
		const webhookId = onlyWebhookId(emulator);
		emulator.poisoned.add(`${webhookId}.8`);
		changes.make(6);
		for (let n = 0; n < 90; n++) {
			void ping(workflow, { webhookId });
			await pass(1_000);
		}
		expect(titlesOf(workflow)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
		expect(callsOf(emulator) - callsBefore).toBeLessThan(50);
		await pass(3 * HOUR_MS);
		expect(workflow.failures.length).toBe(1);
		emulator.poisoned.clear();
		await pass(2 * HOUR_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(10));
	});
});
