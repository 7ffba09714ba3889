import { describe, expect, it } from 'vitest';

import {
	getTable,
	listMembers,
	listSolutions,
	listTables,
} from '../../nodes/SmartSuite/api/metadata.ts';
import * as documented from './documented.mts';
import { fakeContext, inTurn, ok, status } from './fake-context.mts';
import type { FakeContext } from './fake-context.mts';

const sent = (fake: FakeContext) =>
	fake.sent.map(({ method, url, qs, body }) => ({ method, url, qs, body }));

/** The list bare, and in the wrappers that some clients saw (docs/internals/smartsuite.md section 3.2). */
const wrappers = [
	{ wrapped: 'bare', wrap: (list: unknown[]): unknown => list },
	{ wrapped: 'in items', wrap: (items: unknown[]) => ({ items, total: items.length }) },
	{ wrapped: 'in results', wrap: (results: unknown[]) => ({ results, count: 1, next: null }) },
	{ wrapped: 'in data', wrap: (data: unknown[]) => ({ data }) },
];

describe('the solutions', () => {
	it.each(wrappers)('are read $wrapped', async ({ wrap }) => {
		const hidden = { id: 's2', name: 'Secret', hidden: true };
		const fake = fakeContext(inTurn(ok(wrap([documented.solution(), hidden]))));
		expect(await listSolutions(fake.context)).toEqual([
			{
				id: '645570f23f026ab0fbd0f60c',
				name: 'Untitled Solution 1',
				hidden: false,
				deleted: false,
			},
			{ id: 's2', name: 'Secret', hidden: true, deleted: false },
		]);
		expect(sent(fake)).toEqual([
			{
				method: 'GET',
				url: 'https://app.example.com/api/v1/solutions/',
				qs: undefined,
				body: undefined,
			},
		]);
	});

	it('without a name go by their id', async () => {
		const fake = fakeContext(inTurn(ok([{ id: 's1' }, { id: 's2', name: '' }])));
		expect(await listSolutions(fake.context)).toEqual([
			{ id: 's1', name: 's1', hidden: false, deleted: false },
			{ id: 's2', name: 's2', hidden: false, deleted: false },
		]);
	});

	it.each([{}, [], { items: null }, [null, 'x', 1]])('may be none: %j', async (answer) => {
		const fake = fakeContext(inTurn(ok(answer)));
		expect(await listSolutions(fake.context)).toEqual([]);
	});
});

describe('the tables of a solution', () => {
	it.each(wrappers)('are read $wrapped, without their fields', async ({ wrap }) => {
		const fake = fakeContext(inTurn(ok(wrap([documented.table()]))));
		expect(await listTables(fake.context, 's1')).toEqual([
			{ id: '63a1f65623aaf6bcb564b00b', name: 'Teams', hidden: false, deleted: false },
		]);
		expect(sent(fake)).toEqual([
			{
				method: 'GET',
				url: 'https://app.example.com/api/v1/applications/',
				qs: { solution: 's1', fields: ['id', 'name', 'hidden', 'deleted_date'] },
				body: undefined,
			},
		]);
	});

	it('are asked for by id and name where SmartSuite refuses to name more', async () => {
		const fake = fakeContext(inTurn(status(400, { fields: ['Unknown'] }), ok([{ id: 't1' }])));
		expect(await listTables(fake.context, 's1')).toMatchObject([{ id: 't1' }]);
		expect(fake.sent.map(({ qs }) => qs?.fields as string[])).toEqual([
			['id', 'name', 'hidden', 'deleted_date'],
			['id', 'name'],
		]);
	});
});

describe('what stands in a list', () => {
	const none = { date: null, include_time: false };
	it.each([
		[{}, false],
		[{ delete_date: null, deleted_date: none }, false],
		[{ deleted_date: '' }, false],
		[{ deleted_date: '2026-01-06T09:00:00Z' }, true],
		[{ deleted_date: { date: '2026-01-06T09:00:00Z' } }, true],
		[{ delete_date: '2026-01-06T09:00:00Z' }, true],
	])('is deleted by its date: %j', async (dates, deleted) => {
		const answer = ok([{ id: 'x', ...dates }]);
		const { context } = fakeContext(() => answer);
		const lists = [listSolutions(context), listTables(context, 's1'), listMembers(context)];
		expect((await Promise.all(lists)).flat().map((thing) => thing.deleted)).toEqual([
			deleted,
			deleted,
			deleted,
		]);
	});
});

describe('a table', () => {
	it('as documented is read with its fields', async () => {
		const fake = fakeContext(inTurn(ok(documented.table())));
		expect(await getTable(fake.context, '63a1f65623aaf6bcb564b00b')).toEqual({
			id: '63a1f65623aaf6bcb564b00b',
			name: 'Teams',
			solutionId: '63a1f65523aaf6bcb564b00a',
			fields: [{ slug: 'name', label: 'Name', type: 'textfield', hidden: false }],
		});
		expect(sent(fake)).toEqual([
			{
				method: 'GET',
				url: 'https://app.example.com/api/v1/applications/63a1f65623aaf6bcb564b00b/',
				qs: undefined,
				body: undefined,
			},
		]);
	});

	it('may have fields without a label, of unknown types, or none', async () => {
		const spin = {
			slug: 's2',
			label: 'Spin',
			field_type: 'quantumfield',
			params: { hidden: true },
		};
		const structure = [{ slug: 's1' }, spin];
		const fake = fakeContext(inTurn(ok({ id: 't', structure }), ok({ id: 't' })));
		expect([await getTable(fake.context, 't'), await getTable(fake.context, 't')]).toEqual([
			{
				id: 't',
				name: 't',
				solutionId: '',
				fields: [
					{ slug: 's1', label: 's1', type: '', hidden: false },
					{ slug: 's2', label: 'Spin', type: 'quantumfield', hidden: true },
				],
			},
			{ id: 't', name: 't', solutionId: '', fields: [] },
		]);
	});

	it('cannot lead to another path by its id', async () => {
		const fake = fakeContext(inTurn(ok({})));
		await getTable(fake.context, '../members/list?x=');
		expect(fake.sent.map(({ url }) => url)).toEqual([
			'https://app.example.com/api/v1/applications/..%2Fmembers%2Flist%3Fx%3D/',
		]);
	});
});

describe('a table without an id of its own', () => {
	it.each(['', '.', '..'])('is asked for nowhere: %j', async (id) => {
		const fake = fakeContext(() => ok({}));
		await expect(getTable(fake.context, id)).rejects.toMatchObject({ kind: 'missing' });
		expect(fake.sent).toEqual([]);
	});
});

describe('the members', () => {
	it('as documented are read', async () => {
		const fake = fakeContext(inTurn(ok(documented.memberList())));
		expect(await listMembers(fake.context)).toEqual([
			{
				id: '63a1f65723aaf6bcb564b1f1',
				name: 'Peter Novosel',
				email: documented.memberList().items[0]?.email[0],
				status: 'active',
				deleted: false,
			},
		]);
		expect(sent(fake)).toEqual([
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
