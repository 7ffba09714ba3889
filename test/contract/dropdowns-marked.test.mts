import { describe, expect, it } from 'vitest';
import type { INodePropertyOptions } from 'n8n-workflow';
import { load, search } from './action.mts';
import { account } from './webhook-operations.mts';
import { byId } from './world.mts';

const namesOf = (choices: INodePropertyOptions[]) => choices.map(({ name }) => name);

const watchingFieldsOf = (tableId: string) => ({
	resource: 'webhook',
	operation: 'create',
	watch: 'fields',
	table: byId(tableId),
});

describe('what people are not to see in SmartSuite', () => {
	it('is not offered where it is a solution that was deleted', async () => {
		const { credential } = await account({ deletedSolutions: true });
		const { results } = await search(credential, 'searchSolutions');
		expect(namesOf(results)).toEqual(['Demo Solution', 'Sales Pipeline']);
	});

	it('is marked and last where it is a table that was hidden', async () => {
		const { credential, emulator } = await account({ hiddenTables: true });
		const parameters = { solution: byId(emulator.solution.id) };
		const tables = await load(credential, 'getTables', parameters);
		expect(namesOf(tables)).toEqual(['Contacts', 'Tasks', 'Calculations (hidden)']);
		const { results } = await search(credential, 'searchTables', parameters, 'calc');
		expect(namesOf(results)).toEqual(['Calculations (hidden) · Demo Solution']);
	});

	it('costs a call more where SmartSuite does not tell of hidden tables', async () => {
		const { credential, emulator } = await account({ tableProjection: 'refused' });
		const parameters = { solution: byId(emulator.solution.id) };
		expect(namesOf(await load(credential, 'getTables', parameters))).toEqual(['Contacts', 'Tasks']);
		const asked = emulator.calls.filter(({ path }) => path.startsWith('/api/v1/applications/'));
		expect(asked.map(({ status }) => status)).toEqual([400, 200]);
	});

	it('is marked and last where it is a field', async () => {
		const { credential, emulator } = await account();
		const { tasks } = emulator.tables;
		const params = { hidden: true };
		tasks.structure.push({
			slug: 'shidden001',
			label: 'Checksum',
			field_type: 'textfield',
			params,
		});
		const fields = await load(credential, 'getFields', watchingFieldsOf(tasks.id));
		expect(fields.at(-1)).toEqual({
			name: 'Checksum (hidden)',
			value: 'shidden001',
			description: 'Text · shidden001',
		});
	});

	it.each(['listed', 'listed, dates as text'])(
		'is marked and last where it is a member, unless deleted: %s',
		async (formerMembers) => {
			const { credential } = await account({ formerMembers });
			expect(namesOf(await load(credential, 'getMembers'))).toEqual([
				'Me (owner of the API token)',
				'Alan Turing',
				'Grace Hopper',
				'Guy Guest',
				'Alex Inactive (inactive)',
				'Alex Invited (invited)',
			]);
		},
	);
});

describe('things that share a name', () => {
	it('are told apart by their slug where they are fields', async () => {
		const { credential, emulator } = await account();
		const fields = await load(credential, 'getFields', watchingFieldsOf(emulator.tables.tasks.id));
		expect(namesOf(fields).filter((name) => name.startsWith('Note'))).toEqual([
			'Note (sdup000001)',
			'Note (sdup000002)',
		]);
	});

	it('are told apart by their id where they are solutions or tables', async () => {
		const { credential, emulator } = await account();
		const { solutions, tables, solution } = emulator;
		for (const other of solutions) other.name = 'Sales';
		tables.contacts.name = tables.tasks.name;
		const { results } = await search(credential, 'searchSolutions');
		const shown = solutions.filter(({ hidden }) => !hidden);
		expect(namesOf(results)).toEqual(shown.map(({ id }) => `Sales (${id})`));
		expect(namesOf(await load(credential, 'getTables', { solution: byId(solution.id) }))).toEqual([
			`Tasks (${tables.tasks.id})`,
			`Tasks (${tables.contacts.id})`,
		]);
	});

	it('are told apart by their address where they are members', async () => {
		const { credential, emulator } = await account();
		const [ada, grace] = emulator.members;
		const alan = emulator.members.find(({ full_name }) => full_name.first_name === 'Alan');
		if (ada && grace && alan) alan.full_name = grace.full_name;
		expect(namesOf(await load(credential, 'getMembers')).slice(1, 3)).toEqual([
			'Grace Hopper (grace@example.com)',
			'Grace Hopper (alan@example.com)',
		]);
	});
});

it('numbers in names are sorted as numbers, whatever the case', async () => {
	const { credential, emulator } = await account();
	const { tasks } = emulator.tables;
	const labels = ['Step 10', 'step 2', 'Étape', 'Step 1', 'Zone'];
	tasks.structure = labels.map((label, nth) => ({
		slug: `s${nth}`,
		label,
		field_type: 'textfield',
		params: {},
	}));
	expect(namesOf(await load(credential, 'getFields', watchingFieldsOf(tasks.id)))).toEqual([
		'Étape',
		'Step 1',
		'step 2',
		'Step 10',
		'Zone',
	]);
});
