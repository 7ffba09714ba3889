import { NodeOperationError } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';

import { request } from '../../nodes/SmartSuite/transport/request.ts';
import { fakeContext, inTurn, ok, status } from './fake-context.mts';
import type { React } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { list } from './request-setup.mts';

fakeTime();

/** Stops the execution some time after its request began; gives what was thrown and what was sent. */
async function stopAfter(ms: number, react: React) {
	const stop = new AbortController();
	const fake = fakeContext((options, nth) => react(options, nth), { signal: stop.signal });
	let thrown: unknown;
	void request(fake.context, list).catch((error: unknown) => (thrown = error));
	await vi.advanceTimersByTimeAsync(ms);
	stop.abort();
	await vi.advanceTimersByTimeAsync(0);
	const thrownAtOnce = thrown;
	await vi.runAllTimersAsync();
	return { thrownAtOnce, sent: fake.sent.length };
}

describe('a stopped execution', () => {
	it.each<{ during: string; ms: number; react: React; sent: number }>([
		{ during: 'the wait before another try', ms: 100, react: inTurn(status(503)), sent: 1 },
		{ during: 'the pause after a 429', ms: 10_000, react: inTurn(status(429)), sent: 1 },
		{ during: 'a later wait', ms: 1_000, react: inTurn(status(502)), sent: 2 },
	])('ends $during', async ({ ms, react, sent }) => {
		const stopped = await stopAfter(ms, react);
		expect(stopped.thrownAtOnce).toBeInstanceOf(NodeOperationError);
		expect(stopped.thrownAtOnce).toMatchObject({ message: 'The execution was stopped' });
		expect(stopped.sent).toBe(sent);
	});

	it('sends nothing when it is stopped already', async () => {
		const fake = fakeContext(() => ok({}), { signal: AbortSignal.abort() });
		await expect(request(fake.context, list)).rejects.toThrow('The execution was stopped');
		expect(fake.sent).toEqual([]);
	});

	const moments = Array.from({ length: 12 }, (_, moment) => moment);

	it.each(moments)('takes no slot with it, whenever it is stopped: %i', async (moment) => {
		const credential = { requestsPerSecond: 1, apiToken: `token stopped at moment ${moment}` };
		const stop = new AbortController();
		const stopped = fakeContext(() => ok({}), { credential, signal: stop.signal });
		const outcome = request(stopped.context, list).catch(() => {});
		for (let microtask = 0; microtask < moment; microtask++) await Promise.resolve();
		stop.abort();
		await outcome;
		const next = fakeContext(() => ok({}), { credential });
		const answered = request(next.context, list);
		await vi.runAllTimersAsync();
		expect(next.sent).toHaveLength(1);
		expect(await answered).toEqual({});
	});

	it('says so, and tries no more, when n8n broke off the request on the way', async () => {
		const stop = new AbortController();
		const fake = fakeContext(
			() => {
				stop.abort();
				return new Error('canceled');
			},
			{ signal: stop.signal },
		);
		await expect(request(fake.context, list)).rejects.toThrow('The execution was stopped');
		expect(fake.sent).toHaveLength(1);
	});
});
