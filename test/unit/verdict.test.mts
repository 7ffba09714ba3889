import { describe, expect, it } from 'vitest';

import { retryDelay, verdictOf } from '../../nodes/SmartSuite/trigger/verdict.ts';
import type { Findings, Verdict } from '../../nodes/SmartSuite/trigger/verdict.ts';
import { failed } from './failure-setup.mts';
import { NOTHING } from './verdict-setup.mts';

const SECOND = 1_000;
const MINUTE = 60_000;
const HOUR = 3_600_000;

type Case = [when: string, found: Partial<Findings>, verdict: Verdict];

describe('a drain that worked', () => {
	it.each<Case>([
		['with items is delivered', { items: 3 }, { kind: 'deliver' }],
		['without is quiet', {}, { kind: 'quiet' }],
		[
			'up to a bound is gone on with at once',
			{ items: 500, end: 'more' },
			{ kind: 'deliver', lookInMs: 0 },
		],
		[
			'up to a bound through history is gone on with at once',
			{ end: 'more' },
			{ kind: 'quiet', lookInMs: 0 },
		],
		[
			'up to what may not be the end proves it at once',
			{ items: 3, end: 'unproved' },
			{ kind: 'deliver', lookInMs: 0 },
		],
		[
			'leaves the rest to the next drain, which waits already',
			{ items: 500, end: 'more', isFollowed: true },
			{ kind: 'deliver' },
		],
		[
			'leaves the proof to the next drain, which waits already',
			{ items: 3, end: 'unproved', isFollowed: true },
			{ kind: 'deliver' },
		],
	])('%s', (_, found, verdict) => {
		expect(verdictOf({ ...NOTHING, ...found })).toEqual(verdict);
	});
});

describe('an earlier webhook that failed', () => {
	it.each<Case>([
		['has its next try', {}, { kind: 'quiet', lookInMs: 5_000 }],
		['has its next try beside a delivery', { items: 2 }, { kind: 'deliver', lookInMs: 5_000 }],
		['waits for the sooner look', { isPing: true }, { kind: 'quiet', lookInMs: 3_500, looks: 1 }],
		[
			'does not wait for the later look',
			{ looks: 1 },
			{ kind: 'quiet', lookInMs: 5_000, looks: 2 },
		],
		['may be due', { earlierDueInMs: 0 }, { kind: 'quiet', lookInMs: 0 }],
	])('%s', (_, found, verdict) => {
		expect(verdictOf({ ...NOTHING, earlierDueInMs: 5_000, ...found })).toEqual(verdict);
	});
});

describe('a reading that failed', () => {
	it.each([
		[1, 5 * SECOND],
		[2, 30 * SECOND],
		[3, 2 * MINUTE],
		[4, 10 * MINUTE],
		[5, 30 * MINUTE],
		[6, HOUR],
		[7, HOUR],
		[1_000, HOUR],
		// Nobody asks before the first one.
		[0, 5 * SECOND],
	])('for the time number %i is tried again after %i ms', (failures, ms) => {
		expect(retryDelay(failures)).toBe(ms);
	});

	const passing = failed('unavailable');

	it.each<Case>([
		['once comes again', {}, { kind: 'later', lookInMs: 5_000 }],
		['twice comes again later', { failures: 2 }, { kind: 'later', lookInMs: 30_000 }],
		[
			'after some items has them delivered, and comes again',
			{ items: 2, failures: 2 },
			{ kind: 'deliver', lookInMs: 30_000 },
		],
		[
			'for less than an hour is shown to nobody',
			{ failures: 6, failedForMs: HOUR - 1 },
			{ kind: 'later', lookInMs: HOUR },
		],
		['for an hour is shown', { failures: 6, failedForMs: HOUR }, { kind: 'show', lookInMs: HOUR }],
		[
			'for an hour is not shown twice on a day',
			{ failures: 9, failedForMs: 5 * HOUR, isShown: true },
			{ kind: 'later', lookInMs: HOUR },
		],
		[
			'for days is shown again once it was not shown today',
			{ failures: 90, failedForMs: 50 * HOUR },
			{ kind: 'show', lookInMs: HOUR },
		],
		[
			'is never delivered as something to show',
			{ items: 1, failures: 6, failedForMs: HOUR },
			{ kind: 'deliver', lookInMs: HOUR },
		],
	])('%s', (_, found, verdict) => {
		const failure = { ...NOTHING, failure: passing, failures: 1, end: 'more' as const };
		expect(verdictOf({ ...failure, ...found })).toEqual(verdict);
	});

	it.each<Case>([
		['once may be a mistake', { failures: 1 }, { kind: 'later', lookInMs: 5_000 }],
		['twice is gone', { failures: 2 }, { kind: 'gone', lookInMs: 30_000 }],
		[
			'twice, for however long, is gone and nothing to show',
			{ failures: 9, failedForMs: 5 * HOUR },
			{ kind: 'gone', lookInMs: HOUR },
		],
		[
			'after some items has them delivered',
			{ items: 1, failures: 2 },
			{ kind: 'deliver', lookInMs: 30_000 },
		],
	])('because the webhook is missing %s', (_, found, verdict) => {
		expect(verdictOf({ ...NOTHING, failure: failed('missing'), ...found })).toEqual(verdict);
	});

	it.each(['credential', 'forbidden'] as const)(
		'in a way that only a person can mend is shown at once, and then once a day: %s',
		(kind) => {
			const found = { ...NOTHING, failure: failed(kind), failures: 1 };
			expect(verdictOf(found)).toEqual({ kind: 'show', lookInMs: 5_000 });
			const shownNow = { ...found, isShown: true };
			expect(verdictOf(shownNow)).toEqual({ kind: 'later', lookInMs: 5_000 });
		},
	);

	it.each([
		...(['no_route', 'throttled', 'refused', 'unreadable', 'unreachable'] as const).map(failed),
		new TypeError('a bug of ours'),
		null,
	])('in any other way may pass: %s', (failure) => {
		const verdict = verdictOf({ ...NOTHING, failure, failures: 2 });
		expect(verdict).toEqual({ kind: 'later', lookInMs: 30_000 });
	});
});
