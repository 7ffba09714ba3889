import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { advance, freshCursor, further } from '../../nodes/SmartSuite/trigger/cursor.ts';
import type { Cursor } from '../../nodes/SmartSuite/trigger/cursor.ts';

const fresh = freshCursor('w1', 'https://n8n.example.com/webhook/1');
const cursor = (differs: Partial<Cursor>): Cursor => ({ ...fresh, ...differs });

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
		expect(advance(start, ['w1.2', 'w1.3'], '8')).toEqual(
			cursor({ pageToken: '8', recentEventIds: ['w1.1', 'w1.2', 'w1.3'], commits: 4 }),
		);
		expect(start.recentEventIds).toEqual(['w1.1']);
	});

	it.each([undefined, ''])('never loses its token to a page with the token %j', (token) => {
		expect(advance(cursor({ pageToken: '7' }), ['w1.2'], token).pageToken).toBe('7');
	});

	it('remembers the last event ids, and not ever more of them', () => {
		fc.assert(
			fc.property(fc.array(fc.nat(120), { maxLength: 12 }), (pageLengths) => {
				let count = 0;
				let reached = fresh;
				for (const length of pageLengths) {
					const ids = Array.from({ length }, () => `w1.${count++}`);
					reached = advance(reached, ids);
				}
				const remembered = Math.min(count, 200);
				expect(reached.recentEventIds).toEqual(
					Array.from({ length: remembered }, (_, nth) => `w1.${count - remembered + nth}`),
				);
			}),
		);
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
