import type { WorkflowActivateMode } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';

import { callsOf, ok, status } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { AFTER_START_MS, FIRST_PING_MS, known, started } from './keep-alive-setup.mts';

fakeTime();

describe('the keep-alive after a start', () => {
	it('pings the own URL once, within 21 seconds, without a call of its own', async () => {
		const { ownPings, sent, warnings } = started();
		await vi.advanceTimersByTimeAsync(FIRST_PING_MS);
		expect(ownPings).toEqual([[expect.any(Number), 'w1']]);
		await vi.advanceTimersByTimeAsync(AFTER_START_MS);
		expect([ownPings.length, sent, warnings]).toEqual([1, [], []]);
	});

	/** When each of a hundred nodes sends its first ping, after n8n started them for this reason. */
	async function firstPingsOfAHundred(activation: WorkflowActivateMode) {
		const triggers = Array.from({ length: 100 }, (_, nth) =>
			started({ workflowId: `one of a hundred ${nth}`, activation }),
		);
		await vi.advanceTimersByTimeAsync(FIRST_PING_MS);
		return triggers.flatMap(({ ownPings }) => ownPings.map(([at]) => at));
	}

	it.each<WorkflowActivateMode>(['init', 'leadershipChange'])(
		'differs by node, so that a hundred do not ping in one second, when n8n starts all: %s',
		async (activation) => {
			const times = await firstPingsOfAHundred(activation);
			const perSecond = new Map<number, number>();
			for (const at of times) {
				const second = Math.floor(at / 1_000);
				perSecond.set(second, (perSecond.get(second) ?? 0) + 1);
			}
			expect(times).toHaveLength(100);
			expect(Math.min(...times)).toBeGreaterThanOrEqual(1_000);
			expect(Math.max(...perSecond.values())).toBeLessThan(20);
		},
	);

	it.each<WorkflowActivateMode>(['activate', 'create', 'update'])(
		'pings after a second, for every node, when n8n starts only this one: %s',
		async (activation) => {
			expect(await firstPingsOfAHundred(activation)).toEqual(Array(100).fill(1_000));
		},
	);

	it.each([
		{ while: 'n8n shows a waiting page', answers: [ok('<html>n8n is starting')] },
		{ while: 'n8n does not know the path', answers: [status(404), status(404, { code: 404 })] },
		{ while: 'nobody listens', answers: [new Error('connect ECONNREFUSED')] },
	])('pings again while $while, until it is served', async ({ answers }) => {
		const { ownPings, sent } = started({ ownUrl: (nth) => answers[nth] ?? ok('') });
		await vi.advanceTimersByTimeAsync(AFTER_START_MS);
		const [first = NaN] = ownPings.map(([at]) => at);
		const times = [0, 4_000, 14_000].slice(0, answers.length + 1);
		expect(ownPings.map(([at]) => at - first)).toEqual(times);
		expect(sent).toEqual([]);
	});

	it('leaves a drain that failed to the second tries', async () => {
		const { ownPings, sent } = started({ ownUrl: () => status(503) });
		await vi.advanceTimersByTimeAsync(AFTER_START_MS);
		expect([ownPings.length, sent]).toEqual([1, []]);
	});

	it('waits for the webhook to be registered', async () => {
		const { ownPings, staticData, owner } = started({ stored: {} });
		await vi.advanceTimersByTimeAsync(FIRST_PING_MS);
		expect(ownPings).toEqual([]);
		Object.assign(staticData, known, { owner });
		await vi.advanceTimersByTimeAsync(AFTER_START_MS);
		expect(ownPings.map(([, webhookId]) => webhookId)).toEqual(['w1']);
	});

	it('lists payloads itself where n8n cannot reach its own URL, and says so', async () => {
		const { ownPings, warnings, ...fake } = started({ ownUrl: () => status(404) });
		await vi.advanceTimersByTimeAsync(AFTER_START_MS);
		const [first = NaN] = ownPings.map(([at]) => at);
		const seconds = ownPings.map(([at]) => (at - first) / 1_000);
		expect(seconds).toEqual([0, 4, 14, 34, 74, 154]);
		expect(callsOf(fake)).toEqual([
			['ListEvents', { webhook_id: 'w1', page_size: '1', page_token: '' }],
		]);
		const workflowId = fake.inTrigger.getWorkflow().id;
		expect(warnings).toEqual([
			[
				`SmartSuite Trigger cannot reach its own URL: it keeps the webhook alive, but cannot look for changes (workflow ${workflowId}, webhook w1)`,
				{ workflowId, webhookId: 'w1' },
			],
		]);
	});

	it('is quiet where there is no webhook at all', async () => {
		const { ownPings, sent, warnings } = started({ stored: {} });
		await vi.advanceTimersByTimeAsync(AFTER_START_MS);
		expect([ownPings, sent, warnings]).toEqual([[], [], []]);
	});
});
