import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import {
	carry,
	isTest,
	leavingId,
	markAsTest,
	merged,
	placesOf,
	setAside,
	store,
	takeBack,
	storedCursor,
} from '../../nodes/SmartSuite/trigger/cursor.ts';
import type { Cursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import { at, cursorOf, nodeWith, OWNER, saved } from './cursor-setup.mts';
import { habitsOf } from './place-setup.mts';

describe('what two records know together', () => {
	it.each<[what: string, one: Cursor | undefined, other: Cursor | undefined, is?: Cursor]>([
		['nothing', undefined, undefined, undefined],
		['what one knows', cursorOf(at('a')), undefined, cursorOf(at('a'))],
		['what the other knows', undefined, cursorOf(at('a')), cursorOf(at('a'))],
		['the further place', cursorOf(at('a', 1)), cursorOf(at('a', 2)), cursorOf(at('a', 2))],
		[
			'the live webhook of the newer generation, though it has handed over less',
			cursorOf(at('a', 9), 1),
			cursorOf(at('b', 0), 2),
			cursorOf(at('b', 0), 2),
		],
		[
			'of an earlier webhook the further place, wherever it was the live one',
			cursorOf(at('a', 9), 1),
			cursorOf(at('b', 0), 2, [at('a', 7)]),
			cursorOf(at('b', 0), 2, [at('a', 9)]),
		],
		[
			'of the live webhook the further place, wherever it was an earlier one',
			cursorOf(at('b', 1), 1, [at('a', 9)]),
			cursorOf(at('a', 7), 2),
			cursorOf(at('a', 9), 2),
		],
		[
			'of one generation the earlier webhooks of the further one: those read to their end are gone',
			cursorOf(at('b', 2), 1),
			cursorOf(at('b', 1), 1, [at('a', 7)]),
			cursorOf(at('b', 2), 1),
		],
	])('is %s', (_, one, other, is) => {
		expect(merged(one, other)).toEqual(is);
		expect(merged(other, one)).toEqual(is);
	});

	it('keeps the rest of the newer one', () => {
		const older: Cursor = { ...cursorOf(at('a'), 1), isForTest: true };
		const newer: Cursor = { ...cursorOf(at('a'), 2), isBesideTrigger: false };
		expect(merged(older, newer)).toEqual(newer);
	});
});

describe('the places of a cursor', () => {
	it('begin with the oldest webhook', () => {
		expect(placesOf(cursorOf(at('c'), 0, [at('a'), at('b')]))).toEqual([at('a'), at('b'), at('c')]);
	});
});

describe('a cursor in static data', () => {
	const cursor: Cursor = {
		...cursorOf(at('c', 3, { pageToken: '7', pages: habitsOf() }), 2, [at('b', 1)]),
		isForTest: true,
		isBesideTrigger: false,
	};

	it('is the one that was stored', () => {
		const data: IDataObject = { leaving: 'x', junk: 1 };
		store(nodeWith(data), cursor);
		expect(data).toEqual({ ...cursor, owner: OWNER });
		expect(storedCursor(nodeWith(saved(data)))).toEqual(cursor);
	});

	it('has the last three earlier webhooks at most', () => {
		const data: IDataObject = {};
		store(
			nodeWith(data),
			cursorOf(
				at('e'),
				4,
				['a', 'b', 'c', 'd'].map((id) => at(id)),
			),
		);
		const { earlier } = storedCursor(nodeWith(data)) ?? cursor;
		expect(earlier).toEqual([at('b'), at('c'), at('d')]);
	});

	it.each([{ n8n: 'another' }, { workflow: 'another' }, { node: 'another' }])(
		'is none where it was copied from elsewhere: %j',
		(elsewhere) => {
			const data: IDataObject = {};
			store(nodeWith(data), cursor);
			expect(storedCursor(nodeWith(data, elsewhere))).toBe(undefined);
		},
	);

	it.each([{}, { live: null }, { live: {} }, { live: { webhookId: '' } }, { live: 'a' }])(
		'is none without a live webhook: %j',
		(data) => {
			expect(storedCursor(nodeWith(saved({ ...data, owner: OWNER })))).toBe(undefined);
		},
	);

	it('begins with the oldest event where a place is not whole', () => {
		const broken = {
			live: { webhookId: 'a', webhookUrl: 1, pageToken: 7, recentEventIds: 'w.1', commits: '3' },
			earlier: [null, 'a', { webhookId: 'b', recentEventIds: [1, null], pages: { size: 1 } }],
			generation: '2',
			isForTest: 'yes',
			isBesideTrigger: 1,
			owner: OWNER,
		};
		const empty = { webhookUrl: '', pageToken: '', recentEventIds: [], commits: 0 };
		expect(storedCursor(nodeWith(saved(broken)))).toEqual({
			live: { ...empty, webhookId: 'a' },
			earlier: [{ ...empty, webhookId: 'b', recentEventIds: [] }],
			generation: 0,
		});
	});
});

describe('a cursor that an execution carries', () => {
	const cursor = saved({ ...cursorOf(at('a', 3), 2), __proto__: undefined });

	/** Static data as n8n gives it: setting a property flags a change. */
	function observed(data: IDataObject) {
		const changes: PropertyKey[] = [];
		const proxy = new Proxy(data, {
			set: (target, key, value) => changes.push(key) > 0 && Reflect.set(target, key, value),
			deleteProperty: (target, key) => changes.push(key) > 0 && Reflect.deleteProperty(target, key),
		});
		return { proxy, changes };
	}

	it('is in static data, and nothing has changed', () => {
		const data: IDataObject = { live: 'before', others: 1 };
		const { proxy, changes } = observed(data);
		carry(nodeWith(proxy), cursor);
		expect(changes).toEqual([]);
		expect(saved(data)).toEqual({ ...cursor, others: 1, owner: OWNER });
		expect(storedCursor(nodeWith(data))).toEqual(cursor);
	});

	it('can be replaced by one that is stored, which is a change', () => {
		const data: IDataObject = {};
		const { proxy, changes } = observed(data);
		carry(nodeWith(proxy), cursor);
		store(nodeWith(proxy), cursorOf(at('b'), 3));
		expect(changes).toContain('live');
		expect(storedCursor(nodeWith(data))).toEqual(cursorOf(at('b'), 3));
	});
});

describe('static data', () => {
	it('says which webhook is leaving, and no cursor then, until that is taken back', () => {
		const data: IDataObject = {};
		const cursor = cursorOf(at('a'));
		store(nodeWith(data), cursor);
		expect(leavingId(nodeWith(data))).toBe(undefined);
		setAside(nodeWith(data), cursor);
		expect([leavingId(nodeWith(data)), storedCursor(nodeWith(data))]).toEqual(['a', undefined]);
		expect(leavingId(nodeWith(data, { node: 'another' }))).toBe(undefined);
		takeBack(nodeWith(data));
		expect([leavingId(nodeWith(data)), storedCursor(nodeWith(data))]).toEqual([undefined, cursor]);
	});

	it.each([1, null, {}, true])('says of no webhook that it leaves: %j', (leaving) => {
		expect(leavingId(nodeWith({ leaving, owner: OWNER }))).toBe(undefined);
	});

	it('says that it is that of a test, as the editor does', () => {
		const data: IDataObject = {};
		expect(isTest(nodeWith(data))).toBe(false);
		expect(isTest(nodeWith(data, { mode: 'manual' }))).toBe(true);
		markAsTest(nodeWith(data));
		expect(isTest(nodeWith(data))).toBe(true);
		expect(isTest(nodeWith({ isForTest: 'yes' }))).toBe(false);
	});
});
