import { describe, expect, it } from 'vitest';

import { accountIdIn, readCredential, tokenIn } from '../../nodes/SmartSuite/transport/pasted.ts';

const TOKEN = 'f00dfeedf00dfeedf00dfeedf00dfeedf00dfeed';

/** What is read of a credential that is otherwise in order. */
const read = (changes: Record<string, unknown>) =>
	readCredential({ apiToken: TOKEN, accountId: 'sv25cxf2', ...changes });

describe('a token', () => {
	it.each([
		TOKEN,
		`  ${TOKEN}\n`,
		`\u00a0${TOKEN}\u200b`,
		`\ufeff${TOKEN}\r\n`,
		`"${TOKEN}"`,
		`'${TOKEN}'`,
		`“${TOKEN}”`,
		`\`${TOKEN}\``,
		`Token ${TOKEN}`,
		`token ${TOKEN}`,
		`TOKEN\t${TOKEN}`,
		`Token: ${TOKEN}`,
		`Token=${TOKEN}`,
		`Token Token ${TOKEN}`,
		`Token "${TOKEN}"`,
		`"Token ${TOKEN}"`,
		`Token\n${TOKEN}\n`,
		`Bearer ${TOKEN}`,
		`Authorization: Token ${TOKEN}`,
		`authorization: bearer ${TOKEN}`,
		`"Authorization": "Token ${TOKEN}"`,
		`'Authorization': 'Token ${TOKEN}'`,
	])('is found in %j', (pasted) => {
		expect(tokenIn(pasted)).toBe(TOKEN);
	});

	it.each(['tokenfeed', 'bearer0123', 'authorization1'])('may begin like a word: %s', (token) => {
		expect(tokenIn(token)).toBe(token);
	});

	it.each([undefined, null, '', ' \n', '""', {}, []])('is not in %j', (pasted) => {
		expect(read({ apiToken: pasted })).toMatchObject({
			fault: { message: 'The SmartSuite credential has no API Token' },
		});
	});

	it.each([`${TOKEN}\r\nX-Admin: yes`, `${TOKEN}\u0000`, `${TOKEN}ü`])(
		'is refused without quoting it: %j',
		(pasted) => {
			const answer = read({ apiToken: pasted });
			expect(answer).toMatchObject({
				fault: { message: expect.stringMatching(/^The API Token /) as string },
			});
			expect(JSON.stringify(answer)).not.toContain(TOKEN);
		},
	);
});

describe('an Account ID', () => {
	it.each([
		'sv25cxf2',
		' sv25cxf2\n',
		'"sv25cxf2"',
		'ACCOUNT-ID: sv25cxf2',
		'"ACCOUNT-ID": "sv25cxf2"',
		'Account ID: sv25cxf2',
		'/sv25cxf2/',
		'sv25cxf2/solution/63b87cad645b3949631b5502',
		'app.smartsuite.com/sv25cxf2',
		'https://app.smartsuite.com/sv25cxf2',
		'https://app.smartsuite.com/sv25cxf2/',
		'https://app.smartsuite.com//sv25cxf2/home',
		' https://app.smartsuite.com/sv25cxf2/home?tab=1#top ',
		'https://app.smartsuite.com/sv25cxf2?tab=1',
		'https://app.smartsuite.com/sv25cxf2/solution/63b87cad645b3949631b5502/63b87cad645b3949631b5503',
		'HTTPS://APP.SMARTSUITE.COM/sv25cxf2/solution/63b87cad645b3949631b5502',
		'http://127.0.0.1:8080/sv25cxf2/solution/63b87cad645b3949631b5502',
		'http://localhost/sv25cxf2',
	])('is found in %j', (pasted) => {
		expect(accountIdIn(pasted)).toBe('sv25cxf2');
	});

	it.each(['', ' ', 'https://app.smartsuite.com/', 'app.smartsuite.com', undefined])(
		'is not in %j',
		(pasted) => {
			expect(read({ accountId: pasted })).toMatchObject({
				fault: { message: 'The SmartSuite credential has no Account ID' },
			});
		},
	);

	const SOLUTION = '63b87cad645b3949631b5502';

	it.each([SOLUTION, ` ${SOLUTION.toUpperCase()} `, `https://app.smartsuite.com/${SOLUTION}`])(
		'is told apart from the ID of a thing: %j',
		(pasted) => {
			expect(read({ accountId: pasted })).toMatchObject({
				fault: {
					message: expect.stringMatching(
						/^'63b87cad645b3949631b5502' is not an Account ID$/i,
					) as string,
					description: expect.stringMatching(
						/solution, table, record or member.*eight characters/,
					) as string,
				},
			});
		},
	);

	it.each([
		TOKEN,
		`Token ${TOKEN}`,
		`https://app.smartsuite.com/${TOKEN}`,
		'sv25cxf2\nX-Admin: yes',
	])('is refused without quoting what may be the token: %j', (pasted) => {
		const answer = read({ accountId: pasted });
		expect(answer).toMatchObject({
			fault: { message: expect.stringMatching(/^The Account ID /) as string },
		});
		expect(JSON.stringify(answer)).not.toContain(TOKEN);
	});
});

const another: object = { apiKey: TOKEN, workspaceId: 'sv25cxf2' };

it("names the clash where another package's credential is in the place of this one", () => {
	expect(readCredential(another)).toMatchObject({
		fault: {
			message:
				"The credential comes from another package: it has no field 'API Token' and 'Account ID'",
			description: expect.stringContaining('Uninstall the other package') as string,
		},
	});
});
