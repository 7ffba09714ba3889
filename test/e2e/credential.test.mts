import { randomUUID } from 'node:crypto';
import getPort from 'get-port';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { filesOfN8nHolding } from './files.mts';
import { credentialData, startWorld, type World } from './world.mts';

const token = `token-${randomUUID()}`;
let world: World;

beforeAll(async () => {
	// With debug messages: none of those may hold the token either.
	const env = { N8N_LOG_LEVEL: 'debug' };
	world = await startWorld({ name: 'credential', emulator: { token }, env });
});

afterAll(() => world?.stop());

beforeEach(() => world.emulator.reset());

/** What the editor shows for the emulator's account with some values changed. */
const test = (changes: Record<string, unknown>) =>
	world.client.testCredential('smartSuiteApi', { ...credentialData(world.emulator), ...changes });

it('finds an account in order', async () => {
	expect(await test({})).toEqual({ status: 'OK', message: 'Connection successful!' });
});

it('finds it in order however its values were pasted', async () => {
	const { accountId, url } = world.emulator;
	const pasted = {
		apiToken: ` Token ${token}\n`,
		accountId: `https://app.smartsuite.com/${accountId}/home`,
		apiUrl: ` ${url}/api/v1/ `,
		webhooksUrl: `${url}/smartsuite.webhooks.engine.Webhooks/ListEvents`,
	};
	expect(await test(pasted)).toMatchObject({ status: 'OK' });
});

const nowhere = `http://127.0.0.1:${await getPort()}`;

it.each([
	['a wrong token', { apiToken: `wrong-${token}` }, /^SmartSuite does not accept the API token\. /],
	[
		'a wrong workspace',
		{ accountId: 'sxxxxxxx' },
		/^SmartSuite does not know the workspace 'sxxxxxxx'\. /,
	],
	['a solution', { accountId: '63b87cad645b3949631b5502' }, /It has 24 characters/],
	['an API URL where nobody is', { apiUrl: nowhere }, /ECONNREFUSED.+Check the API URL/],
	[
		'a Webhooks URL where nobody is',
		{ webhooksUrl: nowhere },
		/ECONNREFUSED.+Check the Webhooks URL/,
	],
])('says what to do about %s', async (_, changes, sentence) => {
	const answer = await test(changes);
	expect(answer).toMatchObject({
		status: 'Error',
		message: expect.stringMatching(sentence) as string,
	});
	expect(JSON.stringify(answer)).not.toContain(token);
});

it('refuses a web page that answers 200', async () => {
	const page = { status: 200, body: '<html>Sign in</html>', contentType: 'text/html' };
	world.emulator.faults.next({}, page, 1);
	expect(await test({})).toMatchObject({
		status: 'Error',
		message: expect.stringMatching(/answered with a web page.+Check the API URL/) as string,
	});
});

// Last, so that all that came before is in the log.
it('writes the token nowhere', async () => {
	expect(await filesOfN8nHolding('Editor is now accessible', world)).not.toEqual([]);
	expect(await filesOfN8nHolding(token, world)).toEqual([]);
});
