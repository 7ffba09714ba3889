import type { IDataObject, INodeParameters, JsonObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../emulator/index.mts';
import { execute, search } from './action.mts';
import { fastForward } from './fast-forward.mts';
import { startN8n } from './n8n.mts';
import { byId, credentialFor, emulate } from './world.mts';

const NOTIFICATION_URL = 'https://n8n.example.com/webhook/changes';
const CLOSED_PORT = 'http://127.0.0.1:9';
const HTML = '<!DOCTYPE html><html><body>Please sign in</body></html>';

interface Shown {
	message: string;
	description: string;
	context: IDataObject;
}

/** What the panel shows of a failed run. */
async function shown(run: Promise<unknown>): Promise<Shown> {
	return await run.then(
		() => expect.fail('It should not have worked'),
		(error: unknown) => error as Shown,
	);
}

const inSolution = (id: string, operation: string, more: INodeParameters = {}) => ({
	resource: 'webhook',
	operation,
	solution: byId(id),
	...more,
});

describe('a credential that does not fit', () => {
	it.each([
		[{ apiToken: '' }, 'The SmartSuite credential has no API Token', 'API Key'],
		[{ accountId: ' ' }, 'The SmartSuite credential has no Account ID', 'eight characters'],
		[{ apiToken: 'wrong' }, 'SmartSuite does not accept the API token', 'API key'],
		[{ accountId: 'sxxxxxxx' }, "SmartSuite does not know the workspace 'sxxxxxxx'", 'Account ID'],
		[
			{ webhooksUrl: 'webhooks', apiUrl: 'app' },
			"The API URL of the SmartSuite credential is not a web address: 'app'",
			'https://app.smartsuite.com',
		],
	])('%o says what it is and what to do', async (wrong, message, advice) => {
		const emulator = await emulate();
		const credential = credentialFor(emulator, wrong);
		const { id } = emulator.solution;
		const workflow = (await startN8n()).host(credential, { solution: byId(id) });
		for (const run of [
			execute(credential, inSolution(id, 'getAll')),
			execute(credential, inSolution(id, 'create', { notificationUrl: NOTIFICATION_URL })),
			search(credential, 'searchSolutions'),
			workflow.publish(),
		]) {
			expect(await shown(run)).toMatchObject({
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
		['create', { notificationUrl: '' }, "'Notification URL' is not a web address: ''"],
		['create', { notificationUrl: 'n8n' }, "'Notification URL' is not a web address: 'n8n'"],
		['create', { notificationUrl: NOTIFICATION_URL, events: [] }, "'Events' is empty"],
		['get', { webhook: byId('') }, "'Webhook' is empty"],
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

describe('an answer that is not SmartSuite', () => {
	const faults: Array<[string, Fault, string]> = [
		[
			'a sign-in page',
			{ status: 200, body: HTML, contentType: 'text/html' },
			'answered with a web page',
		],
		[
			'a gateway page',
			{ status: 502, body: HTML, contentType: 'text/html' },
			'answered 502 with a web page',
		],
		[
			'a redirect',
			{ status: 302, headers: { location: 'https://example.com/' } },
			'sends the call elsewhere',
		],
		['an empty body', 'empty', 'answered with nothing'],
		['half a body', 'truncate', 'answered with something unreadable'],
		['a connection reset', 'reset', 'cannot be reached'],
		['an outage', { status: 503 }, 'could not answer (HTTP 503)'],
	];

	it.each(faults)('is named: %s', async (_, fault, message) => {
		const emulator = await emulate();
		await execute(
			credentialFor(emulator),
			inSolution(emulator.solution.id, 'create', { notificationUrl: NOTIFICATION_URL }),
		);
		emulator.faults.next({}, fault, 10);
		const read = inSolution(emulator.solution.id, 'getAll');
		const { message: said, description } = await shown(
			fastForward(() => execute(credentialFor(emulator), read)),
		);
		expect(said).toContain(message);
		expect(description).toMatch(/Check|try again/);
	});

	it.each(faults)('leaves at most one webhook when it meets create: %s', async (_, fault) => {
		const emulator = await emulate();
		emulator.faults.next({ rpc: 'CreateWebhook' }, fault, 1);
		const parameters = {
			...inSolution(emulator.solution.id, 'create'),
			notificationUrl: NOTIFICATION_URL,
		};
		const [item] = await fastForward(() => execute(credentialFor(emulator), parameters));
		expect(emulator.webhooks.map(({ id }) => id)).toEqual([item?.json.webhook_id]);
	});

	it('says where nobody answers', async () => {
		const credential = credentialFor(await emulate(), { webhooksUrl: CLOSED_PORT });
		const { message, description } = await shown(
			fastForward(() => execute(credential, inSolution('s', 'getAll'))),
		);
		expect(message).toBe(`SmartSuite cannot be reached at ${CLOSED_PORT} (ECONNREFUSED)`);
		expect(description).toContain('Check the URLs in the credential');
	});

	it('waits out a 429, and gives up clearly when it stays', async () => {
		const emulator = await emulate();
		const credential = credentialFor(emulator);
		const read = inSolution(emulator.solution.id, 'getAll');
		emulator.faults.next({}, { status: 429 });
		expect(await fastForward(() => execute(credential, read))).toEqual([]);
		emulator.faults.next({}, { status: 429 }, 10);
		const { message } = await shown(fastForward(() => execute(credential, read)));
		expect(message).toBe('SmartSuite accepts no calls with this API token for now');
		expect(emulator.calls.length).toBe(2 + 4);
	});
});

describe('several items', () => {
	it('go on after one that failed, each with its item, when the node says so', async () => {
		const emulator = await emulate();
		const parameters = inSolution('', 'getAll', {
			solution: '={{ $json.solution }}',
			returnAll: true,
		} as never);
		const input = [{ solution: 'gone' }, { solution: emulator.solution.id }];
		await execute(
			credentialFor(emulator),
			inSolution(emulator.solution.id, 'create', { notificationUrl: NOTIFICATION_URL }),
		);
		const items = await execute(credentialFor(emulator), parameters, {
			input,
			continueOnFail: true,
		});
		expect(items.map(({ json, pairedItem }) => ({ json, pairedItem }))).toMatchObject([
			{ json: { error: "SmartSuite has no solution 'gone'" }, pairedItem: { item: 0 } },
			{ json: { status: 'active' }, pairedItem: { item: 1 } },
		]);
		const failed = await shown(
			execute(credentialFor(emulator), parameters, { input: [...input].reverse() }),
		);
		expect(failed.context).toMatchObject({ itemIndex: 1 });
	});

	it('stop where the execution is stopped', async () => {
		const emulator = await emulate();
		const stop = new AbortController();
		emulator.faults.next({}, { status: 429 });
		const run = execute(credentialFor(emulator), inSolution(emulator.solution.id, 'getAll'), {
			stop: stop.signal,
		});
		await expect.poll(() => emulator.calls.length).toBe(1);
		stop.abort();
		expect((await shown(run)).message).toBe('The execution was stopped');
		expect(emulator.calls.length).toBe(1);
	});
});

describe('the token', () => {
	it('is in no message, item or static data, even where the server quotes it', async () => {
		const emulator = await emulate();
		const credential = credentialFor(emulator);
		const { token, solution } = emulator;
		emulator.faults.next(
			{},
			{ status: 400, body: { code: 'invalid_argument', msg: `Token ${token}?` } },
		);
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
