import { describe, expect, it } from 'vitest';

import { listMembers } from '../../nodes/SmartSuite/api/metadata.ts';
import * as documented from './documented.mts';
import { fakeContext, inTurn, ok, requestsOf } from './fake-context.mts';

describe('the members', () => {
	it('as documented are read', async () => {
		const fake = fakeContext(inTurn(ok(documented.memberList())));
		expect(await listMembers(fake.context)).toEqual([
			{
				id: '63a1f65723aaf6bcb564b1f1',
				name: 'Peter Novosel',
				email: documented.memberList().items[0]?.email[0],
				status: 'active',
				role: 'administrator',
				deleted: false,
			},
		]);
		expect(requestsOf(fake)).toEqual([
			{
				method: 'POST',
				url: 'https://app.example.com/api/v1/members/list/',
				qs: { offset: 0, limit: 1_000 },
				body: { sort: [], filter: {} },
			},
		]);
	});

	it.each([
		[{ full_name: { first_name: 'Ada', last_name: '' } }, 'Ada', ''],
		[
			{ full_name: { sys_root: 'Ada L.' }, email: ['ada@example.com'] },
			'Ada L.',
			'ada@example.com',
		],
		[{ email: ['ada@example.com'] }, 'ada@example.com', 'ada@example.com'],
		[{ email: 'ada@example.com' }, 'ada@example.com', 'ada@example.com'],
		[{ email: [] }, 'm1', ''],
		[{}, 'm1', ''],
	])('go by what is known of them: %j', async (known, name, email) => {
		const fake = fakeContext(inTurn(ok({ items: [{ id: 'm1', ...known }], total: 1 })));
		expect(await listMembers(fake.context)).toMatchObject([{ id: 'm1', name, email }]);
	});

	it.each([
		[{ value: '1' }, 'active'],
		['1', 'active'],
		[1, 'active'],
		[{ value: '2' }, 'inactive'],
		[{ value: '4' }, 'invited'],
		[{ value: '7' }, 'unknown'],
		[undefined, 'unknown'],
	])('have the status that SmartSuite says: %j', async (raw, known) => {
		const fake = fakeContext(inTurn(ok({ items: [{ id: 'm1', status: raw }], total: 1 })));
		expect(await listMembers(fake.context)).toMatchObject([{ status: known }]);
	});

	const people = (from: number, count: number) =>
		Array.from({ length: count }, (_, nth) => ({ id: `m${from + nth}` }));

	it.each([
		{ ends: 'all are there', last: { items: people(3, 1), total: 4 }, count: 4 },
		{ ends: 'a page is empty', last: { items: [], total: 4 }, count: 3 },
	])('are read page after page until $ends', async ({ last, count }) => {
		const first = { items: people(0, 3), total: 4 };
		const fake = fakeContext(inTurn(ok(first), ok(last)));
		expect(await listMembers(fake.context)).toMatchObject(
			people(0, count).map(({ id }) => ({ id, name: id, email: '' })),
		);
		expect(fake.sent.map(({ qs }) => qs)).toEqual([
			{ offset: 0, limit: 1_000 },
			{ offset: 3, limit: 1_000 },
		]);
	});
});
