import { describe, expect, it, vi } from 'vitest';

import { isServedHere } from '../../nodes/SmartSuite/trigger/hand-over.ts';
import { tryAgainLater } from '../../nodes/SmartSuite/trigger/setbacks.ts';
import { ok } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { fakeTrigger, URL } from './fake-trigger.mts';
import { after, items, onTheWay } from './hand-over-setup.mts';

fakeTime();

describe('items that are handed to n8n', () => {
	it('start one execution, answered with an empty body', () => {
		const { result } = onTheWay();
		expect(result).toEqual({ workflowData: [items], webhookResponse: '' });
	});

	it('move the cursor in static data at once, and again when n8n asks for the answer', () => {
		const { staticData, owner, result } = onTheWay();
		expect(staticData).toEqual({ ...after, owner });
		for (const key of Object.keys(staticData)) delete staticData[key];
		expect(result.webhookResponse).toBe('');
		expect(staticData).toEqual({ ...after, owner });
	});

	it('count as handed over once n8n has answered with 200, and not before', async () => {
		const { answered, outcomes, remembered, result } = onTheWay();
		expect(result.webhookResponse).toBe('');
		await vi.advanceTimersByTimeAsync(1_000);
		expect([outcomes, remembered()]).toEqual([[], undefined]);
		await answered(200);
		expect([outcomes, remembered()]).toEqual([['stored'], after]);
	});

	it('count as handed over where the sender hung up before n8n asked for the answer', async () => {
		const { outcomes, remembered, response, result } = onTheWay();
		response.destroyed = true;
		expect(result.webhookResponse).toBe('');
		await vi.advanceTimersByTimeAsync(0);
		expect([outcomes, remembered()]).toEqual([['stored'], after]);
	});

	it('are read again soon where n8n could not store them', async () => {
		const { answered, outcomes, ownPings, remembered } = onTheWay();
		await answered(500);
		expect([outcomes, remembered()]).toEqual([['failed'], undefined]);
		expect(ownPings).toEqual([]);
		await vi.advanceTimersByTimeAsync(60_000);
		expect(ownPings).toEqual([[5_000, 'w1']]);
	});

	it.each([
		{ rest: 'there is none', differs: {}, pings: [] },
		{ rest: 'there may be more', differs: { hasMore: true }, pings: [[0, 'w1']] },
		{
			rest: 'the rest could not be read',
			differs: { hasMore: true, failure: new Error('HTTP 503') },
			pings: [[5_000, 'w1']],
		},
	])('are followed by what is left over: $rest', async ({ differs, pings }) => {
		const { answered, ownPings, outcomes } = onTheWay(differs);
		await answered(200);
		await vi.advanceTimersByTimeAsync(60_000);
		expect([outcomes, ownPings]).toEqual([['stored'], pings]);
	});

	it('say that this process takes the pings of this node', () => {
		const other = fakeTrigger(() => ok({}));
		const { context } = onTheWay();
		expect([isServedHere(context), isServedHere(other.context)]).toEqual([true, false]);
	});

	it('are followed later by what is left over where n8n cannot reach its own URL', async () => {
		const { answered, ownPings } = onTheWay(
			{ hasMore: true },
			{ ownUrl: (nth) => (nth < 2 ? new Error('connect ECONNREFUSED') : ok('')) },
		);
		await answered(200);
		await vi.advanceTimersByTimeAsync(600_000);
		expect(ownPings.map(([at]) => at)).toEqual([0, 5_000, 35_000]);
	});

	it('end the growing of the waits when they arrive', async () => {
		const { answered, inWebhook, ownPings } = onTheWay();
		tryAgainLater(inWebhook, URL, 'w1');
		await vi.advanceTimersByTimeAsync(10_000);
		await answered(200);
		tryAgainLater(inWebhook, URL, 'w1');
		await vi.advanceTimersByTimeAsync(10_000);
		expect(ownPings.map(([at]) => at)).toEqual([5_000, 15_000]);
	});

	it.each([
		{ outcome: 'stored', statusCode: 200, differs: { hasMore: true } },
		{ outcome: 'stored', statusCode: 200, differs: { failure: new Error('HTTP 503') } },
		{ outcome: 'failed', statusCode: 500, differs: {} },
	])(
		'are followed by nothing in a test: $outcome $differs',
		async ({ statusCode, ...expected }) => {
			const { answered, ownPings, outcomes } = onTheWay(expected.differs, { mode: 'manual' });
			await answered(statusCode);
			await vi.advanceTimersByTimeAsync(600_000);
			expect([outcomes, ownPings]).toEqual([[expected.outcome], []]);
		},
	);
});
