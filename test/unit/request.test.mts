import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';

import type { Call } from '../../nodes/SmartSuite/transport/call.ts';
import { request } from '../../nodes/SmartSuite/transport/request.ts';
import { fakeContext, inTurn, ok, status } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { list, outcomeOf, THROTTLED, times, troubles } from './request-setup.mts';

const create: Call = { ...list, repeatable: false };
const remove: Call = { ...list, answerIsOptional: true };

fakeTime();

describe('a request', () => {
	it('goes to the path below its host, with nothing that SmartSuite would not understand', async () => {
		const fake = fakeContext(() => ok({ webhooks: [] }));
		expect(await outcomeOf(fake, list)).toEqual({ webhooks: [] });
		expect(fake.sent).toEqual([
			{
				at: 0,
				token: fake.token,
				method: 'POST',
				url: 'https://webhooks.example.com/smartsuite.webhooks.engine.Webhooks/ListWebhooks',
				qs: undefined,
				arrayFormat: 'repeat',
				body: { solution_id: '63b8' },
				headers: { Accept: 'application/json', 'Content-Type': 'application/json' },
				timeout: 15_000,
				abortSignal: expect.any(AbortSignal) as AbortSignal,
				disableFollowRedirect: true,
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
			},
		]);
	});

	it.each([
		['an answer', ok({})],
		['a failure', new Error('connect ECONNREFUSED')],
	])(
		'holds on to nothing once there was %s, though its deadline is a minute off',
		async (_, end) => {
			const fake = fakeContext(() => end);
			await outcomeOf(fake, { ...list, isTriedOnce: true });
			const [deadline] = fake.sent.flatMap(({ abortSignal }) => abortSignal ?? []);
			expect(deadline).toBeInstanceOf(AbortSignal);
			expect(getEventListeners(deadline as AbortSignal, 'abort')).toEqual([]);
		},
	);

	it('takes its host from the credential, with or without a slash at the end', async () => {
		const urls = { apiUrl: ' https://eu.example.com// ', webhooksUrl: '' };
		const fake = fakeContext(() => ok({}), { credential: urls });
		await outcomeOf(fake, { ...list, host: 'api', path: '/api/v1/solutions/' });
		await outcomeOf(fake, { ...list, path: '/x' });
		expect(fake.sent.map(({ url }) => url)).toEqual([
			'https://eu.example.com/api/v1/solutions/',
			'https://webhooks.smartsuite.com/x',
		]);
	});

	it.each(troubles)('is tried again with growing delays after %s', async (_, trouble) => {
		const fake = fakeContext(inTurn(trouble));
		expect(await outcomeOf(fake, list)).toMatch(/^(SmartSuite|https)/);
		expect(times(fake)).toEqual([0, 500, 2_500, 7_500]);
	});

	it.each(troubles)('gives what a later try brings after %s', async (_, trouble) => {
		const fake = fakeContext(inTurn(trouble, trouble, ok({ webhooks: [] })));
		expect(await outcomeOf(fake, list)).toEqual({ webhooks: [] });
		expect(times(fake)).toEqual([0, 500, 2_500]);
	});

	it.each(troubles)('is not tried again when it would create twice: %s', async (_, trouble) => {
		const fake = fakeContext(inTurn(trouble, ok({ webhook: {} })));
		expect(await outcomeOf(fake, create)).toMatch(/^(SmartSuite|https)/);
		expect(times(fake)).toEqual([0]);
	});

	it.each([400, 401, 403, 404, 422, 500, 501, 301])('is not tried again after %s', async (code) => {
		const fake = fakeContext(inTurn(status(code), ok({})));
		expect(await outcomeOf(fake, list)).toMatch(/^(SmartSuite|https)/);
		expect(times(fake)).toEqual([0]);
	});

	it.each([
		{ answer: ok('') },
		{ answer: status(204, undefined) },
		{ answer: status(204, null) },
		{ answer: ok('OK') },
		{ answer: ok('{"webhook":{"webho') },
		{ answer: ok(true) },
		{ answer: ok({}), gives: {} },
		{
			answer: status(202, { webhook: { webhook_id: 'w' } }),
			gives: { webhook: { webhook_id: 'w' } },
		},
	])(
		'may be answered with anything where no answer is needed: $answer',
		async ({ answer, gives }) => {
			const fake = fakeContext(inTurn(answer));
			expect(await outcomeOf(fake, remove)).toEqual(gives);
			expect(times(fake)).toEqual([0]);
		},
	);

	it('is not taken for done when a web page is the answer', async () => {
		const fake = fakeContext(inTurn(ok('<html></html>')));
		expect(await outcomeOf(fake, remove)).toBe(
			"https://webhooks.example.com answered with a web page where SmartSuite's data was expected",
		);
	});
});

describe('a request that SmartSuite throttles', () => {
	it('waits 30 seconds and goes on, also when it would create something', async () => {
		for (const call of [list, create]) {
			const fake = fakeContext(inTurn(status(429), ok({ webhooks: [] })));
			expect(await outcomeOf(fake, call)).toEqual({ webhooks: [] });
			expect(times(fake)).toEqual([0, 30_000]);
		}
	});

	it('waits three times at most', async () => {
		const fake = fakeContext(inTurn(status(429)));
		expect(await outcomeOf(fake, list)).toBe(THROTTLED);
		expect(times(fake)).toEqual([0, 30_000, 60_000, 90_000]);
	});

	it('waits longer when asked to', async () => {
		const answer = status(429, '', { 'retry-after': '75' });
		const fake = fakeContext(inTurn(answer, ok({})));
		expect(await outcomeOf(fake, list)).toEqual({});
		expect(times(fake)).toEqual([0, 75_000]);
	});

	it('gives up at once when asked to wait longer than anyone would', async () => {
		const fake = fakeContext(inTurn(status(429, '', { 'retry-after': '3600' }), ok({})));
		expect(await outcomeOf(fake, list)).toBe(THROTTLED);
		expect(times(fake)).toEqual([0]);
	});

	it('makes every other call with this token wait as well', async () => {
		const fake = fakeContext(inTurn(status(429), ok({})));
		const first = request(fake.context, list);
		await vi.advanceTimersByTimeAsync(100);
		const second = request(fake.context, list);
		await vi.advanceTimersByTimeAsync(29_899);
		expect(times(fake)).toEqual([0]);
		await vi.runAllTimersAsync();
		expect(await Promise.all([first, second])).toEqual([{}, {}]);
		expect(times(fake)).toEqual([0, 30_000, 30_000]);
	});

	it('keeps to the pace of the credential', async () => {
		const fake = fakeContext(() => ok({}), { credential: { requestsPerSecond: 5 } });
		const calls = Array.from({ length: 7 }, async () => await request(fake.context, list));
		await vi.runAllTimersAsync();
		await Promise.all(calls);
		expect(times(fake)).toEqual([0, 0, 0, 0, 0, 1_000, 1_000]);
	});
});
