import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { load, search } from './action.mts';
import { account } from './webhook-operations.mts';
import { byId } from './world.mts';

/** What the editor sends for a solution or table that was not chosen. */
const UNCHOSEN = [
	['not there', undefined],
	['empty', { __rl: true, mode: 'list', value: '' }],
	['blank', { __rl: true, mode: 'id', value: '  ' }],
] as const;

/** What it sends for one by an expression that it cannot evaluate, or that gives nothing. */
const WITHOUT_VALUE = [
	['null', null],
	['a locator of null', { __rl: true, mode: 'id', value: null }],
	['a locator of undefined', { __rl: true, mode: 'id' }],
] as const;

const LISTS = [
	{ list: 'getTables', of: 'solution' },
	{ list: 'getWebhooks', of: 'solution' },
	{ list: 'getFields', of: 'table' },
	{ list: 'getTableFields', of: 'table' },
	{ list: 'getFieldComparisons', of: 'table' },
] as const;
const SEARCHES = [
	{ list: 'searchTables', of: 'solution' },
	{ list: 'searchWebhooks', of: 'solution' },
	{ list: 'searchRecords', of: 'table' },
	{ list: 'searchViews', of: 'table' },
] as const;

/** The panel of Webhook > Create, in which both can be chosen. */
const asParameters = (name: string, value: unknown) =>
	({ resource: 'webhook', operation: 'create', watch: 'fields', [name]: value }) as INodeParameters;
const nameOf = (of: 'solution' | 'table') => (of === 'table' ? 'Table' : 'Solution');
const noValueYet = (name: string) =>
	`The expression in '${name}' has no value yet: run the nodes before this one, or choose a ${name.toLowerCase()}`;

describe.each(UNCHOSEN)('before a choice (%s)', (_, value) => {
	it.each(LISTS)('$list says what to choose first, and calls nobody', async ({ list, of }) => {
		const { credential, emulator } = await account();
		expect(await load(credential, list, asParameters(of, value))).toEqual([
			{ name: `Choose a ${of} first`, value: '', disabled: true },
		]);
		expect(emulator.calls).toEqual([]);
	});

	it.each(SEARCHES)('$list says what to choose, whatever is typed', async ({ list, of }) => {
		const { credential, emulator } = await account();
		const parameters = asParameters(of, value);
		expect(await search(credential, list, parameters, 'tasks')).toEqual({
			results: [{ name: `Choose a ${of} first`, value: false }],
		});
		expect(emulator.calls).toEqual([]);
	});
});

describe.each(WITHOUT_VALUE)('below an expression without a value (%s)', (_, value) => {
	it.each(LISTS)('$list says so', async ({ list, of }) => {
		const { credential } = await account();
		expect(await load(credential, list, asParameters(of, value))).toEqual([
			{ name: noValueYet(nameOf(of)), value: '', disabled: true },
		]);
	});

	it.each(SEARCHES)('$list says so', async ({ list, of }) => {
		const { credential } = await account();
		const { results } = await search(credential, list, asParameters(of, value));
		expect(results).toEqual([{ name: noValueYet(nameOf(of)), value: false }]);
	});
});

it('the fields of an update wait for the table of the update', async () => {
	const { credential, emulator } = await account();
	const update = { resource: 'webhook', operation: 'update' };
	const hint = await load(credential, 'getFields', { ...update, updateFields: {} });
	expect(hint).toMatchObject([{ name: 'Choose a table first' }]);
	const updateFields = { watch: 'fields', table: byId(emulator.tables.deals.id) };
	const fields = await load(credential, 'getFields', { ...update, updateFields });
	expect(fields).toContainEqual({
		name: 'Amount',
		value: 'samount001',
		description: 'Currency · samount001',
	});
});

it('what is no id is still an error', async () => {
	const { credential, emulator } = await account();
	await expect(load(credential, 'getTables', { solution: byId('My solution') })).rejects.toThrow(
		"'Solution' is not an ID: 'My solution'",
	);
	expect(emulator.calls).toEqual([]);
});
