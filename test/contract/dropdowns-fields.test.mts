import { describe, expect, it } from 'vitest';
import type { INodePropertyOptions } from 'n8n-workflow';
import { load } from './action.mts';
import { account } from './webhook-operations.mts';
import { byId } from './world.mts';

const namesOf = (choices: INodePropertyOptions[]) => choices.map(({ name }) => name);

/** The comparisons that a filter's row offers for its field. */
async function comparisons(field: unknown) {
	const { credential, emulator } = await account();
	const parameters = {
		table: byId(emulator.tables.everything.id),
		filters: { conditions: [{ field: 'title' }, { field: field as string }] },
	};
	const path = 'parameters.filters.conditions[1].comparison';
	return await load(credential, 'getFieldComparisons', parameters, {}, path);
}

describe('the dropdowns of fields', () => {
	it.each([
		{ list: 'getTableFields', has: ['Formula', 'Vote', 'Title'], lacks: [] },
		{ list: 'getWritableFields', has: ['Title', 'Checklist'], lacks: ['Formula', 'Vote'] },
		{ list: 'getFilterFields', has: ['Title', 'Auto Number'], lacks: ['Checklist', 'Vote'] },
		{ list: 'getFileFields', has: ['Files and Images'], lacks: ['Title', 'Signature'] },
	] as const)('have what can be chosen there: $list', async ({ list, has, lacks }) => {
		const { credential, emulator } = await account();
		const table = byId(emulator.tables.everything.id);
		// What the parameters of another resource say does not matter.
		const choices = await load(credential, list, {
			resource: 'record',
			operation: 'update',
			table,
		});
		expect(namesOf(choices)).toEqual(expect.arrayContaining([...has]));
		for (const name of lacks) expect(namesOf(choices)).not.toContain(name);
	});

	it('name fields as items do, with type and slug beside', async () => {
		const { credential, emulator } = await account();
		const { tasks } = emulator.tables;
		const [title] = tasks.structure;
		if (title) title.label = 'record_id';
		const choices = await load(credential, 'getWritableFields', { table: byId(tasks.id) });
		expect(choices).toContainEqual({
			name: 'record_id (title)',
			value: 'title',
			description: 'Title · title',
		});
		expect(choices).toContainEqual({
			name: 'Note (sdup000001)',
			value: 'sdup000001',
			description: 'Text Area · sdup000001',
		});
	});
});

describe('the dropdown of comparisons', () => {
	it.each([
		{ field: 'snumber001', has: 'is greater than', lacks: 'contains' },
		{ field: 'stext00001', has: 'does not contain', lacks: 'is any of' },
		{ field: 'sselect001', has: 'is any of', lacks: 'contains' },
		{ field: 'due_date', has: 'is overdue', lacks: 'contains' },
		{ field: 'sfiles0001', has: 'file type is', lacks: 'is' },
	])('has those of the field in its row: $field', async ({ field, has, lacks }) => {
		const names = namesOf(await comparisons(field));
		expect(names).toContain(has);
		expect(names).not.toContain(lacks);
	});

	it.each([null, 'Name by an expression'])(
		'has all of them where the field is not known: %j',
		async (field) => {
			const choices = await comparisons(field);
			expect(namesOf(choices)).toEqual(
				expect.arrayContaining(['contains', 'is overdue', 'is any of', 'is equal to']),
			);
			expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
		},
	);

	it('waits for the field', async () => {
		expect(await comparisons('')).toEqual([
			{ name: 'Choose a field first', value: '', disabled: true },
		]);
	});
});
