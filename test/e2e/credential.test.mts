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

// n8n's own calls for the test know nothing of our pace.
beforeEach(() => world.emulator.reset());

/** What the editor shows for the emulator's account with some values changed. */
const test = (changes: Record<string, unknown>) =>
	world.client.testCredential('smartSuiteApi', { ...credentialData(world.emulator), ...changes });

it('finds an account in order', async () => {
	expect(await test({})).toEqual({ status: 'OK', message: 'Connection successful!' });
});

it('finds it in order though its values were pasted with blanks around them', async () => {
	const { accountId, url } = world.emulator;
	const pasted = { apiToken: ` ${token}\n`, accountId: `${accountId} `, apiUrl: ` ${url}/ ` };
	expect(await test(pasted)).toMatchObject({ status: 'OK' });
});

it.each([
	[
		'a wrong token',
		{ apiToken: `wrong-${token}` },
		/^SmartSuite does not accept this API Token\. /,
	],
	['a wrong workspace', { accountId: 'sxxxxxxx' }, /^SmartSuite does not know this Account ID\. /],
])('says what to do about %s', async (_, changes, sentence) => {
	const answer = await test(changes);
	expect(answer).toMatchObject({
		status: 'Error',
		message: expect.stringMatching(sentence) as string,
	});
	expect(JSON.stringify(answer)).not.toContain(token);
});

it('says that nobody answers at the address, in the word that n8n has for it', async () => {
	// Rules are for answers only (credentials-tester.service.js, 2.41.1).
	const answer = await test({ apiUrl: `http://127.0.0.1:${await getPort()}` });
	expect(answer).toEqual({ status: 'Error', message: 'ECONNREFUSED' });
});

// Last, so that all that came before is in the log.
it('writes the token nowhere', async () => {
	expect(await filesOfN8nHolding('ECONNREFUSED', world)).not.toEqual([]);
	expect(await filesOfN8nHolding(token, world)).toEqual([]);
});
