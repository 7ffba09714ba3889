import type { IDataObject, ILoadOptionsFunctions } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { methods } from '../../nodes/SmartSuite/methods/searches.ts';
import * as documented from './documented.mts';
import { fakeContext, inTurn, ok, status } from './fake-context.mts';

const { listSearch, loadOptions } = methods;

/** The panel of a node with these parameters, whose calls are answered so. */
function panel(parameters: IDataObject, ...answers: unknown[]) {
	const { context, sent } = fakeContext(inTurn(...answers.map(ok)), { parameters });
	return { panel: context as unknown as ILoadOptionsFunctions, sent };
}

const thrown = async (run: Promise<unknown>): Promise<Error> =>
	await run.then(
		() => expect.fail('It should not have worked'),
		(error: unknown) => error as Error,
	);

describe('a dropdown of webhooks', () => {
	it('reads no table names for webhooks that name no table', async () => {
		const { panel: context, sent } = panel({ solution: 's1' }, documented.listWebhooksAnswer());
		expect(await loadOptions.getWebhooks.call(context)).toEqual([
			{
				name: 'created · whole solution · sswebhooks.requestcatcher.com',
				value: '3c8a1835-a39a-43ba-ba9c-6fbce5581e34',
				description: 'expired · https://sswebhooks.requestcatcher.com/',
			},
		]);
		expect(sent.length).toBe(1);
	});
});

describe('a dropdown of fields', () => {
	it.each<IDataObject>([
		{ table: 't1' },
		{ operation: 'create', table: { mode: 'list', value: 't1' } },
		{ operation: 'update', 'updateFields.table': { mode: 'list', value: 't1' } },
		{ table: 'https://app.example.com/sv25cxf2/solution/s1/t1/view' },
	])('shows those of the chosen table: %j', async (parameters) => {
		const { panel: context, sent } = panel(parameters, documented.table());
		expect(await loadOptions.getFields.call(context)).toEqual([
			{ name: 'Name', value: 'name', description: 'Text · name' },
		]);
		expect(sent.map(({ url }) => url)).toEqual(['https://app.example.com/api/v1/applications/t1/']);
	});
});

it('a dropdown of webhooks is found in by where they point', async () => {
	const { panel: context } = panel({ solution: 's1' }, documented.listWebhooksAnswer());
	const { results } = await listSearch.searchWebhooks.call(context, 'RequestCatcher');
	expect(results.map(({ value }) => value)).toEqual(['3c8a1835-a39a-43ba-ba9c-6fbce5581e34']);
});

it('a dropdown of options says all that SmartSuite refused in the message', async () => {
	const { context } = fakeContext(inTurn(status(401)));
	const error = await thrown(
		loadOptions.getMembers.call(context as unknown as ILoadOptionsFunctions),
	);
	expect(error).toBeInstanceOf(NodeOperationError);
	expect(error.message).toMatch(
		/^SmartSuite does not accept the API token\. Create a new API key in SmartSuite/,
	);
});
