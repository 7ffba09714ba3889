import { describe, expect, it } from 'vitest';

import { getTable, listMembers, listTables } from '../../nodes/SmartSuite/api/metadata.ts';
import { listSolutions } from '../../nodes/SmartSuite/api/solutions.ts';
import * as documented from './documented.mts';
import { fakeContext, inTurn, ok, requestsOf, status } from './fake-context.mts';

/** The list bare, and in the wrappers that some clients saw (docs/internals/smartsuite.md section 3.2). */
const wrappers = [
	{ wrapped: 'bare', wrap: (list: unknown[]): unknown => list },
	{ wrapped: 'in items', wrap: (items: unknown[]) => ({ items, total: items.length }) },
	{ wrapped: 'in results', wrap: (results: unknown[]) => ({ results, count: 1, next: null }) },
	{ wrapped: 'in data', wrap: (data: unknown[]) => ({ data }) },
];

/** Of a solution about which SmartSuite says no more than its name. */
const NOTHING_SAID = { status: '', createdOn: '', updatedOn: '' };

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
				status: 'in_development',
				tables: 1,
				records: 0,
				members: 7,
				createdOn: documented.solution().created,
				updatedOn: documented.solution().updated,
			},
			{ id: 's2', name: 'Secret', hidden: true, deleted: false, ...NOTHING_SAID },
		]);
		expect(requestsOf(fake)).toEqual([
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
			{ id: 's1', name: 's1', hidden: false, deleted: false, ...NOTHING_SAID },
			{ id: 's2', name: 's2', hidden: false, deleted: false, ...NOTHING_SAID },
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
			{
				id: '63a1f65623aaf6bcb564b00b',
				name: 'Teams',
				solutionId: '63a1f65523aaf6bcb564b00a',
				hidden: false,
				deleted: false,
			},
		]);
		expect(requestsOf(fake)).toEqual([
			{
				method: 'GET',
				url: 'https://app.example.com/api/v1/applications/',
				qs: { solution: 's1', fields: ['id', 'name', 'solution', 'hidden', 'deleted_date'] },
				body: undefined,
			},
		]);
	});

	it('are asked for by id and name where SmartSuite refuses to name more', async () => {
		const fake = fakeContext(inTurn(status(400, { fields: ['Unknown'] }), ok([{ id: 't1' }])));
		expect(await listTables(fake.context, 's1')).toMatchObject([{ id: 't1' }]);
		expect(fake.sent.map(({ qs }) => qs?.fields as string[])).toEqual([
			['id', 'name', 'solution', 'hidden', 'deleted_date'],
			['id', 'name', 'solution'],
		]);
	});

	it('are those of the whole workspace where no solution is named', async () => {
		const fake = fakeContext(inTurn(ok([])));
		expect(await listTables(fake.context)).toEqual([]);
		expect(Object.keys(fake.sent[0]?.qs ?? {})).toEqual(['fields']);
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
			titleSlug: 'name',
			fields: [{ slug: 'name', label: 'Name', type: 'textfield', hidden: false, params: {} }],
		});
		expect(requestsOf(fake)).toEqual([
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
		const typed = { slug: 's2', label: 'Spin', type: 'quantumfield', hidden: true };
		const structure = [{ slug: 's1' }, spin];
		const fake = fakeContext(inTurn(ok({ id: 't', structure }), ok({ id: 't' })));
		expect([await getTable(fake.context, 't'), await getTable(fake.context, 't')]).toEqual([
			{
				id: 't',
				name: 't',
				solutionId: '',
				titleSlug: 'title',
				fields: [
					{ slug: 's1', label: 's1', type: '', hidden: false, params: {} },
					{ ...typed, params: { hidden: true } },
				],
			},
			{ id: 't', name: 't', solutionId: '', titleSlug: 'title', fields: [] },
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
