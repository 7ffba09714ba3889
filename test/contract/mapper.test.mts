import type { ResourceMapperField } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { mapper } from './action.mts';
import { account } from './webhook-operations.mts';
import { byId } from './world.mts';

type Account = Awaited<ReturnType<typeof account>>;

/** The fields that the mapper of an operation offers, by slug. */
async function columns({ credential }: Account, tableId: string, operation = 'create') {
	const parameters = { resource: 'record', operation, table: byId(tableId) };
	const { fields } = await mapper(credential, parameters);
	return new Map(fields.map((field) => [field.id, field]));
}

const idsWith = (
	fields: ReadonlyMap<string, ResourceMapperField>,
	key: keyof ResourceMapperField,
) => [...fields.values()].filter((field) => field[key] === true).map(({ id }) => id);

describe('the mapper of fields', () => {
	it('has what people may write, in the order and with the labels of the table', async () => {
		const at = await account();
		const fields = await columns(at, at.emulator.tables.tasks.id);
		expect([...fields.values()].map(({ displayName, type }) => [displayName, type])).toEqual([
			['Title', 'string'],
			['Description', 'string'],
			['Assigned To', 'string'],
			['Status', 'options'],
			['Due Date', 'string'],
			['Priority', 'options'],
			['Estimate', 'number'],
			['Done', 'options'],
			['Note (sdup000001)', 'string'],
			['Note (sdup000002)', 'string'],
			['Followed by', 'string'],
		]);
	});

	it('offers choices by their labels', async () => {
		const at = await account();
		const { tasks } = at.emulator.tables;
		const priority = tasks.structure.find(({ slug }) => slug === 'priority');
		const choices = priority?.params.choices as unknown[];
		choices.push({ value: 'zzzzz', label: 'High', value_order: 2 });
		expect((await columns(at, tasks.id)).get('priority')?.options).toEqual([
			{ name: 'Low', value: '3u0Cl' },
			{ name: 'High (Qx3uC)', value: 'Qx3uC' },
			{ name: 'High (zzzzz)', value: 'zzzzz' },
		]);
	});

	it('takes any text where SmartSuite lists no choices', async () => {
		const at = await account();
		const { tasks } = at.emulator.tables;
		for (const { params } of tasks.structure) delete params.choices;
		const fields = await columns(at, tasks.id);
		expect(fields.get('status')).toMatchObject({ type: 'string' });
		expect(fields.get('status')).not.toHaveProperty('options');
	});

	it('has hidden fields last, marked, and leaves out a title that SmartSuite makes', async () => {
		const at = await account();
		const { tasks } = at.emulator.tables;
		const [title, description] = tasks.structure;
		if (title) title.params.is_auto_generated = true;
		if (description) description.params.hidden = true;
		const names = [...(await columns(at, tasks.id)).values()].map(({ displayName }) => displayName);
		expect([names[0], names.at(-1)]).toEqual(['Assigned To', 'Description (hidden)']);
	});

	it.each([
		{ operation: 'create', required: ['title', 'sestimate1'], matched: [] },
		{ operation: 'update', required: [], matched: [] },
		{ operation: 'upsert', required: ['title', 'sestimate1'], matched: ['title'] },
	])('shows required fields from the start: $operation', async ({ operation, ...wanted }) => {
		const at = await account();
		const { tasks } = at.emulator.tables;
		for (const { slug, params } of tasks.structure) {
			params.required = ['sestimate1', 'sdone00001'].includes(slug);
		}
		const fields = await columns(at, tasks.id, operation);
		expect({
			required: idsWith(fields, 'required'),
			matched: idsWith(fields, 'defaultMatch'),
		}).toEqual(wanted);
	});

	it('matches by a unique field first, and by none that cannot be compared', async () => {
		const at = await account();
		const fields = await columns(at, at.emulator.tables.everything.id, 'upsert');
		expect(idsWith(fields, 'defaultMatch')).toEqual(['scode00001']);
		expect(idsWith(fields, 'required')).toContain('scode00001');
		const usable = idsWith(fields, 'canBeUsedToMatch');
		expect(usable).toEqual(expect.arrayContaining(['title', 'smail00001', 'snumber001', 'status']));
		for (const slug of ['sfiles0001', 'schecks001', 'ssign00001'])
			expect(usable).not.toContain(slug);
	});

	it('says so where SmartSuite fills in everything', async () => {
		const at = await account();
		const { tasks } = at.emulator.tables;
		tasks.structure = tasks.structure.filter(({ slug }) => slug === 'autonumber');
		const parameters = { resource: 'record', operation: 'create', table: byId(tasks.id) };
		expect(await mapper(at.credential, parameters)).toEqual({
			fields: [],
			emptyFieldsNotice: 'SmartSuite fills in all fields of this table by itself',
		});
	});
});
