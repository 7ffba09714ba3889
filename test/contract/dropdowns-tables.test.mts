import { expect, it } from 'vitest';
import { search } from './action.mts';
import { fastForward, stopTime } from './fast-forward.mts';
import { account } from './webhook-operations.mts';

const SOLUTIONS = '/api/v1/solutions/';

/** The tables of the workspace that fit what was typed. */
async function tables({ credential }: Awaited<ReturnType<typeof account>>, typed?: string) {
	const { results } = await search(credential, 'searchAllTables', {}, typed);
	return results.map(({ name }) => name);
}

it.each([
	{
		typed: undefined,
		names: [
			'Contacts · Demo Solution',
			'Deals · Sales Pipeline',
			'Everything · Sales Pipeline',
			'Tasks · Demo Solution',
			'Archive (hidden) · Old Archive',
		],
	},
	{ typed: 'pipeline deal', names: ['Deals · Sales Pipeline'] },
	{ typed: '63b87cad645b3949631b55c1', names: ['Tasks · Demo Solution'] },
	{
		typed: 'https://app.smartsuite.com/sv25cxf2/solution/s1/63b87cad645b3949631b55c1/v1',
		names: ['Tasks · Demo Solution'],
	},
])('the dropdown of all tables finds $typed', async ({ typed, names }) => {
	expect(await tables(await account(), typed)).toEqual(names);
});

it('the dropdown of all tables costs two calls, and leads to the table in SmartSuite', async () => {
	const at = await account();
	const { emulator, credential } = at;
	for (const typed of ['', 'de', 'deals']) await tables(at, typed);
	expect(emulator.calls.map(({ path }) => path.split('?')[0]).sort()).toEqual([
		'/api/v1/applications/',
		SOLUTIONS,
	]);
	const { results } = await search(credential, 'searchAllTables', {}, 'tasks');
	const { solution, tables: of } = emulator;
	const url = `${emulator.url}/${emulator.accountId}/solution/${solution.id}/${of.tasks.id}`;
	expect(results).toEqual([{ name: 'Tasks · Demo Solution', value: of.tasks.id, url }]);
});

it('hidden tables come last, those of deleted solutions not at all', async () => {
	const at = await account({ hiddenTables: true, deletedSolutions: true });
	const [demo] = at.emulator.solutions;
	at.emulator.tables.deals.solution = '645570f23f026ab0fbd0f6aa';
	expect(demo?.name).toBe('Demo Solution');
	expect(await tables(at)).toEqual([
		'Contacts · Demo Solution',
		'Everything · Sales Pipeline',
		'Tasks · Demo Solution',
		'Archive (hidden) · Old Archive',
		'Calculations (hidden) · Demo Solution',
	]);
});

it('tables are shown without their solutions where those may not be read', async () => {
	const at = await account();
	at.emulator.faults.next({ path: SOLUTIONS }, { status: 403, body: {} });
	expect(await tables(at, 'tasks')).toEqual(['Tasks']);
});

it('tables do not wait long for the names of their solutions', async () => {
	const at = await account();
	at.emulator.faults.next({ path: SOLUTIONS }, { delayMs: 20_000 });
	stopTime();
	const startedAt = Date.now();
	expect(await fastForward(() => tables(at, 'tasks'))).toEqual(['Tasks']);
	expect(Date.now() - startedAt).toBeLessThan(2_500);
});

it('tables with one name in one solution are told apart by their id', async () => {
	const at = await account();
	const { contacts, tasks } = at.emulator.tables;
	contacts.name = tasks.name;
	expect(await tables(at, 'tasks')).toEqual([
		`Tasks · Demo Solution (${tasks.id})`,
		`Tasks · Demo Solution (${contacts.id})`,
	]);
});
