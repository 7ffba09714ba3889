import { NodeOperationError } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';

import type { Call } from '../../nodes/SmartSuite/transport/call.ts';
import { request, SmartSuiteError } from '../../nodes/SmartSuite/transport/index.ts';
import { fakeContext, inTurn, networkFailure, ok, status } from './fake-context.mts';
import type { FakeContext, React, Reaction } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';

const list: Call = {
	host: 'webhooks',
	method: 'POST',
	path: '/list',
	about: "solution '63b8'",
	repeatable: false,
};

fakeTime();

/** Makes a call every 20 seconds; gives how often the credential was read until each was done. */
async function readingsWhile(fake: FakeContext, calls: number): Promise<number[]> {
	const readings: number[] = [];
	for (let call = 0; call < calls; call++) {
		await request(fake.context, list).catch(() => {});
		readings.push(fake.readings());
		await vi.advanceTimersByTimeAsync(20_000);
	}
	return readings;
}

describe('the credential', () => {
	it.each([
		{ mode: 'webhook', isServing: true, readings: [1, 1, 1, 2, 2] },
		{ mode: 'trigger', isServing: true, readings: [1, 1, 1, 2, 2] },
		{ mode: 'manual', isServing: true, readings: [1, 2, 3, 4, 5] },
		{ mode: 'internal', isServing: true, readings: [1, 2, 3, 4, 5] },
		// n8n may have another token for each user who runs the workflow.
		{ mode: 'webhook', isServing: false, readings: [1, 2, 3, 4, 5] },
	])('is read as often as needed: $mode, $isServing', async ({ mode, isServing, readings }) => {
		const fake = fakeContext(() => ok({}), { mode, isServing });
		expect(await readingsWhile(fake, 5)).toEqual(readings);
	});

	it('is read anew after a call that did not work', async () => {
		const reactions = inTurn(ok({}), status(500), ok({}));
		const fake = fakeContext(reactions, { mode: 'webhook', isServing: true });
		expect(await readingsWhile(fake, 4)).toEqual([1, 1, 2, 2]);
	});

	it.each([
		['the token', status(401)],
		['the workspace', status(400, 'Account ID sv25cxf2 is not valid')],
	])('is read anew at once where %s of a remembered one is refused', async (_, refusal) => {
		const credential = { apiToken: 'old token' };
		const reactions = inTurn(ok({}), refusal, ok({}));
		const fake = fakeContext(reactions, { mode: 'webhook', isServing: true, credential });
		await request(fake.context, list);
		credential.apiToken = 'new token';
		await request(fake.context, list);
		expect(fake.sent.map(({ token }) => token)).toEqual(['old token', 'old token', 'new token']);
	});

	it('is not tried again where the one that was just read is refused', async () => {
		const fake = fakeContext(() => status(401), { mode: 'webhook', isServing: true });
		await expect(request(fake.context, list)).rejects.toMatchObject({ kind: 'credential' });
		expect(fake.sent).toHaveLength(1);
	});

	it('keeps the token that was sent out of messages, though another is in place by then', async () => {
		const credential = { apiToken: 'old token' };
		const react: React = () => {
			credential.apiToken = 'new token';
			return status(500, 'old token');
		};
		const fake = fakeContext(react, { mode: 'webhook', isServing: true, credential });
		await expect(request(fake.context, list)).rejects.toMatchObject({
			description: expect.stringMatching(/SmartSuite says: \*\*\*$/) as string,
		});
	});

	it('has one pace for a token, whatever blanks it was pasted with', async () => {
		const startedAt = Date.now();
		const fakes = ['pasted token', ' pasted token\n'].map((apiToken) =>
			fakeContext(() => ok({}), { credential: { apiToken, requestsPerSecond: 1 } }),
		);
		const sentAt: number[] = [];
		for (const { context } of fakes) {
			void request(context, list).then(() => sentAt.push(Date.now() - startedAt));
		}
		await vi.runAllTimersAsync();
		expect(sentAt).toEqual([0, 1_000]);
	});

	it.each([
		[{ apiToken: '' }, 'The SmartSuite credential has no API Token'],
		[{ apiToken: '  ' }, 'The SmartSuite credential has no API Token'],
		[{ accountId: ' ' }, 'The SmartSuite credential has no Account ID'],
		[
			{ webhooksUrl: 'webhooks.smartsuite.com' },
			"The Webhooks URL of the SmartSuite credential is not a web address: 'webhooks.smartsuite.com'",
		],
		[
			{ apiUrl: 'ftp://app.smartsuite.com' },
			"The API URL of the SmartSuite credential is not a web address: 'ftp://app.smartsuite.com'",
		],
	])('is refused before anything is sent when incomplete: %j', async (credential, message) => {
		const fake = fakeContext(() => ok({}), { credential });
		const refusal: unknown = await request(fake.context, list).catch((error: unknown) => error);
		expect(refusal).toBeInstanceOf(NodeOperationError);
		expect(refusal).toMatchObject({ message });
		expect(fake.sent).toEqual([]);
	});
});

