import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { methods } from '../../nodes/SmartSuite/methods/searches.ts';
import * as documented from './documented.mts';
import { fakeContext, inTurn, ok } from './fake-context.mts';

const { listSearch, loadOptions } = methods;

/** The panel of a node with these parameters, whose one call is answered so. */
function panel(answer: unknown, parameters: IDataObject = { solution: 's1' }) {
	const { context, sent } = fakeContext(inTurn(ok(answer)), { parameters });
	return { panel: context as unknown as ILoadOptionsFunctions, sent };
}

const named = (...names: string[]) => names.map((name) => ({ id: `id of ${name}`, name }));
const entries = (...names: string[]) => names.map((name) => ({ name, value: `id of ${name}` }));

describe('a dropdown of solutions', () => {
	const answer = [...named('Sales', 'hiring', 'Assets'), { id: 'h', name: 'Hidden', hidden: true }];

	it.each([
		{ filter: undefined, names: ['Assets', 'hiring', 'Sales'] },
		{ filter: ' SAL ', names: ['Sales'] },
		{ filter: 's', names: ['Assets', 'Sales'] },
		{ filter: 'nothing', names: [] },
	])('shows by name those that are not hidden and match $filter', async ({ filter, names }) => {
		const results = await listSearch.searchSolutions.call(panel(answer).panel, filter);
		expect(results).toEqual({ results: entries(...names) });
	});
});

describe('dropdowns that depend on the solution', () => {
	const tables = named('Tasks', 'Contacts');

	it('show its tables', async () => {
		const { panel: context, sent } = panel(tables, { solution: { mode: 'id', value: 's7' } });
		expect(await loadOptions.getTables.call(context)).toEqual(entries('Contacts', 'Tasks'));
		expect(sent.map(({ qs }) => qs as unknown)).toEqual([
			{ solution: 's7', fields: ['id', 'name'] },
		]);
		expect(await listSearch.searchTables.call(panel(tables).panel, 'con')).toEqual({
			results: entries('Contacts'),
		});
	});

	it('show its webhooks with what they are about', async () => {
		const answer = documented.listWebhooksAnswer();
		const webhook = {
			name: 'created · expired, 0 days left · sswebhooks.requestcatcher.com/',
			value: '3c8a1835-a39a-43ba-ba9c-6fbce5581e34',
		};
		expect(await loadOptions.getWebhooks.call(panel(answer).panel)).toEqual([webhook]);
		expect(await listSearch.searchWebhooks.call(panel(answer).panel, 'requestcatcher')).toEqual({
			results: [webhook],
		});
	});

	it.each([
		{ dropdown: 'tables', load: loadOptions.getTables },
		{ dropdown: 'webhooks', load: loadOptions.getWebhooks },
	])('of $dropdown ask for it first', async ({ load }) => {
		const { panel: context, sent } = panel([], {});
		await expect(load.call(context)).rejects.toThrow("'Solution' is empty");
		expect(sent).toEqual([]);
	});
});

describe('a dropdown of fields', () => {
	it.each<IDataObject>([
		{ table: 't1' },
		{ operation: 'create', table: { mode: 'list', value: 't1' } },
		{ operation: 'update', 'updateFields.table': { mode: 'list', value: 't1' } },
	])('shows those of the chosen table: %j', async (parameters) => {
		const { panel: context, sent } = panel(documented.table(), parameters);
		expect(await loadOptions.getFields.call(context)).toEqual([{ name: 'Name', value: 'name' }]);
		expect(sent.map(({ url }) => url)).toEqual(['https://app.example.com/api/v1/applications/t1/']);
	});
});
