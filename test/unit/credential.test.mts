import { describe, expect, it } from 'vitest';

import { SmartSuiteApi } from '../../credentials/SmartSuiteApi.credentials.ts';
import { SmartSuite } from '../../nodes/SmartSuite/SmartSuite.node.ts';
import { SmartSuiteTrigger } from '../../nodes/SmartSuite/SmartSuiteTrigger.node.ts';

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
			// Below it stands what most people keep as it is.
			{ name: 'advancedNotice', type: 'notice', standard: '', required: false },
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
		const fields = credential.properties.filter(({ type }) => type !== 'notice');
		expect(fields.filter(({ description = '' }) => description.length < 20)).toEqual([]);
	});

	it.each([
		['token', 'sv25cxf2'],
		['Token token', 'https://app.smartsuite.com/sv25cxf2/home'],
		['Bearer token\n', '"sv25cxf2"'],
	])('is sent as SmartSuite asks, however it was pasted: %j, %j', async (apiToken, accountId) => {
		const { headers } = await credential.authenticate({ apiToken, accountId }, { url: '' });
		expect(headers).toEqual({ Authorization: 'Token token', 'ACCOUNT-ID': 'sv25cxf2' });
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

	it('is tested by a function of the nodes, of both, which n8n asks only where the class has no test', () => {
		expect(credential).not.toHaveProperty('test');
		for (const node of [new SmartSuite(), new SmartSuiteTrigger()]) {
			const { credentials = [] } = node.description;
			expect(credentials).toEqual([
				{ name: 'smartSuiteApi', required: true, testedBy: 'testCredential' },
			]);
			expect(node.methods.credentialTest).toHaveProperty('testCredential');
		}
	});
});
