import { describe, expect, it } from 'vitest';

import { failureOfAnswer } from '../../nodes/SmartSuite/transport/failure.ts';
import { account, answer, call, HTML } from './failure-setup.mts';

const WORKSPACE = {
	kind: 'credential',
	message: "SmartSuite does not know the workspace 'sv25cxf2'",
	advice: 'Check the Account ID in the credential',
};
const TOKEN = {
	kind: 'credential',
	message: 'SmartSuite does not accept the API token',
	advice: 'Create a new API key in SmartSuite',
};
const REFUSED = {
	kind: 'refused',
	message: "SmartSuite refused the request for webhook '3c8a1835' (HTTP 400)",
	advice: 'Check the values of this node.',
};
const MISSING = {
	kind: 'missing',
	message: "SmartSuite has no webhook '3c8a1835'",
	advice: 'Choose another one from the list.',
};
const NO_ROUTE = {
	kind: 'no_route',
	message: 'SmartSuite knows no call /smartsuite.webhooks.engine.Webhooks/GetWebhook',
	advice: 'Check the Webhooks URL in the credential',
};
const REDIRECTED = {
	kind: 'unreadable',
	message: 'https://webhooks.example.com sends the call elsewhere',
	advice: 'Check the Webhooks URL in the credential',
};
const unavailable = (status: number) => ({
	kind: 'unavailable',
	message: `SmartSuite could not answer (HTTP ${status})`,
	advice: 'try again in a few minutes',
});
const webPage = (status: number, kind: string) => ({
	kind,
	message: `https://webhooks.example.com answered ${status} with a web page`,
	advice: 'whether a proxy or sign-in page stands between',
});
const twirp = (code: string, msg: string) => ({ code, msg, meta: {} });

/** Statuses and bodies (docs/internals/smartsuite.md sections 2.1 and 2.2), and what is passed on. */
const answers = [
	{
		status: 400,
		body: 'Account ID is not specified',
		is: WORKSPACE,
		said: 'Account ID is not specified',
	},
	{
		status: 400,
		body: 'Account ID sv25cxf2 is not valid',
		is: WORKSPACE,
		said: 'Account ID sv25cxf2 is not valid',
	},
	{
		status: 401,
		body: twirp('unauthenticated', 'token is invalid'),
		is: TOKEN,
		said: 'token is invalid',
	},
	{ status: 401, body: { detail: 'Invalid token.' }, is: TOKEN, said: 'Invalid token.' },
	{ status: 401, body: '', is: TOKEN, said: '' },
	{
		status: 403,
		body: { detail: 'You may not.' },
		is: {
			kind: 'forbidden',
			message: "SmartSuite does not allow access to webhook '3c8a1835'",
			advice: 'ask an administrator of the solution for access',
		},
		said: 'You may not.',
	},
	{
		status: 404,
		body: twirp('bad_route', 'no handler for path'),
		is: NO_ROUTE,
		said: 'no handler for path',
	},
	{
		status: 404,
		body: twirp('not_found', 'no such webhook'),
		is: MISSING,
		said: 'no such webhook',
	},
	{ status: 404, body: { detail: 'Not found.' }, is: MISSING, said: 'Not found.' },
	{
		status: 400,
		body: twirp('invalid_argument', 'kinds is required'),
		is: REFUSED,
		said: 'kinds is required',
	},
	{
		status: 400,
		body: { status: 'Not allowed comparison.' },
		is: REFUSED,
		said: 'status: Not allowed comparison.',
	},
	{
		status: 400,
		body: { params: ['This field is required.'] },
		is: REFUSED,
		said: 'params: ["This field is required."]',
	},
	{ status: 400, body: { message: 'no formula', code: 'x' }, is: REFUSED, said: 'no formula' },
	{
		status: 400,
		body: { data: { title: ['Too long.'] }, items: 'Too many.' },
		is: REFUSED,
		said: 'data: {"title":["Too long."]}; items: Too many.',
	},
	{ status: 400, body: ['Too many items.'], is: REFUSED, said: '0: Too many items.' },
	{
		status: 422,
		body: { title: 'This field is required.' },
		is: { ...REFUSED, message: "SmartSuite refused the request for webhook '3c8a1835' (HTTP 422)" },
		said: 'title: This field is required.',
	},
	{ status: 500, body: twirp('internal', 'boom'), is: unavailable(500), said: 'boom' },
	{ status: 501, body: twirp('unimplemented', 'not yet'), is: unavailable(501), said: 'not yet' },
	{ status: 502, body: 'Bad Gateway', is: unavailable(502), said: 'Bad Gateway', passing: true },
	{
		status: 503,
		body: twirp('unavailable', 'busy'),
		is: unavailable(503),
		said: 'busy',
		passing: true,
	},
	{ status: 504, body: '', is: unavailable(504), said: '', passing: true },
	{ status: 502, body: HTML, is: webPage(502, 'unavailable'), said: '', passing: true },
	{ status: 500, body: `\n ${HTML}`, is: webPage(500, 'unavailable'), said: '' },
	{ status: 401, body: HTML, is: webPage(401, 'unreadable'), said: '' },
	{ status: 403, body: HTML, is: webPage(403, 'unreadable'), said: '' },
	{ status: 404, body: HTML, is: webPage(404, 'unreadable'), said: '' },
	{
		status: 400,
		body: '<html>Account ID</html>',
		is: webPage(400, 'unreadable'),
		said: '',
	},
	{ status: 407, body: '<html></html>', is: webPage(407, 'unreadable'), said: '' },
	{ status: 301, body: '', is: REDIRECTED, said: '' },
	{ status: 302, body: HTML, is: REDIRECTED, said: '' },
];

describe('an answer of SmartSuite that is no success', () => {
	it.each(answers)('is told apart: $status $body', ({ status, body, is, said, passing }) => {
		const { description, ...rest } = failureOfAnswer(answer(status, body), call, account);
		expect(rest).toEqual({
			kind: is.kind,
			status,
			message: is.message,
			said,
			passing: passing ?? false,
		});
		expect(description).toContain(is.advice);
		expect(description).not.toContain('SmartSuite says');
	});

	it('names the host that was called', () => {
		const { message } = failureOfAnswer(answer(302, ''), { ...call, host: 'api' }, account);
		expect(message).toBe('https://app.example.com sends the call elsewhere');
	});

	it('passes on what SmartSuite said whole and as it is', () => {
		const said = `First line\n\n${'x'.repeat(1_000)} `;
		const failures = [said, { msg: said }].map((body) =>
			failureOfAnswer(answer(400, body), call, account),
		);
		expect(failures.map(({ description }) => description)).toEqual([
			'Check the values of this node.',
			'Check the values of this node.',
		]);
		expect(failures.map((failure) => failure.said)).toEqual([said, said]);
	});
});
