import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { isHtml } from '../../nodes/SmartSuite/transport/answer.ts';
import {
	failureOfAnswer,
	failureOfBody,
	failureOfNetwork,
	failureOfPause,
} from '../../nodes/SmartSuite/transport/failure.ts';
import { account, answer, call, HTML, ownWords } from './failure-setup.mts';

describe('a 429', () => {
	beforeEach(() => {
		vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-23T12:00:00Z') });
	});
	afterEach(() => {
		vi.useRealTimers();
	});

	it.each([
		{ asks: 'nothing', retryAfter: undefined, pauseMs: 30_000 },
		{ asks: 'less than SmartSuite documents', retryAfter: '5', pauseMs: 30_000 },
		{ asks: 'more, in seconds', retryAfter: '45', pauseMs: 45_000 },
		{ asks: 'more, as a number', retryAfter: 45, pauseMs: 45_000 },
		{ asks: 'a date to come', retryAfter: 'Mon, 23 Nov 2026 12:01:30 GMT', pauseMs: 90_000 },
		{ asks: 'a date gone by', retryAfter: 'Mon, 23 Nov 2026 11:00:00 GMT', pauseMs: 30_000 },
		{ asks: 'nonsense', retryAfter: 'soon', pauseMs: 30_000 },
		{ asks: 'a negative number', retryAfter: '-60', pauseMs: 30_000 },
	])('pauses 30 seconds, or longer where asked to: $asks', ({ retryAfter, pauseMs }) => {
		const headers = retryAfter === undefined ? {} : { 'retry-after': retryAfter };
		const { description, ...rest } = failureOfAnswer(answer(429, '', headers), call, account);
		expect(rest).toEqual({
			kind: 'throttled',
			status: 429,
			message: 'SmartSuite temporarily blocks this API token',
			said: '',
			passing: false,
			pauseMs,
		});
		expect(description).toContain('Wait a minute and try again');
	});

	it.each([
		{ comes: 'a web page', body: HTML, said: '' },
		{ comes: 'words about the workspace', body: 'Account ID x', said: 'Account ID x' },
	])('is one whatever comes with it: $comes', ({ body, said }) => {
		const { kind, pauseMs, said: passedOn } = failureOfAnswer(answer(429, body), call, account);
		expect({ kind, pauseMs, said: passedOn }).toEqual({
			kind: 'throttled',
			pauseMs: 30_000,
			said,
		});
	});
});

describe('a success without data', () => {
	it.each([
		{ body: HTML, found: 'a web page' },
		{ body: '{"events":[{"event_id":"2f7c', found: 'something unreadable' },
		{ body: 'OK', found: 'something unreadable' },
		{ body: '', found: 'nothing' },
		{ body: undefined, found: 'nothing' },
		{ body: null, found: 'nothing' },
	])('is worth another try: $body', ({ body, found }) => {
		expect(failureOfBody(answer(200, body), call, account)).toEqual({
			kind: 'unreadable',
			status: 200,
			message: `https://webhooks.example.com answered with ${found} where SmartSuite's data was expected`,
			description:
				'Check the Webhooks URL in the credential, and whether a proxy or sign-in page stands between n8n and SmartSuite.',
			passing: true,
		});
	});
});

describe('no answer', () => {
	const cannot = (code: string) =>
		`SmartSuite cannot be reached at https://webhooks.example.com (${code})`;
	const late = 'SmartSuite did not answer in time at https://webhooks.example.com';

	it.each([
		['ECONNREFUSED', cannot('ECONNREFUSED')],
		['ENOTFOUND', cannot('ENOTFOUND')],
		['EAI_AGAIN', cannot('EAI_AGAIN')],
		['ECONNRESET', cannot('ECONNRESET')],
		['CERT_HAS_EXPIRED', cannot('CERT_HAS_EXPIRED')],
		['ETIMEDOUT', late],
		['ECONNABORTED', late],
	])('is worth another try: %s', (code, message) => {
		expect(failureOfNetwork(code, call, account)).toEqual({
			kind: 'unreachable',
			message,
			description:
				'Check the Webhooks URL in the credential, and that the machine n8n runs on can reach it (network, proxy, certificates).',
			passing: true,
		});
	});
});

describe('the words for what did not work', () => {
	const refusals = [301, 400, 401, 403, 404, 407, 408, 409, 412, 422, 425, 429];
	const statuses = [...refusals, 500, 501, 502, 503, 504];
	const bodies = ['', HTML, 'Account ID x is not valid', { code: 'bad_route', msg: 'An error' }];
	const failures = [
		...statuses.flatMap((status) =>
			bodies.map((body) => failureOfAnswer(answer(status, body), call, account)),
		),
		...bodies.map((body) => failureOfBody(answer(200, body), call, account)),
		...['ECONNREFUSED', 'ETIMEDOUT'].map((code) => failureOfNetwork(code, call, account)),
		failureOfPause(30_000),
	];

	it('say what happened and what to do, without calling anything an error', () => {
		const words = failures.map(ownWords);
		expect(words.filter((text) => /error|problem|failure|mistake/i.test(text))).toEqual([]);
		expect(words.filter((text) => !/check|create|ask|choose|try/i.test(text))).toEqual([]);
		expect(words).toHaveLength(75);
	});
});

describe('what the server said', () => {
	it.each([
		HTML,
		'<html></html>',
		'\n <HTML lang="en">',
		'<head>',
		'<body>',
		'<?xml version="1.0"?>',
	])('is a page for people: %j', (body) => {
		expect(isHtml(body)).toBe(true);
	});

	it.each([
		'',
		'OK',
		'no <html>',
		'<',
		'"<html>"',
		'{"html":"<body>"}',
		undefined,
		null,
		{ html: HTML },
	])('is no page for people: %j', (body) => {
		expect(isHtml(body)).toBe(false);
	});
});
