import type { INodeParameters, JsonObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { execute, search } from './action.mts';
import { startN8n } from './n8n.mts';
import { inSolution, NOTIFICATION_URL, shown } from './shown.mts';
import { byId, credentialFor, emulate } from './world.mts';

describe('a credential that does not fit', () => {
	it.each([
		[{ apiToken: '' }, 'The SmartSuite credential has no API Token', 'API Key'],
		[{ accountId: ' ' }, 'The SmartSuite credential has no Account ID', 'eight characters'],
		[{ apiToken: 'wrong' }, 'SmartSuite does not accept the API token', 'API key'],
		[{ accountId: 'sxxxxxxx' }, "SmartSuite does not know the workspace 'sxxxxxxx'", 'Account ID'],
		[
			{ webhooksUrl: 'webhooks', apiUrl: 'app' },
			'The API URL of the SmartSuite credential is not a web address',
			'https://app.smartsuite.com',
		],
	])('%o says what it is and what to do', async (wrong, message, advice) => {
		const emulator = await emulate();
		const credential = credentialFor(emulator, wrong);
		const { id } = emulator.solution;
		const workflow = (await startN8n()).host(credential, { solution: byId(id) });
		const runs = [
			execute(credential, inSolution(id, 'getAll')),
			execute(credential, inSolution(id, 'create', { notificationUrl: NOTIFICATION_URL })),
			search(credential, 'searchSolutions'),
			workflow.publish(),
		];
		for (const failed of await Promise.all(runs.map(shown))) {
			expect(failed).toMatchObject({
				message,
				description: expect.stringContaining(advice) as string,
			});
		}
		expect(emulator.webhooks).toEqual([]);
	});
});

describe('something that is not there', () => {
	it.each([
		['create', 'solution', { notificationUrl: NOTIFICATION_URL }],
		['getAll', 'solution', {}],
		['keepAlive', 'solution', {}],
		['get', 'webhook', { webhook: byId('gone') }],
		['update', 'webhook', { webhook: byId('gone'), updateFields: { enabled: false } }],
		['delete', 'webhook', { webhook: byId('gone') }],
	])('%s says which %s', async (operation, thing, more) => {
		const emulator = await emulate();
		const solutionId = thing === 'solution' ? 'gone' : emulator.solution.id;
		const run = execute(credentialFor(emulator), inSolution(solutionId, operation, more));
		expect(await shown(run)).toMatchObject({
			message: expect.stringContaining(`SmartSuite has no ${thing} 'gone'`) as string,
			description: expect.stringContaining('Choose another one from the list') as string,
			context: { itemIndex: 0 },
		});
		expect(emulator.webhooks).toEqual([]);
	});

	it('names a webhook to keep alive that is not there', async () => {
		const emulator = await emulate();
		const parameters = inSolution(emulator.solution.id, 'keepAlive', { webhooks: ['gone'] });
		const { message } = await shown(execute(credentialFor(emulator), parameters));
		expect(message).toBe("SmartSuite has no webhook 'gone' in this solution");
	});
});

describe('a field that is not filled in right', () => {
	it.each([
		[
			'create',
			{ options: { enabled: 'perhaps' } },
			"'Enabled' is neither true nor false: 'perhaps'",
		],
		['getAll', { limit: 'many' }, "'Limit' is not a number: 'many'"],
		['getAll', { limit: -5 }, "'Limit' is out of range: '-5'"],
		['getAll', { limit: 2.5 }, "'Limit' is out of range: '2.5'"],
		['getAll', { returnAll: 'all' }, "'Return All' is neither true nor false: 'all'"],
		[
			'create',
			{ notificationUrl: NOTIFICATION_URL, events: 'moved' },
			"'Events' has no such choice: 'moved'",
		],
		['create', { notificationUrl: '' }, "'Notification URL' is not a web address: ''"],
		['create', { notificationUrl: 'n8n' }, "'Notification URL' is not a web address: 'n8n'"],
		['create', { notificationUrl: NOTIFICATION_URL, events: [] }, "'Events' is empty"],
		['get', { webhook: byId('') }, "'Webhook' is empty"],
		['get', { webhook: byId('created · Tasks') }, "'Webhook' is not an ID: 'created · Tasks'"],
		['getAll', { solution: byId('Demo Solution') }, "'Solution' is not an ID: 'Demo Solution'"],
		[
			'delete',
			{ webhook: { __rl: true, mode: 'url', value: NOTIFICATION_URL } },
			`No webhook of this solution points at ${NOTIFICATION_URL}`,
		],
		[
			'getAll',
			{ solution: { __rl: true, mode: 'url', value: 'https://example.com/' } },
			"'Solution' is not the address of a solution: 'https://example.com/'",
		],
	] as Array<[string, INodeParameters, string]>)('%s %o', async (operation, more, message) => {
		const emulator = await emulate();
		const parameters = inSolution(emulator.solution.id, operation, more);
		expect((await shown(execute(credentialFor(emulator), parameters))).message).toBe(message);
		expect(emulator.webhooks).toEqual([]);
	});

	it('takes a solution by the address of its page', async () => {
		const emulator = await emulate();
		const value = `https://app.smartsuite.com/sv25cxf2/solution/${emulator.solution.id}/abc?x=1`;
		const solution = { __rl: true, mode: 'url', value };
		const parameters = { resource: 'webhook', operation: 'getAll', solution };
		expect(await execute(credentialFor(emulator), parameters)).toEqual([]);
	});
});

describe('the token', () => {
	it('is in no message, item or static data, even where the server quotes it', async () => {
		const emulator = await emulate();
		const credential = credentialFor(emulator);
		const { token, solution } = emulator;
		const body = { code: 'invalid_argument', msg: `Token ${token}?` };
		emulator.faults.next({}, { status: 400, body }, Infinity);
		const failed = await shown(execute(credential, inSolution(solution.id, 'getAll')));
		const everything = JSON.stringify([
			failed,
			failed.message,
			failed.description,
			Object.entries(failed as unknown as JsonObject),
		]);
		expect(failed.description).toContain('Token ***?');
		expect(everything).not.toContain(token);
	});
});
