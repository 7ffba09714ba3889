import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { advance, freshCursor, further } from '../../nodes/SmartSuite/trigger/cursor.ts';
import type { Cursor } from '../../nodes/SmartSuite/trigger/cursor.ts';

const fresh = freshCursor('w1', 'https://n8n.example.com/webhook/1');
const cursor = (differs: Partial<Cursor>): Cursor => ({ ...fresh, ...differs });
const pages = { size: 200, fullest: 3 };
const idsOf = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, nth) => `w1.${from + nth}`);

describe('a cursor', () => {
	it('begins at the oldest event', () => {
		expect(fresh).toEqual({
			webhookId: 'w1',
			webhookUrl: 'https://n8n.example.com/webhook/1',
			pageToken: '',
			recentEventIds: [],
			commits: 0,
		});
	});

	it('advances over a page of events', () => {
		const start = cursor({ pageToken: '7', recentEventIds: ['w1.1'], commits: 3 });
		expect(advance(start, ['w1.2', 'w1.3'], '8', pages)).toEqual(
			cursor({ pageToken: '8', recentEventIds: ['w1.1', 'w1.2', 'w1.3'], pages, commits: 4 }),
		);
		expect(start.recentEventIds).toEqual(['w1.1']);
	});

	it.each([undefined, ''])('never loses its token to a page with the token %j', (token) => {
		expect(advance(cursor({ pageToken: '7' }), ['w1.2'], token, pages).pageToken).toBe('7');
	});

	it.each([
		{ ids: 200, while: 'tokens come', tokenOf: (page: number) => String(page + 1) },
		{ ids: 5_000, while: 'no token comes', tokenOf: () => undefined },
		{ ids: 5_000, while: 'an empty token comes', tokenOf: () => '' },
		{ ids: 5_000, while: 'the token stays the same', tokenOf: () => '7' },
	])(
		'remembers the last $ids event ids, and never more of them, while $while',
		({ ids, tokenOf }) => {
			fc.assert(
				fc.property(fc.array(fc.nat(ids), { maxLength: 6 }), (lengths) => {
					let count = 0;
					let reached = cursor({ pageToken: '7' });
					for (const [page, length] of lengths.entries()) {
						const ids = idsOf(count, count + length);
						reached = advance(reached, ids, tokenOf(page + 7), pages);
						count += length;
					}
					expect(reached.recentEventIds).toEqual(idsOf(Math.max(0, count - ids), count));
				}),
				{ numRuns: 30 },
			);
		},
	);

	it('forgets what it need not remember as soon as a token comes', () => {
		const without = advance(fresh, idsOf(0, 1_000), undefined, pages);
		const reached = advance(without, idsOf(1_000, 1_001), '8', pages);
		expect(reached.recentEventIds).toEqual(idsOf(801, 1_001));
	});

	it('remembers what its pages were like last', () => {
		const before = advance(fresh, [], undefined, { size: 50, fullest: 50, vary: true });
		expect(advance(before, [], undefined, pages)).toEqual(cursor({ pages, commits: 2 }));
	});

	it('remembers no event without an id', () => {
		expect(advance(fresh, ['', 'w1.1', ''], '8', pages).recentEventIds).toEqual(['w1.1']);
	});
});

describe('the further of two cursors', () => {
	const behind = cursor({ pageToken: '9', commits: 1 });
	const ahead = cursor({ pageToken: '10', commits: 2 });

	it.each<{ one?: Cursor; other?: Cursor; is?: Cursor }>([
		{ one: behind, other: ahead, is: ahead },
		{ one: ahead, other: behind, is: ahead },
		{ one: ahead, is: ahead },
		{ other: behind, is: behind },
		{},
		{ one: behind, other: cursor({ pageToken: 'x', commits: 1 }), is: behind },
	])('is the one with more commits (%#)', ({ one, other, is }) => {
		expect(further(one, other)).toBe(is);
	});
});
