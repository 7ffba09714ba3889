import { describe, expect, it, vi } from 'vitest';

import { request } from '../../nodes/SmartSuite/transport/request.ts';
import { fakeContext, inTurn, ok, status } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { list, outcomeOf, THROTTLED, times, troubles } from './request-setup.mts';

const once = { ...list, isTriedOnce: true };

fakeTime();

describe('a request that is tried once', () => {
	it('gives its answer as any other', async () => {
		const fake = fakeContext(() => ok({ webhooks: [] }));
		expect(await outcomeOf(fake, once)).toEqual({ webhooks: [] });
		expect(times(fake)).toEqual([0]);
	});

	it.each(troubles)('fails at once after %s', async (_, trouble) => {
		const fake = fakeContext(inTurn(trouble, ok({})));
		const failedAt = request(fake.context, once).catch(() => Date.now());
		const startedAt = Date.now();
		await vi.runAllTimersAsync();
		expect(await failedAt).toBe(startedAt);
		expect(times(fake)).toEqual([0]);
	});

	it('says what any other would say in the end', async () => {
		for (const [, trouble] of troubles) {
			const fake = fakeContext(inTurn(trouble));
			expect(await outcomeOf(fake, once)).toBe(await outcomeOf(fake, list));
		}
	});

	it.each([
		{ asks: {}, pause: 30_000 },
		{ asks: { 'retry-after': '75' }, pause: 75_000 },
		{ asks: { 'retry-after': '3600' }, pause: 120_000 },
	])(
		'does not wait out a throttling, but has the next calls wait: $asks',
		async ({ asks, pause }) => {
			const startedAt = Date.now();
			const fake = fakeContext(inTurn(status(429, '', asks), ok({})));
			await expect(request(fake.context, once)).rejects.toThrow(THROTTLED);
			expect(Date.now()).toBe(startedAt);
			expect(times(fake)).toEqual([0]);
			expect(await outcomeOf(fake, list)).toEqual({});
			expect(times(fake)).toEqual([0, pause]);
		},
	);
});

describe('a request that is tried once, while SmartSuite refuses all calls', () => {
	/** SmartSuite throttles the first call, and this much of the pause is over. */
	async function throttled(agoMs: number) {
		const fake = fakeContext(inTurn(status(429), ok({})), { mode: 'webhook', isServing: true });
		await request(fake.context, once).catch(() => {});
		await vi.advanceTimersByTimeAsync(agoMs);
		return fake;
	}

	it.each([
		{ agoMs: 0, seconds: 30 },
		{ agoMs: 7_500, seconds: 23 },
		{ agoMs: 29_999, seconds: 1 },
	])('fails at once and costs none, $agoMs ms later', async ({ agoMs, seconds }) => {
		const fake = await throttled(agoMs);
		await expect(request(fake.context, once)).rejects.toMatchObject({
			kind: 'throttled',
			httpCode: null,
			message: `SmartSuite blocks this API token for another ${seconds} s`,
			description: expect.stringContaining('Wait a minute and try again') as string,
		});
		expect(times(fake)).toEqual([0]);
	});

	it('reads the credential no more often than ever, and makes the pause no longer', async () => {
		const fake = await throttled(0);
		for (let nth = 0; nth < 10; nth++) await request(fake.context, once).catch(() => {});
		expect(fake.readings()).toBe(2);
		await vi.advanceTimersByTimeAsync(30_000);
		expect(await outcomeOf(fake, once)).toEqual({});
		expect(times(fake)).toEqual([0, 30_000]);
	});

	it('still waits for its turn within the pace', async () => {
		const fake = fakeContext(() => ok({}), { credential: { requestsPerSecond: 1 } });
		const calls = Array.from({ length: 3 }, async () => await request(fake.context, once));
		await vi.runAllTimersAsync();
		expect(await Promise.all(calls)).toEqual([{}, {}, {}]);
		expect(times(fake)).toEqual([0, 1_000, 2_000]);
	});

	it('fails when that begins while it waits for its turn', async () => {
		const credential = { requestsPerSecond: 1 };
		const fake = fakeContext(inTurn(ok({}), status(429), ok({})), { credential });
		const startedAt = Date.now();
		const [, , third] = [once, once, once].map(async (call) =>
			request(fake.context, call).catch(({ message }: Error) => [message, Date.now() - startedAt]),
		);
		await vi.advanceTimersByTimeAsync(1_000);
		expect(await third).toEqual(['SmartSuite blocks this API token for another 30 s', 1_000]);
		expect(times(fake)).toEqual([0, 1_000]);
	});
});
