import { describe, expect, it, vi } from 'vitest';

import type { Answer, FailureKind } from '../../nodes/SmartSuite/transport/failure.ts';
import { isToBeShown, overcome, tryAgainLater } from '../../nodes/SmartSuite/trigger/setbacks.ts';
import { failed } from './failure-setup.mts';
import { ok, status } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { fakeTrigger, URL } from './fake-trigger.mts';

fakeTime();

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

/** A trigger whose own URL answers so; `fails` is a drain that failed. */
function trigger(ownUrl: (nth: number) => Answer | Error = () => ok('')) {
	const fake = fakeTrigger(() => ok({}), { ownUrl });
	return { ...fake, fails: () => tryAgainLater(fake.inWebhook, URL, 'w1') };
}

describe('a drain that failed', () => {
	it('is tried again after ever longer waits, in the end each hour', async () => {
		const { fails, ownPings } = trigger(() => {
			fails();
			return status(503);
		});
		fails();
		await vi.advanceTimersByTimeAsync(4 * HOUR);
		const waits = [5 * SECOND, 30 * SECOND, 2 * MINUTE, 10 * MINUTE, 30 * MINUTE, HOUR, HOUR, HOUR];
		const times = waits.map((_, nth) => waits.slice(0, nth + 1).reduce((sum, ms) => sum + ms));
		expect(ownPings).toEqual(times.map((at) => [at, 'w1']));
	});

	it('is tried again once, however many pings failed with it', async () => {
		const { fails, ownPings } = trigger();
		for (let ping = 0; ping < 50; ping++) fails();
		await vi.advanceTimersByTimeAsync(4_999);
		expect(ownPings).toEqual([]);
		fails();
		await vi.advanceTimersByTimeAsync(24 * HOUR);
		expect(ownPings).toEqual([[5 * SECOND, 'w1']]);
	});

	it('is tried again for as long as n8n cannot be reached at its own URL', async () => {
		const { fails, ownPings, warnings } = trigger((nth) =>
			nth < 3 ? new Error('connect ECONNREFUSED') : ok(''),
		);
		fails();
		await vi.advanceTimersByTimeAsync(HOUR);
		const times = [5, 35, 155, 755].map((seconds) => seconds * SECOND);
		expect(ownPings).toEqual(times.map((at) => [at, 'w1']));
		expect(warnings).toHaveLength(3);
	});

	it('is tried again soon when one has worked since', async () => {
		const { fails, inWebhook, ownPings } = trigger();
		fails();
		await vi.advanceTimersByTimeAsync(MINUTE);
		fails();
		await vi.advanceTimersByTimeAsync(MINUTE);
		overcome(inWebhook);
		fails();
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect(ownPings).toEqual([
			[5 * SECOND, 'w1'],
			[MINUTE + 30 * SECOND, 'w1'],
			[2 * MINUTE + 5 * SECOND, 'w1'],
		]);
	});

	it('delays no other node', async () => {
		const one = trigger();
		const other = trigger();
		one.fails();
		await vi.advanceTimersByTimeAsync(MINUTE);
		one.fails();
		other.fails();
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect(one.ownPings).toEqual([
			[5 * SECOND, 'w1'],
			[MINUTE + 30 * SECOND, 'w1'],
		]);
		expect(other.ownPings).toEqual([[MINUTE + 5 * SECOND, 'w1']]);
	});
});

describe('what only a person can mend', () => {
	it.each<{ kind: FailureKind; shown: boolean }>([
		{ kind: 'credential', shown: true },
		{ kind: 'forbidden', shown: true },
		{ kind: 'missing', shown: false },
		{ kind: 'no_route', shown: false },
		{ kind: 'throttled', shown: false },
		{ kind: 'refused', shown: false },
		{ kind: 'unavailable', shown: false },
		{ kind: 'unreadable', shown: false },
		{ kind: 'unreachable', shown: false },
	])('is shown as a failed execution: $kind $shown', ({ kind, shown }) => {
		expect(isToBeShown(trigger().inWebhook, failed(kind))).toBe(shown);
	});

	it.each([undefined, new TypeError('a bug of ours')])('is not %s', (failure) => {
		expect(isToBeShown(trigger().inWebhook, failure)).toBe(false);
	});

	it('is shown at most once an hour, whatever works or fails between', async () => {
		const { inWebhook } = trigger();
		const shown = [isToBeShown(inWebhook, failed('credential'))];
		shown.push(isToBeShown(inWebhook, failed('credential')));
		overcome(inWebhook);
		await vi.advanceTimersByTimeAsync(HOUR - 1);
		shown.push(isToBeShown(inWebhook, failed('forbidden')));
		await vi.advanceTimersByTimeAsync(1);
		shown.push(isToBeShown(inWebhook, failed('credential')));
		shown.push(isToBeShown(inWebhook, failed('credential')));
		expect(shown).toEqual([true, false, false, true, false]);
	});

	it('is shown for each node', () => {
		const failure = failed('credential');
		const shown = [trigger(), trigger()].map(({ inWebhook }) => isToBeShown(inWebhook, failure));
		expect(shown).toEqual([true, true]);
	});
});
