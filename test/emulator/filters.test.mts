import { expect, it } from 'vitest';
import { call, emulate } from './harness.mts';
import type { EmulatorOptions } from './index.mts';
import type { JsonObject } from './types.mts';

/** Searches the table Everything: a record "Full", one "Bare", and one "Other". */
async function searcher(switches: EmulatorOptions['switches'] = {}) {
	const emulator = await emulate({ switches });
	const { everything, tasks } = emulator.tables;
	const task = emulator.records.create(tasks.id, { title: 'Linked, one' }).id;
	const day = (offset: number) => ({
		date: new Date(emulator.clock.now() + offset * 86_400_000).toISOString(),
		include_time: true,
	});
	emulator.records.create(everything.id, {
		title: 'Other',
		snumber001: '9.0',
		slinked001: [task],
		smulti0001: ['aB3xY'],
		sselect001: 'cD4zW',
		sdate00001: day(0),
		due_date: { from_date: day(-9), to_date: day(-2), status_is_completed: false },
		sfiles0001: [{ handle: 'h', file_type: 'pdf', metadata: { filename: 'Offer.pdf' } }],
	});
	const path = `/api/v1/applications/${everything.id}/records/list/`;
	const search = (body: JsonObject, query = '') => call(emulator, 'POST', path + query, body);
	const titles = async (body: JsonObject, query = '') => {
		const reply = await search(body, query);
		const { items } = reply.body as { items?: Array<{ title: string }> };
		return items ? items.map(({ title }) => title) : reply.status;
	};
	const find = (field: string, comparison: string, value: unknown) =>
		titles({ filter: { operator: 'and', fields: [{ field, comparison, value }] } });
	return { emulator, task, search, titles, find };
}

const on = (date_mode: string, date_mode_value?: unknown) => ({ date_mode, date_mode_value });

it.each<[string, string, unknown, unknown]>([
	['title', 'is', 'full', ['Full']],
	['title', 'is_not', 'Full', ['Bare', 'Other']],
	['stext00001', 'contains', 'LINE', ['Full']],
	['stext00001', 'not_contains', 'line', ['Bare', 'Other']],
	['stext00001', 'is_empty', null, ['Bare', 'Other']],
	['smail00001', 'is', 'jane@example.com', ['Full']],
	['sphone0001', 'contains', '555', ['Full']],
	['saddr00001', 'contains', 'springfield', ['Full']],
	['snumber001', 'is_equal_to', 12, ['Full']],
	['snumber001', 'is_not_equal_to', '12', ['Bare', 'Other']],
	['snumber001', 'is_greater_than', 9, ['Full']],
	['snumber001', 'is_less_than', 12, ['Other']],
	['snumber001', 'is_equal_or_greater_than', 9, ['Full', 'Other']],
	['snumber001', 'is_equal_or_less_than', 9, ['Other']],
	['snumber001', 'is_not_empty', null, ['Full', 'Other']],
	['autonumber', 'is_equal_to', 2, ['Bare']],
	['sselect001', 'is', 'aB3xY', ['Full']],
	['sselect001', 'is_any_of', ['aB3xY', 'cD4zW'], ['Full', 'Other']],
	['status', 'is_none_of', ['in_progress'], ['Bare', 'Other']],
	['smulti0001', 'has_any_of', ['eF5vU'], ['Full']],
	['smulti0001', 'has_all_of', ['aB3xY', 'eF5vU'], ['Full']],
	['smulti0001', 'is_exactly', ['aB3xY'], ['Other']],
	['smulti0001', 'has_none_of', ['eF5vU'], ['Bare', 'Other']],
	['smulti0001', 'has_any_of', [], []],
	['slinked001', 'contains', 'linked, one', ['Other']],
	['slinked001', 'is', 'anything', []],
	['syesno0001', 'is', true, ['Full']],
	['syesno0001', 'is', false, ['Bare', 'Other']],
	['sdate00001', 'is', on('exact_date', '2026-01-20'), ['Full']],
	['sdate00001', 'is', on('today'), ['Other']],
	['sdate00001', 'is_on_or_after', on('yesterday'), ['Other']],
	['sdate00001', 'is_before', on('exact_date', '2026-01-21'), ['Full']],
	['sdate00001', 'is', on('past_number_of_days', 1), ['Other']],
	['sdate00001', 'is', on('date_range', ['2026-01-01', '2026-01-31']), ['Full']],
	['srange0001', 'is', on('exact_date', '2026-01-22'), ['Full']],
	['srange0001.from_date', 'is', on('exact_date', '2026-01-20'), ['Full']],
	['due_date', 'is_overdue', null, ['Other']],
	['due_date', 'is_not_overdue', null, ['Full', 'Bare']],
	['sfiles0001', 'file_name_contains', 'offer', ['Other']],
	['sfiles0001', 'file_type_is', 'image', []],
	['scolor0001', 'is_not_empty', null, ['Full']],
])('finds by %s %s %j: %j', async (field, comparison, value, expected) => {
	const { find } = await searcher();
	expect(await find(field, comparison, value)).toEqual(expected);
});

