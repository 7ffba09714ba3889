import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { leavingId, merged, storedCursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import type { Cursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import {
	CASES,
	checkPrototypes,
	isText,
	isTexts,
	jsonWith,
	TIME_OUT_MS,
} from './arbitrary-json.mts';
import { at, cursorOf, nodeWith, OWNER } from './cursor-setup.mts';

const KEYS = [
	...['webhookId', 'webhookUrl', 'pageToken', 'recentEventIds', 'commits', 'taken', 'pages'],
	...['newestAt', 'highest', 'isRereading', 'since', 'until', 'perDay', 'unreadSince'],
];
const json = jsonWith(...KEYS);
/** A place that is whole but for what somebody wrote into it. */
const place = fc
	.tuple(fc.dictionary(fc.constantFrom(...KEYS), json), fc.constantFrom('a', 'b', ''))
	.map(([differs, webhookId]) => ({ ...at('a'), ...differs, webhookId }));
const staticData = fc.record(
	{
		live: fc.oneof(place, json),
		earlier: fc.oneof(fc.array(fc.oneof(place, json), { maxLength: 4 }), json),
		generation: json,
		leaving: json,
		isForTest: json,
		isBesideTrigger: json,
	},
	{ requiredKeys: [] },
);

const isWhole = ({ live, earlier, generation }: Cursor) =>
	typeof generation === 'number' &&
	[live, ...earlier].every(
		({ webhookId, webhookUrl, pageToken, recentEventIds, commits }) =>
			isText(webhookId) &&
			webhookId !== '' &&
			isText(webhookUrl) &&
			isText(pageToken) &&
			isTexts(recentEventIds) &&
			typeof commits === 'number',
	);

describe('any JSON as static data', { timeout: TIME_OUT_MS }, () => {
	// Take `.fails` away with the mending: a recent event id of {"toString":0} throws.
	it('is a whole cursor or none', () => {
		const isOne = fc.property(staticData, (data) => {
			const context = nodeWith({ ...(data as IDataObject), owner: OWNER });
			const cursor = storedCursor(context);
			expect(cursor === undefined || isWhole(cursor)).toBe(true);
			expect(isText(leavingId(context) ?? '')).toBe(true);
			expect(merged(cursor, cursorOf(at('b', 1), 1))).not.toBe(undefined);
			checkPrototypes();
		});
		fc.assert(isOne, { numRuns: CASES });
	});
});
