import { describe, expect, it } from 'vitest';

import { verdictOf } from '../../nodes/SmartSuite/trigger/verdict.ts';
import type { Findings, Verdict } from '../../nodes/SmartSuite/trigger/verdict.ts';
import { NOTHING } from './verdict-setup.mts';

type Case = [when: string, found: Partial<Findings>, verdict: Verdict];

describe('a ping that came in vain', () => {
	it.each<Case>([
		['is followed by a look', {}, { kind: 'quiet', lookInMs: 3_500, looks: 1 }],
		['is followed by a second look', { looks: 1 }, { kind: 'quiet', lookInMs: 8_500, looks: 2 }],
		['is followed by no third one', { looks: 2 }, { kind: 'quiet' }],
		[
			'just after a delivery is likely late, and followed by one look',
			{ sinceDeliveredMs: 29_999 },
			{ kind: 'quiet', lookInMs: 3_500, looks: 1 },
		],
		[
			'just after a delivery is followed by no second look',
			{ looks: 1, sinceDeliveredMs: 29_999 },
			{ kind: 'quiet' },
		],
		[
			'half a minute after a delivery is followed by a second look',
			{ looks: 1, sinceDeliveredMs: 30_000 },
			{ kind: 'quiet', lookInMs: 8_500, looks: 2 },
		],
		[
			'needs no look where more is to be read anyway',
			{ end: 'more' },
			{ kind: 'quiet', lookInMs: 0 },
		],
		['says little in a flood', { isFlood: true }, { kind: 'quiet' }],
		[
			'is followed by a second look in a flood, too',
			{ isFlood: true, looks: 1 },
			{ kind: 'quiet', lookInMs: 8_500, looks: 2 },
		],
		[
			'just after a delivery is followed by a second look where events come late',
			{ looks: 1, sinceDeliveredMs: 1, isLate: true },
			{ kind: 'quiet', lookInMs: 8_500, looks: 2 },
		],
	])('%s', (_, found, verdict) => {
		expect(verdictOf({ ...NOTHING, isPing: true, ...found })).toEqual(verdict);
	});
});

describe('a ping that found something', () => {
	it.each<Case>([
		['needs no look', {}, { kind: 'deliver' }],
		[
			'may have found what the ping before was about: the look for that is for its own, too',
			{ due: { inMs: 900, looks: 1 } },
			{ kind: 'deliver', lookInMs: 3_500, looks: 1 },
		],
		[
			'in a flood needs no look',
			{ isFlood: true, due: { inMs: 900, looks: 1 } },
			{ kind: 'deliver' },
		],
		[
			'does not bring the second look forward',
			{ due: { inMs: 7_000, looks: 2 } },
			{ kind: 'deliver', lookInMs: 7_000, looks: 2 },
		],
		[
			'is followed by a look where events come late',
			{ isLate: true },
			{ kind: 'deliver', lookInMs: 3_500, looks: 1 },
		],
		[
			'is no ping but a look: nothing is due any more',
			{ isPing: false, isLate: true },
			{ kind: 'deliver' },
		],
	])('%s', (_, found, verdict) => {
		expect(verdictOf({ ...NOTHING, isPing: true, items: 1, ...found })).toEqual(verdict);
	});
});
