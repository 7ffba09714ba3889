import { describe, expect, it } from 'vitest';

import { SmartSuiteApi } from '../../credentials/SmartSuiteApi.credentials.ts';

const credential = new SmartSuiteApi();

describe('the credential', () => {
	it('has the names and defaults that workflows depend on', () => {
		const fields = credential.properties.map(({ name, type, default: standard, required }) => ({
			name,
			type,
			standard,
			required: required ?? false,
		}));
		expect(credential.name).toBe('smartSuiteApi');
		expect(fields).toEqual([
			{ name: 'apiToken', type: 'string', standard: '', required: true },
			{ name: 'accountId', type: 'string', standard: '', required: true },
			{ name: 'apiUrl', type: 'string', standard: 'https://app.smartsuite.com', required: false },
			{
				name: 'webhooksUrl',
				type: 'string',
				standard: 'https://webhooks.smartsuite.com',
				required: false,
			},
			{ name: 'requestsPerSecond', type: 'number', standard: 5, required: false },
		]);
	});

	it('hides the token, and nothing else', () => {
		const hidden = credential.properties.filter(({ typeOptions }) => typeOptions?.password);
		expect(hidden.map(({ name }) => name)).toEqual(['apiToken']);
	});

	it('says of every field where its value is found', () => {
		const silent = credential.properties.filter(({ description = '' }) => description.length < 20);
		expect(silent).toEqual([]);
	});

	it('is sent as SmartSuite asks, without the blanks it was pasted with', async () => {
		const request = { url: 'https://app.smartsuite.com', headers: { Accept: 'application/json' } };
		const values = { apiToken: ' secret\n', accountId: ' sv25cxf2 ' };
		expect(await credential.authenticate(values, request)).toEqual({
			url: 'https://app.smartsuite.com',
			headers: {
				Accept: 'application/json',
				Authorization: 'Token secret',
				'ACCOUNT-ID': 'sv25cxf2',
			},
			sendCredentialsOnCrossOriginRedirect: false,
		});
	});

	it('is tested by one cheap documented call', () => {
		expect(credential.test.request).toEqual({
			baseURL: '={{ $credentials.apiUrl.trim().replace(/[/]+$/, "") }}',
			url: '/api/v1/members/list/',
			method: 'POST',
			qs: { offset: 0, limit: 1 },
			body: { sort: [], filter: {} },
			disableFollowRedirect: true,
		});
	});

	it.each([
		[302, 'API URL'],
		[308, 'API URL'],
		[400, 'Account ID'],
		[401, 'API Token'],
		[403, 'API Token'],
		[404, 'API URL'],
		[429, 'Try again in a minute'],
	])('says after %i that it is about: %s', (code, word) => {
		const rules = credential.test.rules?.filter(({ properties }) => properties.value === code);
		expect(rules).toEqual([
			{
				type: 'responseCode',
				properties: { value: code, message: expect.stringContaining(word) as string },
			},
		]);
	});

	it('tells a wrong workspace from a wrong token', () => {
		const messageOf = (code: number) =>
			credential.test.rules?.find(({ properties }) => properties.value === code)?.properties
				.message;
		expect(messageOf(400)).not.toContain('API Token');
		expect(messageOf(401)).not.toContain('Account ID');
	});
});
