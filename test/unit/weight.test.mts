import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { weightOf } from '../../nodes/SmartSuite/api/shape.ts';
import * as documented from './documented.mts';

/** The estimate, as a share of what the JSON really has. */
const shareOf = (json: unknown) => weightOf(json) / JSON.stringify(json).length;

describe('the weight of JSON', () => {
	it.each<[string, unknown]>([
		['an event', documented.event()],
		['a page of events', Array.from({ length: 500 }, () => documented.event())],
		['a long text', { text: 'x'.repeat(1_000_000) }],
		['many short texts', Array.from({ length: 1_000 }, () => 'abc')],
		['many numbers', Array.from({ length: 1_000 }, (_, nth) => nth * 1_000)],
		['numbers, null and truth', [null, true, false, 0, -1, 1e21]],
		['a thousand keys', Object.fromEntries(Array.from({ length: 1_000 }, (_, n) => [`s${n}`, n]))],
	])('is about the length of its text: %s', (_, json) => {
		expect(shareOf(json)).toBeGreaterThan(0.6);
		expect(shareOf(json)).toBeLessThan(2);
	});

	it('is never far below the length of its text, whatever is in it', () => {
		fc.assert(
			fc.property(fc.jsonValue({ noUnicodeString: true }), (json) => {
				expect(weightOf(json)).toBeGreaterThan(JSON.stringify(json).length / 6);
			}),
		);
	});

	it('stands what answers may hold', () => {
		const deep: unknown = JSON.parse(`${'{"a":['.repeat(250)}1${']}'.repeat(250)}`);
		expect(shareOf(deep)).toBeGreaterThan(1);
		expect(weightOf(JSON.parse('{"__proto__":{"a":"b"}}'))).toBeGreaterThan(
			weightOf(JSON.parse('{"__proto__":{}}')),
		);
		expect(weightOf(undefined)).toBeGreaterThan(0);
	});
});
