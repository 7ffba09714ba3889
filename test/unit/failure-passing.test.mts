import { describe, expect, it } from 'vitest';

import { failureOfAnswer, failureOfPause } from '../../nodes/SmartSuite/transport/failure.ts';
import { account, answer, call, HTML } from './failure-setup.mts';

const twirp = (code: string) => ({ code, msg: 'no', meta: {} });
const UNAVAILABLE = { kind: 'unavailable', passing: true };
const REFUSED = { kind: 'refused', passing: false };

describe('an answer that says nothing about the request', () => {
	it.each([
		{ status: 408, body: '', is: UNAVAILABLE },
		{ status: 408, body: twirp('deadline_exceeded'), is: UNAVAILABLE },
		{ status: 408, body: twirp('canceled'), is: UNAVAILABLE },
		{ status: 409, body: '', is: UNAVAILABLE },
		{ status: 409, body: twirp('aborted'), is: UNAVAILABLE },
		{ status: 409, body: { detail: 'Account ID is locked' }, is: UNAVAILABLE },
		{ status: 409, body: twirp('already_exists'), is: REFUSED },
		{ status: 412, body: twirp('failed_precondition'), is: REFUSED },
		{ status: 412, body: '', is: REFUSED },
		{ status: 425, body: '', is: UNAVAILABLE },
		{ status: 425, body: HTML, is: UNAVAILABLE },
		{ status: 500, body: twirp('internal'), is: { ...UNAVAILABLE, passing: false } },
		{ status: 504, body: '', is: UNAVAILABLE },
	])('is worth another try, a refusal is not: $status $body', ({ status, body, is }) => {
		const { kind, passing } = failureOfAnswer(answer(status, body), call, account);
		expect({ kind, passing }).toEqual(is);
	});

	it('is in words what a gateway says', () => {
		const { message, description } = failureOfAnswer(answer(408, ''), call, account);
		expect(message).toBe('SmartSuite could not answer (HTTP 408)');
		expect(description).toContain('This usually passes');
	});
});

describe('a call that would have to wait out a pause', () => {
	it.each([
		{ forMs: 1, seconds: 1 },
		{ forMs: 22_001, seconds: 23 },
		{ forMs: 30_000, seconds: 30 },
	])('fails with how long that is: $forMs ms', ({ forMs, seconds }) => {
		const throttled = failureOfAnswer(answer(429, ''), call, account);
		expect(failureOfPause(forMs)).toEqual({
			kind: 'throttled',
			message: `SmartSuite blocks this API token for another ${seconds} s`,
			description: throttled.description,
			passing: false,
		});
	});
});
