import { describe, expect, it } from 'vitest';

import { request, SmartSuiteError } from '../../nodes/SmartSuite/transport/index.ts';
import { fakeContext, inTurn, networkFailure, ok, status } from './fake-context.mts';
import type { Reaction } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { list as repeatable } from './request-setup.mts';

const list = { ...repeatable, repeatable: false };

fakeTime();

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
				description: expect.stringMatching(/^Check the Webhooks URL in the credential/) as string,
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
				"Check the Account ID in the credential. The Account ID is the eight characters after app.smartsuite.com/ in the browser's address. SmartSuite says: Account ID sv25cxf2 is not valid",
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
