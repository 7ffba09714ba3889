import { afterEach, describe, expect, it, vi } from 'vitest';

import { request } from '../../nodes/SmartSuite/transport/request.ts';
import { fakeContext, ok } from './fake-context.mts';
import { list } from './request-setup.mts';

afterEach(() => {
	vi.restoreAllMocks();
});

describe('the longest wait for an answer', () => {
	it.each([
		{ timeoutMs: undefined, idleMs: 15_000, wholeMs: 60_000 },
		{ timeoutMs: 5_000, idleMs: 5_000, wholeMs: 5_000 },
		{ timeoutMs: 20_000, idleMs: 20_000, wholeMs: 20_000 },
		{ timeoutMs: 90_000, idleMs: 60_000, wholeMs: 60_000 },
		{ timeoutMs: 1_000.4, idleMs: 1_001, wholeMs: 1_001 },
		{ timeoutMs: 0, idleMs: 1, wholeMs: 1 },
		{ timeoutMs: -7, idleMs: 1, wholeMs: 1 },
	])(
		'is as the caller asks, up to a minute: $timeoutMs ms',
		async ({ timeoutMs, idleMs, wholeMs }) => {
			const deadline = vi
				.spyOn(AbortSignal, 'timeout')
				.mockReturnValue(new AbortController().signal);
			const fake = fakeContext(() => ok({}));
			await request(fake.context, { ...list, timeoutMs });
			expect(fake.sent.map(({ timeout }) => timeout)).toEqual([idleMs]);
			expect(deadline.mock.calls).toEqual([[wholeMs]]);
		},
	);

	it('ends in a time-out like any other', async () => {
		const fake = fakeContext(() => new Promise(() => {}));
		await expect(
			request(fake.context, { ...list, timeoutMs: 30, isTriedOnce: true }),
		).rejects.toMatchObject({
			kind: 'unreachable',
			message: 'SmartSuite did not answer in time at https://webhooks.example.com',
		});
	});
});