describe('what is thrown when a call does not work', () => {
	it.each(['ECONNREFUSED', 'ETIMEDOUT', 'EPERM', 'ENOTFOUND', 'EAI_AGAIN', 'ECONNRESET'])(
		'keeps its own words where n8n would put others: %s',
		async (code) => {
			const fake = fakeContext(inTurn(networkFailure(code)));
			const thrown: unknown = await request(fake.context, list).catch((error: unknown) => error);
			expect(thrown).toBeInstanceOf(SmartSuiteError);
			expect(thrown).toMatchObject({
				name: 'NodeApiError',
				kind: 'unreachable',
				httpCode: null,
				message: expect.stringMatching(/^SmartSuite (cannot be reached|did not answer) /) as string,
				description: expect.stringMatching(/^Check the URLs in the credential/) as string,
			});
		},
	);

	it('says what happened, what to do, and what SmartSuite said', async () => {
		const fake = fakeContext(inTurn(status(400, 'Account ID sv25cxf2 is not valid')));
		await expect(request(fake.context, list)).rejects.toMatchObject({
			kind: 'credential',
			httpCode: '400',
			message: "SmartSuite does not know the workspace 'sv25cxf2'",
			description:
				"Check the Account ID in the credential: it is the eight characters after app.smartsuite.com/ in the browser's address. SmartSuite says: Account ID sv25cxf2 is not valid",
		});
	});

	it('quotes SmartSuite in one line and not at length', async () => {
		const fake = fakeContext(inTurn(status(400, `First line\n\n${'x'.repeat(1_000)}`)));
		await expect(request(fake.context, list)).rejects.toMatchObject({
			description: `Check the values of this node. SmartSuite says: First line ${'x'.repeat(289)}...`,
		});
	});

	it.each(['', ' \n', '<html>Sign in</html>'])(
		'quotes nothing where nothing is said: %j',
		async (body) => {
			const fake = fakeContext(inTurn(status(500, body)));
			const thrown: unknown = await request(fake.context, list).catch((error: unknown) => error);
			expect(thrown).toBeInstanceOf(SmartSuiteError);
			expect((thrown as SmartSuiteError).description).not.toContain('SmartSuite says');
		},
	);

	it.each([
		{
			how: 'without the blank it was pasted with',
			token: 'abcdef123456\n',
			before: '',
			after: ' is unknown',
		},
		{
			how: 'at the end of a long text',
			token: 'abcdef123456',
			before: 'x'.repeat(290),
			after: ' is u...',
		},
	])('never has a part of the API token in it, quoted $how', async ({ token, before, after }) => {
		const fake = fakeContext(() => status(401, { detail: `${before}'abcdef123456' is unknown` }), {
			credential: { apiToken: token },
		});
		const thrown: unknown = await request(fake.context, list).catch((error: unknown) => error);
		expect(thrown).toMatchObject({
			description: `Create a new API key in SmartSuite (your picture > API Key) and paste it into the credential. SmartSuite says: ${before}'***'${after}`,
		});
		expect(JSON.stringify(thrown)).not.toContain('abc');
	});

	const echoes: Array<[string, (token: string) => Reaction]> = [
		['in plain text', (token) => status(400, `Token ${token} is not valid`)],
		['twice', (token) => status(500, `${token} and ${token}`)],
		['in a Twirp message', (token) => status(401, { code: 'unauthenticated', msg: token })],
		['under a field', (token) => status(422, { token: [token] })],
		['as a field', (token) => status(400, { [token]: 'unknown' })],
		['in a web page', (token) => status(403, `<html>${token}</html>`)],
		['in a success', (token) => ok(`{"token":"${token}`)],
		['in a header', (token) => status(302, '', { location: `https://x.example/?t=${token}` })],
		['in a network failure', (token) => networkFailure(`Token ${token}`)],
	];

	it.each(echoes)('never has the API token in it, should a server quote it %s', async (_, echo) => {
		const fake = fakeContext(() => echo(fake.token));
		const thrown: unknown = await request(fake.context, list).catch((error: unknown) => error);
		expect(thrown).toBeInstanceOf(SmartSuiteError);
		const { message, description, stack } = thrown as SmartSuiteError;
		for (const text of [message, description, stack, JSON.stringify(thrown)]) {
			expect(text).not.toContain(fake.token);
		}
	});
});
