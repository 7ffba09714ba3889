import { describe, expect, it } from 'vitest';
import { search } from './action.mts';
import { account } from './webhook-operations.mts';
import { byId } from './world.mts';

type Account = Awaited<ReturnType<typeof account>>;

const namesOf = (choices: Array<{ name: string }>) => choices.map(({ name }) => name);

/** The titles that the dropdown of records shows for what was typed. */
async function titles({ credential }: Account, tableId: string, typed?: string) {
	const { results } = await search(credential, 'searchRecords', { table: byId(tableId) }, typed);
	return namesOf(results);
}

/** What the searches of records asked for. */
const searches = ({ emulator }: Account) =>
	emulator.calls.filter(({ path }) => path.includes('/records/list/'));

/** A table of more records than the dropdown gets at once, by number. */
async function largeTable() {
	const at = await account();
	const { tasks } = at.emulator.tables;
	for (let nth = 1; nth <= 250; nth++) {
		at.emulator.records.create(tasks.id, { title: `Step ${String(nth).padStart(3, '0')}` });
	}
	return { at, tasks };
}

describe('the dropdown of records', () => {
	it('shows titles in order, each with the address of its page', async () => {
		const at = await account();
		const { emulator, credential } = at;
		const { tasks } = emulator.tables;
		const { results } = await search(credential, 'searchRecords', { table: byId(tasks.id) });
		expect(namesOf(results)).toEqual([
			'Order new laptops',
			'Plan the summer party',
			'Write the announcement',
		]);
		const place = `${emulator.url}/${emulator.accountId}/solution/${emulator.solution.id}`;
		expect(results[0]?.url).toBe(`${place}/${tasks.id}/${String(results[0]?.value)}`);
	});

	it.each([
		{ typed: 'THE', shown: ['Plan the summer party', 'Write the announcement'] },
		{ typed: 'party plan', shown: ['Plan the summer party'] },
		{ typed: 'nothing of the kind', shown: [] },
	])('finds $typed in a small table without another call', async ({ typed, shown }) => {
		const at = await account();
		const { tasks } = at.emulator.tables;
		await titles(at, tasks.id);
		expect(await titles(at, tasks.id, typed)).toEqual(shown);
		expect(searches(at)).toHaveLength(1);
	});

	it('goes through a large table page by page, each record once', async () => {
		const { at, tasks } = await largeTable();
		const shown: string[] = [];
		let pages = 0;
		for (let token: unknown; pages === 0 || token !== undefined; pages++) {
			const parameters = { table: byId(tasks.id) };
			const page = await search(at.credential, 'searchRecords', parameters, '', {}, token);
			shown.push(...namesOf(page.results));
			token = page.paginationToken;
		}
		expect([shown.length, new Set(shown).size, pages]).toEqual([253, 253, 3]);
		expect(shown.slice(0, 4)).toEqual([
			'Order new laptops',
			'Plan the summer party',
			'Step 001',
			'Step 002',
		]);
	});

	it('lets SmartSuite search a large table, for the title alone', async () => {
		const { at, tasks } = await largeTable();
		expect(await titles(at, tasks.id, 'step 249')).toEqual(['Step 249']);
		const asked = searches(at).map(({ path }) => new URL(path, at.emulator.url).searchParams);
		expect(asked.map((query) => query.getAll('fields'))).toEqual([['title'], ['title']]);
	});

	it('goes on in what SmartSuite found', async () => {
		const { at, tasks } = await largeTable();
		const parameters = { table: byId(tasks.id) };
		const first = await search(at.credential, 'searchRecords', parameters, 'step');
		const { paginationToken } = first;
		const next = await search(
			at.credential,
			'searchRecords',
			parameters,
			'step',
			{},
			paginationToken,
		);
		expect([first.results.at(-1)?.name, next.results[0]?.name]).toEqual(['Step 100', 'Step 101']);
	});

	it('finds the record whose id or address was pasted', async () => {
		const { at, tasks } = await largeTable();
		const { id } = at.emulator.records.create(tasks.id, { title: 'Wanted' });
		const address = `https://app.smartsuite.com/sv25cxf2/solution/s1/${tasks.id}/6a0b9c/${id}?x=1`;
		expect(await titles(at, tasks.id, ` ${id} `)).toEqual(['Wanted']);
		expect(await titles(at, tasks.id, address)).toEqual(['Wanted']);
		expect(await titles(at, tasks.id, '0123456789abcdef01234567')).toEqual([]);
	});

	it('names records without a title by their id, and tells those with one title apart', async () => {
		const at = await account();
		const { deals } = at.emulator.tables;
		const [none, ...twins] = ['', 'Twin', 'Twin'].map(
			(title) => at.emulator.records.create(deals.id, { title }).id,
		);
		expect(await titles(at, deals.id)).toEqual([
			`(untitled) ${String(none)}`,
			'Example Ltd, renewal',
			...twins.map((id) => `Twin (${id})`),
		]);
	});

	it('looks among the newest records where SmartSuite cannot filter or sort by the title', async () => {
		const at = await account();
		const { tasks } = at.emulator.tables;
		const fault = { status: 400, body: { title: 'Not allowed comparison.' } };
		at.emulator.faults.next({ path: `/api/v1/applications/${tasks.id}/records/list/` }, fault);
		expect(await titles(at, tasks.id, 'summer')).toEqual(['Plan the summer party']);
		expect(searches(at)).toHaveLength(2);
	});

	it('is read once a minute, whatever is done in it', async () => {
		const at = await account();
		const { tasks } = at.emulator.tables;
		for (const typed of ['', 'plan', '', 'order']) await titles(at, tasks.id, typed);
		expect(at.emulator.calls.map(({ path }) => path.split('?')[0])).toEqual([
			`/api/v1/applications/${tasks.id}/`,
			`/api/v1/applications/${tasks.id}/records/list/`,
		]);
	});
});

describe('the dropdown of views', () => {
	it.each([
		{ typed: undefined, names: ['All Records', 'Open'] },
		{ typed: 'op', names: ['Open'] },
		{
			typed: 'https://app.smartsuite.com/sv25cxf2/solution/s1/t1/63b87cad645b3949631b55a1/',
			names: ['All Records'],
		},
	])('finds $typed', async ({ typed, names }) => {
		const { credential, emulator } = await account();
		const { tasks } = emulator.tables;
		const parameters = { table: byId(tasks.id) };
		const { results } = await search(credential, 'searchViews', parameters, typed);
		expect(namesOf(results)).toEqual(names);
		const page = `${emulator.url}/${emulator.accountId}/solution/${emulator.solution.id}/${tasks.id}`;
		for (const { url, value } of results) expect(url).toBe(`${page}/${String(value)}`);
	});
});