it.each<[string, string, unknown]>([
	['snumber001', 'is', 12],
	['title', 'is_equal_to', 'Full'],
	['sselect001', 'has_any_of', ['aB3xY']],
	['smulti0001', 'contains', 'Red'],
	['sdate00001', 'is_overdue', null],
	['autonumber', 'is_empty', null],
	['scolor0001', 'is', '#814C4C'],
])('does not allow %s %s', async (field, comparison, value) => {
	const { search } = await searcher();
	const filter = { operator: 'and', fields: [{ field, comparison, value }] };
	const reply = await search({ filter });
	expect([reply.status, reply.body]).toEqual([400, { [field]: 'Not allowed comparison.' }]);
});

const condition = { field: 'title', comparison: 'is', value: 'Full' };

it.each<[string, JsonObject]>([
	['a group in a group', { operator: 'and', fields: [{ operator: 'or', fields: [condition] }] }],
	['no operator', { fields: [condition] }],
	['no fields', { operator: 'and' }],
	['an id', { operator: 'and', fields: [{ ...condition, field: 'id' }] }],
	['an unknown field', { operator: 'and', fields: [{ ...condition, field: 'nothing' }] }],
	['a text for is_empty', { operator: 'and', fields: [{ ...condition, comparison: 'is_empty' }] }],
	[
		'a date as text',
		{ operator: 'and', fields: [{ field: 'sdate00001', comparison: 'is', value: '2026-01-20' }] },
	],
])('refuses a filter with %s', async (_what, filter) => {
	const { titles } = await searcher();
	expect(await titles({ filter })).toBe(400);
});

it('joins conditions by and, by or', async () => {
	const { titles } = await searcher();
	const fields = [condition, { field: 'snumber001', comparison: 'is_less_than', value: 10 }];
	expect(await titles({ filter: { operator: 'and', fields } })).toEqual([]);
	expect(await titles({ filter: { operator: 'or', fields } })).toEqual(['Full', 'Other']);
	expect(await titles({ filter: {} })).toHaveLength(3);
});

it('sorts by several fields, stably, numbers as numbers', async () => {
	const { titles } = await searcher();
	const by = (field: string, direction: string) => ({ field, direction });
	expect(await titles({ sort: [by('snumber001', 'asc')] })).toEqual(['Bare', 'Other', 'Full']);
	expect(await titles({ sort: [by('sselect001', 'desc')] })).toEqual(['Other', 'Full', 'Bare']);
	const sort = [by('syesno0001', 'asc'), by('title', 'desc')];
	expect(await titles({ sort })).toEqual(['Other', 'Bare', 'Full']);
	expect(await titles({ sort: [by('title', 'up')] })).toBe(400);
});

it('gives pages, chosen ids and chosen fields, and refuses what it does not know', async () => {
	const { search, titles } = await searcher();
	const { body } = await search({}, '?limit=1&offset=1&fields=title');
	const { total, items } = body as { total: number; items: Array<{ id: string }> };
	expect([total, items]).toMatchObject([3, [{ title: 'Bare' }]]);
	expect(items[0]).not.toHaveProperty('status');
	expect(await titles({ ids: [items[0]?.id, 'unknown'] })).toEqual(['Bare']);
	expect(await titles({ query: 'Full' })).toBe(501);
	expect(await titles({}, '?limit=many')).toBe(400);
});

it('turns with its switches', async () => {
	const { emulator, find } = await searcher({ numberIs: 'taken', textCase: 'apart' });
	expect(await find('snumber001', 'is', 12)).toEqual(['Full']);
	expect(await find('title', 'is', 'full')).toEqual([]);
	emulator.switches.emptyListFilter = 'everything';
	expect(await find('smulti0001', 'has_any_of', [])).toHaveLength(3);
});
