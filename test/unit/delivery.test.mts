import { EventEmitter } from 'node:events';

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { follow } from '../../nodes/SmartSuite/trigger/delivery.ts';

beforeEach(() => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
	vi.useRealTimers();
});

/** An answer on its way, and what was made out about it so far. */
function answer() {
	const response = Object.assign(new EventEmitter(), { statusCode: 200, destroyed: false });
	const delivery = follow(response as unknown as Parameters<typeof follow>[0]);
	const seen: string[] = [];
	void delivery.outcome.then((outcome) => seen.push(outcome));
	return { response, delivery, seen };
}

const settle = async () => await vi.advanceTimersByTimeAsync(0);

describe('events handed to n8n', () => {
	it.each([
		{ statusCode: 200, outcome: 'stored' },
		{ statusCode: 500, outcome: 'failed' },
		{ statusCode: 503, outcome: 'failed' },
	])('are $outcome when the answer went out with $statusCode', async ({ statusCode, outcome }) => {
		const { response, seen } = answer();
		await settle();
		expect(seen).toEqual([]);
		response.statusCode = statusCode;
		response.emit('finish');
		await settle();
		expect(seen).toEqual([outcome]);
	});

	it('are not stored yet when n8n asks for the answer while the sender listens', async () => {
		const { response, delivery, seen } = answer();
		delivery.stored();
		await settle();
		expect(seen).toEqual([]);
		response.statusCode = 500;
		response.emit('finish');
		await settle();
		expect(seen).toEqual(['failed']);
	});

	it('are stored when n8n asks for the answer after the sender hung up', async () => {
		const { response, delivery, seen } = answer();
		response.destroyed = true;
		response.emit('close');
		await settle();
		expect(seen).toEqual([]);
		delivery.stored();
		await settle();
		expect(seen).toEqual(['stored']);
	});

	it('count as failed after a minute without an answer', async () => {
		const { seen } = answer();
		await vi.advanceTimersByTimeAsync(59_999);
		expect(seen).toEqual([]);
		await vi.advanceTimersByTimeAsync(1);
		expect(seen).toEqual(['failed']);
	});

	it('leave no timer behind', async () => {
		const { response } = answer();
		response.emit('finish');
		await settle();
		expect(vi.getTimerCount()).toBe(0);
	});
});
