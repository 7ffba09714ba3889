import { inspect } from 'node:util';
import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { execute, load, search } from './action.mts';
import { storeCredential, type CredentialStore } from './credentials.mts';
import { fastForward } from './fast-forward.mts';
import { startN8n, type HostedWorkflow } from './n8n.mts';
import { inSolution } from './shown.mts';
import { serve } from './strange-server.mts';
import { byId, credentialFor, emulate, onlyWebhookId, ping, watching } from './world.mts';

const TOKEN = 'f00dfeedf00dfeedf00dfeedf00dfeedf00dfeed';

/** A server that sends back what it gets, the token too, as some do for debugging. */
async function echo(status: number, type: string) {
	const { url } = await serve((response, { headers }) => {
		const said = { headers, msg: `No: ${headers.authorization}`, token: headers.authorization };
		const body = type === 'text/html' ? `<html>${inspect(said)}</html>` : JSON.stringify(said);
		response.writeHead(status, { 'content-type': type, 'x-token': TOKEN }).end(body);
	});
	return accountAt(url);
}

const accountAt = (url: string, apiToken = TOKEN) =>
	storeCredential({
		apiToken,
		accountId: 'sv25cxf2',
		apiUrl: url,
		webhooksUrl: url,
		requestsPerSecond: 1_000,
	});

/** A server that hangs up: n8n's helper fails with an error that holds the whole request. */
async function hangUp() {
	return accountAt((await serve((response) => response.destroy())).url);
}

const servers: Record<string, () => Promise<CredentialStore>> = {
	'a success': () => echo(200, 'application/json'),
	'a refusal': () => echo(400, 'application/json'),
	'a refused token': () => echo(401, 'application/json'),
	'a missing thing': () => echo(404, 'text/plain'),
	'an outage with a page': () => echo(500, 'text/html'),
	'a broken connection': hangUp,
	'an unknown host': () => Promise.resolve(accountAt('http://no-such-host.invalid')),
	'a closed port': () => Promise.resolve(accountAt('http://127.0.0.1:9')),
};

const WEBHOOK = { webhook: byId('w1') };
const operations: INodeParameters[] = [
	inSolution('s', 'getAll'),
	inSolution('s', 'get', WEBHOOK),
	inSolution('s', 'create', { notificationUrl: 'https://n8n.example/' }),
	inSolution('s', 'update', { ...WEBHOOK, updateFields: { enabled: false } }),
	inSolution('s', 'delete', WEBHOOK),
	inSolution('s', 'keepAlive'),
	{ ...inSolution('s', 'getAll', WEBHOOK), resource: 'event' },
];

/** What an operation gives to the next node, the error that n8n stores with it included. */
async function outputOf(credential: CredentialStore, parameters: INodeParameters) {
	const run = execute(credential, parameters, { continueOnFail: true });
	return await fastForward(() => run);
}

/** All that is left of an error or item, hidden properties, causes and stack included. */
const everything = (thing: unknown) => inspect(thing, { depth: null, showHidden: true });

/** What outlives a run: the workflow as exported, static data, executions, log. */
function tracesOf(workflow: HostedWorkflow) {
	const { node, savedStaticData, executions, handled, failures, warnings } = workflow;
	return everything({ node, savedStaticData, executions, handled, failures, warnings });
}

describe.each(Object.entries(servers))('the token, which a server quotes in %s,', (_, account) => {
	it.each(operations)('is in no item and no error of $resource $operation', async (parameters) => {
		const output = await outputOf(await account(), parameters);
		expect(everything(output)).not.toContain(TOKEN);
	});

	it('is in no dropdown', async () => {
		const credential = await account();
		const asked = [
			search(credential, 'searchSolutions'),
			search(credential, 'searchTables', { solution: byId('s') }),
			search(credential, 'searchWebhooks', { solution: byId('s') }),
			load(credential, 'getMembers'),
		];
		expect(everything(await Promise.allSettled(asked))).not.toContain(TOKEN);
	});

	it('is in nothing that the trigger leaves behind', async () => {
		const n8n = await startN8n();
		const workflow = n8n.host(await account(), { solution: byId('s') });
		const refusal: unknown = await fastForward(() =>
			workflow.publish().catch((error: unknown) => error),
		);
		expect(everything(refusal)).not.toContain(TOKEN);
		expect(tracesOf(workflow)).not.toContain(TOKEN);
	});
});

describe('the token of a workflow that runs', () => {
	it('is in no execution, static data, export or log, whether SmartSuite answers or not', async () => {
		const emulator = await emulate({ token: TOKEN });
		const workflow = await watching(emulator, {}, credentialFor(emulator));
		emulator.records.create(emulator.tables.tasks.id, { title: 'Call the printer' });
		await emulator.pingsSettled();
		emulator.faults.next({}, { status: 401, body: { msg: `Unknown: ${TOKEN}` } }, Infinity);
		await ping(workflow, { webhookId: onlyWebhookId(emulator) });
		expect(workflow.executions.length).toBe(1);
		expect(workflow.failures.length).toBe(1);
		expect(workflow.warnings.length).toBeGreaterThan(0);
		expect(tracesOf(workflow)).not.toContain(TOKEN);
	});
});

describe('a credential that would add headers', () => {
	it.each([
		['API Token', { apiToken: `${TOKEN}\r\nX-Admin: yes` }],
		['Account ID', { accountId: 'sv25cxf2\nX-Admin: yes' }],
		['API Token', { apiToken: `${TOKEN}\u0000` }],
	])('is refused before anything is sent, without quoting it: %s', async (field, values) => {
		const server = await serve((response) => response.end('[]'));
		const credential = accountAt(server.url);
		Object.assign(credential.data, values);
		const output = await outputOf(credential, inSolution('s', 'getAll'));
		expect(everything(output)).toContain(
			`The ${field} of the SmartSuite credential has a line break in it`,
		);
		expect(everything(output)).not.toContain(TOKEN);
		expect(server.received).toEqual([]);
	});
});
