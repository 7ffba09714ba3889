import { randomUUID } from 'node:crypto';
import getPort from 'get-port';
import { describe, expect, it } from 'vitest';
import type { Fault } from '../emulator/index.mts';
import { storeCredential, testedBy } from './credentials.mts';
import { serve, serveJson } from './strange-server.mts';
import { credentialFor, emulate } from './world.mts';

const OK = { status: 'OK', message: 'Connection successful!' };
const PAGE = '<!DOCTYPE html><html><body>Please sign in</body></html>';
const HTML = { 'content-type': 'text/html' };
const MEMBERS = { path: '/api/v1/members/list/' };
const ENGINE = { rpc: 'ListWebhooks' };

const refused = (message: RegExp) => ({
	status: 'Error',
	message: expect.stringMatching(message) as string,
});

/** A server that answers every call so. */
const answering = (status: number, body: string, headers: Record<string, string> = {}) =>
	serve((response) => response.writeHead(status, headers).end(body));

describe('a credential in order', () => {
	it('costs two calls, one at each host', async () => {
		const emulator = await emulate();
		expect(await testedBy(credentialFor(emulator))).toEqual(OK);
		expect(emulator.calls.map(({ path }) => path)).toEqual([
			expect.stringContaining('/api/v1/members/list/') as string,
			'/smartsuite.webhooks.engine.Webhooks/ListWebhooks',
		]);
		expect(emulator.webhooks).toEqual([]);
	});

	it('is one as it was pasted', async () => {
		const emulator = await emulate();
		const { token, accountId, url } = emulator;
		const pasted = {
			apiToken: `Token ${token}\n`,
			accountId: `https://app.smartsuite.com/${accountId}/home`,
			apiUrl: `${url}/api/v1/`,
			webhooksUrl: `${url.replace('http://', '')}/smartsuite.webhooks.engine.Webhooks/GetWebhook`,
		};
		expect(await testedBy(credentialFor(emulator, pasted))).toEqual(OK);
	});

	it('is one though GetWebhook has another name', async () => {
		const emulator = await emulate({ switches: { getWebhookName: 'GetWebhooks' } });
		expect(await testedBy(credentialFor(emulator))).toEqual(OK);
	});

	it('is one whose owner may not list members, and that is said', async () => {
		const emulator = await emulate();
		emulator.faults.next(MEMBERS, { status: 403, body: { detail: 'No' } }, 1);
		expect(await testedBy(credentialFor(emulator))).toEqual({
			status: 'OK',
			message: expect.stringContaining('may not list members') as string,
		});
	});

	it.each([
		[404, { code: 'not_found', msg: 'no such solution' }],
		[400, { code: 'invalid_argument', msg: 'solution_id' }],
		[403, { code: 'permission_denied', msg: 'not yours' }],
		[401, 'no'],
		[500, { code: 'internal', msg: 'oops' }],
	])('is one where the engine refuses to list nothing: %i %j', async (status, body) => {
		const emulator = await emulate();
		emulator.faults.next(ENGINE, { status, body }, 1);
		expect(await testedBy(credentialFor(emulator))).toEqual(OK);
	});
});

describe('before any call', () => {
	it.each([
		[{ apiToken: '' }, /^The SmartSuite credential has no API Token\. Copy it/],
		[{ accountId: '' }, /^The SmartSuite credential has no Account ID\. The Account ID is/],
		[
			{ accountId: '63b87cad645b3949631b5502' },
			/^'63b87cad645b3949631b5502' is not an Account ID\. It has 24 characters/,
		],
		[{ apiUrl: 'app' }, /^The API URL of the SmartSuite credential is not a web address\. Keep/],
		[{ webhooksUrl: 'hooks' }, /^The Webhooks URL of the SmartSuite credential is not a web/],
	])('%o is refused', async (wrong, message) => {
		const emulator = await emulate();
		expect(await testedBy(credentialFor(emulator, wrong))).toEqual(refused(message));
		expect(emulator.calls).toEqual([]);
	});
});

