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
