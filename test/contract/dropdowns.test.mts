import { describe, expect, it } from 'vitest';
import { load, search } from './action.mts';
import { account } from './webhook-operations.mts';
import { byId } from './world.mts';

describe('the dropdown of solutions', () => {
	it.each([
		{ typed: undefined, names: ['Demo Solution', 'Sales Pipeline'] },
		{ typed: ' SALES ', names: ['Sales Pipeline'] },
		{ typed: 'pipe salés', names: ['Sales Pipeline'] },
		{ typed: 'archive', names: [] },
		{ typed: '641b70cb0d94c969a49983aa', names: ['Sales Pipeline'] },
		{
			typed: 'https://app.smartsuite.com/sv25cxf2/solution/641b70cb0d94c969a49983aa/x',
			names: ['Sales Pipeline'],
		},
	])('finds $typed, and offers no hidden one', async ({ typed, names }) => {
		const { credential } = await account();
		const { results } = await search(credential, 'searchSolutions', {}, typed);
		expect(results.map(({ name }) => name)).toEqual(names);
	});

	it('leads to the solution in SmartSuite', async () => {
		const { credential, emulator } = await account();
		const { results } = await search(credential, 'searchSolutions', {}, 'demo');
		const { id } = emulator.solution;
		expect(results).toEqual([
			{
				name: 'Demo Solution',
				value: id,
				url: `${emulator.url}/${emulator.accountId}/solution/${id}`,
			},
		]);
	});
});

describe('the dropdowns of tables', () => {
	it('show the solution beside the name', async () => {
		const { credential, emulator } = await account();
		const { tasks } = emulator.tables;
		const parameters = { solution: byId(emulator.solution.id) };
		const url = `${emulator.url}/${emulator.accountId}/solution/${emulator.solution.id}/${tasks.id}`;
		const { results } = await search(credential, 'searchTables', parameters, 'demo sol');
		expect(results.map(({ name }) => name)).toEqual([
			'Contacts · Demo Solution',
			'Tasks · Demo Solution',
		]);
		expect((await search(credential, 'searchTables', parameters, url)).results).toEqual([
			{ name: 'Tasks · Demo Solution', value: tasks.id, description: 'Demo Solution', url },
		]);
		const [contacts] = await load(credential, 'getTables', parameters);
		expect(contacts).toMatchObject({ name: 'Contacts', description: 'Demo Solution' });
		const asked = emulator.calls.map(({ path }) => path.split('?')[0]).sort();
		expect(asked).toEqual(['/api/v1/applications/', '/api/v1/solutions/']);
	});

	it('show the tables of a solution that is hidden, or that alone may be read', async () => {
		const { credential, emulator } = await account();
		const hidden = emulator.solutions.find((solution) => solution.hidden);
		const parameters = { solution: byId(String(hidden?.id)) };
		expect((await search(credential, 'searchTables', parameters)).results).toMatchObject([
			{ name: 'Archive' },
		]);
		emulator.faults.next({ path: '/api/v1/solutions/' }, { status: 403, body: {} });
		const other = { solution: byId(emulator.solution.id) };
		const others = await account();
		others.emulator.faults.next({ path: '/api/v1/solutions/' }, { status: 403, body: {} });
		const { results } = await search(others.credential, 'searchTables', other, 'tasks');
		expect(results.map(({ name }) => name)).toEqual(['Tasks']);
	});
});

describe('the other dropdowns', () => {
	it('show fields with type and slug, members with their address', async () => {
		const { credential, emulator } = await account();
		const fields = await load(credential, 'getFields', {
			resource: 'webhook',
			operation: 'create',
			watch: 'fields',
			table: byId(emulator.tables.tasks.id),
		});
		expect(fields).toContainEqual({
			name: 'Priority',
			value: 'priority',
			description: 'Single Select · priority',
		});
		expect(await load(credential, 'getMembers')).toContainEqual({
			name: 'Me (owner of the API token)',
			value: emulator.members[0]?.id,
			description: 'Ada Lovelace · ada@example.com',
		});
	});
});
