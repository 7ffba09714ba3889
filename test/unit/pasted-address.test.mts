import { describe, expect, it } from 'vitest';

import { readCredential } from '../../nodes/SmartSuite/transport/pasted.ts';

const TOKEN = 'f00dfeedf00dfeedf00dfeedf00dfeedf00dfeed';

/** What is read of a credential that is otherwise in order. */
const read = (changes: Record<string, unknown>) =>
	readCredential({ apiToken: TOKEN, accountId: 'sv25cxf2', ...changes });

const APP = 'https://app.smartsuite.com';
const WEBHOOKS = 'https://webhooks.smartsuite.com';
const METHOD = 'smartsuite.webhooks.engine.Webhooks/ListEvents';

describe('an address', () => {
	it.each([
		['', APP],
		['  ', APP],
		[undefined, APP],
		[APP, APP],
		[`${APP}/`, APP],
		[` ${APP}//\n`, APP],
		[`"${APP}"`, APP],
		[`${APP}/api/v1`, APP],
		[`${APP}/api/v1/`, APP],
		[`${APP}/api/v1/solutions/`, APP],
		[`${APP}/sv25cxf2/home`, APP],
		['app.smartsuite.com', APP],
		['app.smartsuite.com/api/v1', APP],
		['//app.smartsuite.com', APP],
		['HTTPS://App.SmartSuite.com/', APP],
		['http://app.smartsuite.com', APP],
		['https://eu.smartsuite.example/api/v1/', 'https://eu.smartsuite.example'],
		['https://proxy.example/smartsuite/api/v1', 'https://proxy.example/smartsuite'],
		['https://proxy.example/smartsuite/?a=1#b', 'https://proxy.example/smartsuite'],
		['smartsuite.example', 'https://smartsuite.example'],
		['localhost:8080', 'http://localhost:8080'],
		['127.0.0.1:8080/api', 'http://127.0.0.1:8080'],
		['http://gateway:8080/', 'http://gateway:8080'],
	])('of the API: %j is %s', (pasted, apiUrl) => {
		expect(read({ apiUrl: pasted })).toMatchObject({ apiUrl });
	});

	it.each([
		['', WEBHOOKS],
		[WEBHOOKS, WEBHOOKS],
		[`${WEBHOOKS}/${METHOD}`, WEBHOOKS],
		[`webhooks.smartsuite.com/${METHOD}`, WEBHOOKS],
		[`POST ${WEBHOOKS}`, undefined],
		[`https://proxy.example/hooks/${METHOD}`, 'https://proxy.example/hooks'],
		[
			'https://proxy.example/hooks/smartsuite.webhooks.engine.Webhooks/',
			'https://proxy.example/hooks',
		],
		['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
	])('of the webhooks: %j is %s', (pasted, webhooksUrl) => {
		const answer = read({ webhooksUrl: pasted });
		if (webhooksUrl) expect(answer).toMatchObject({ webhooksUrl });
		else expect(answer).toHaveProperty('fault');
	});

	it.each([
		'app',
		TOKEN,
		`Token ${TOKEN}`,
		`${APP} Token ${TOKEN}`,
		`ftp://${TOKEN}`,
		`https://`,
		`https://[${TOKEN}`,
	])('that is none is named, not quoted: %j', (pasted) => {
		for (const [field, displayName] of [
			['apiUrl', 'API URL'],
			['webhooksUrl', 'Webhooks URL'],
		] as const) {
			const answer = read({ [field]: pasted });
			expect(answer).toMatchObject({
				fault: { message: `The ${displayName} of the SmartSuite credential is not a web address` },
			});
			expect(JSON.stringify(answer)).not.toContain(TOKEN);
		}
	});
});

describe('a pace', () => {
	it.each([
		[undefined, 5],
		['', 5],
		['fast', 5],
		[0, 5],
		[-1, 5],
		[0.5, 0.5],
		['3', 3],
	])('%j is %d requests per second', (pasted, requestsPerSecond) => {
		expect(read({ requestsPerSecond: pasted })).toMatchObject({ requestsPerSecond });
	});
});