describe('what SmartSuite refuses', () => {
	it.each([
		[{ apiToken: 'wrong' }, /^SmartSuite does not accept the API token\. Create a new API key/],
		[
			{ accountId: 'sxxxxxxx' },
			/^SmartSuite does not know the workspace 'sxxxxxxx'\. Check the Acc/,
		],
	])('%o is named', async (wrong, message) => {
		const emulator = await emulate();
		expect(await testedBy(credentialFor(emulator, wrong))).toEqual(refused(message));
	});

	it.each<[string, Fault, RegExp]>([
		[
			'403 to all',
			{ status: 403 },
			/^SmartSuite does not accept the API token for this workspace\. /,
		],
		['429', { status: 429 }, /^SmartSuite temporarily blocks this API token\. /],
		['503', { status: 503 }, /^SmartSuite could not answer \(HTTP 503\)\. /],
		['a reset', 'reset', /^SmartSuite cannot be reached at http.+Check the API URL/],
	])('%s is worded as elsewhere', async (_, fault, message) => {
		const emulator = await emulate({ token: randomUUID() });
		emulator.faults.next({}, fault, Infinity);
		expect(await testedBy(credentialFor(emulator))).toEqual(refused(message));
	});

	it('makes no call while SmartSuite blocks the token', async () => {
		const emulator = await emulate({ token: randomUUID() });
		emulator.faults.next(ENGINE, { status: 429 }, 1);
		const credential = credentialFor(emulator);
		expect(await testedBy(credential)).toEqual(refused(/^SmartSuite temporarily blocks/));
		const { length } = emulator.calls;
		expect(await testedBy(credential)).toEqual(
			refused(/^SmartSuite blocks this API token for another \d+ s\. /),
		);
		expect(emulator.calls.length).toBe(length);
	});
});

describe.each([
	['apiUrl', 'API URL', 'SmartSuite API'],
	['webhooksUrl', 'Webhooks URL', 'SmartSuite webhooks service'],
] as const)('a wrong address in %s', (field, name, service) => {
	it.each([
		['a page', () => answering(200, PAGE, HTML), 'answered with a web page'],
		['a page with 404', () => answering(404, PAGE, HTML), 'answered 404 with a web page'],
		['a page with 401', () => answering(401, PAGE, HTML), 'answered 401 with a web page'],
		['a text', () => answering(200, 'Hello'), 'answered with something unreadable'],
		['nothing', () => answering(200, ''), 'answered with nothing'],
		['a redirect', () => answering(302, '', { location: '/' }), 'sends the call elsewhere'],
		['a 404', () => answering(404, 'Not Found'), `^There is no ${service} at http.+404`],
		['a 405', () => answering(405, '{}'), `^There is no ${service} at http.+405`],
	])('is refused where it answers with %s, and the field is named', async (_, start, what) => {
		const emulator = await emulate();
		const { url } = await start();
		const answer = await testedBy(credentialFor(emulator, { [field]: url }));
		expect(answer).toEqual(refused(new RegExp(`${what}.*Check the ${name}`)));
	});

	it('is refused where nobody answers', async () => {
		const emulator = await emulate();
		const url = `http://127.0.0.1:${await getPort()}`;
		const answer = await testedBy(credentialFor(emulator, { [field]: url }));
		const said = `^SmartSuite cannot be reached at ${url} \\(ECONNREFUSED\\)\\. Check the ${name}`;
		expect(answer).toEqual(refused(new RegExp(said)));
	});
});

it("refuses another host's Twirp service at the webhooks host", async () => {
	const emulator = await emulate();
	const { url } = await answering(404, '{"code":"bad_route","msg":"no handler"}', {
		'content-type': 'application/json',
	});
	expect(await testedBy(credentialFor(emulator, { webhooksUrl: url }))).toEqual(
		refused(/^There is no SmartSuite webhooks service at .+Check the Webhooks URL/),
	);
});

it('bears any answer', async () => {
	const { url } = await serveJson(`${'['.repeat(5_000)}${']'.repeat(5_000)}`);
	const credential = storeCredential({
		apiToken: 'x',
		accountId: 'y',
		apiUrl: url,
		webhooksUrl: url,
	});
	expect(await testedBy(credential)).toEqual(OK);
});

it('never names the token, whatever quotes it', async () => {
	const token = randomUUID();
	const { url } = await answering(400, JSON.stringify({ msg: `Token ${token}?` }));
	const pasted = { apiToken: token, accountId: 'y', apiUrl: `${url}/${token}`, webhooksUrl: url };
	const answer = await testedBy(storeCredential(pasted));
	expect(answer.message).toContain('/***');
	expect(answer.message).not.toContain(token);
});
