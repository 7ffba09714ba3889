import { sleep } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';

import { broken, MINUTE, node } from './departure-setup.mts';
import { ok } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { URL } from './fake-trigger.mts';

fakeTime();

describe('webhooks that are recalled', () => {
	it('stay, up to the last moment', async () => {
		const { depart, recalled, deletions, remembered } = node();
		await depart(['w1', 'w2']);
		await vi.advanceTimersByTimeAsync(4_999);
		expect([await recalled(), vi.getTimerCount()]).toEqual([['w1', 'w2'], 0]);
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect([deletions(), await recalled(), remembered('w1')]).toEqual([[], [], ['w1']]);
	});

	it('are those that SmartSuite has not deleted yet, and are not tried again', async () => {
		const { depart, recalled, deletions } = node((webhookId) =>
			webhookId === 'w1' ? ok({}) : broken(),
		);
		await depart(['w1', 'w2']);
		await vi.advanceTimersByTimeAsync(7_000);
		expect(await recalled()).toEqual(['w2']);
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect(deletions()).toEqual([
			[5_000, 'w1'],
			[5_000, 'w2'],
		]);
	});

	it.each([
		{ answer: ok({}), left: ['w2'] },
		{ answer: broken(), left: ['w1', 'w2'] },
	])(
		'wait for a deletion that is under way, and for no other: $answer.statusCode',
		async ({ answer, left }) => {
			const { depart, recalled, deletions, remembered } = node(async () => {
				await sleep(4_000);
				return answer;
			});
			await depart(['w1', 'w2']);
			await vi.advanceTimersByTimeAsync(6_000);
			let ids: string[] | undefined;
			void recalled().then((webhookIds) => (ids = webhookIds));
			await vi.advanceTimersByTimeAsync(2_999);
			expect(ids).toBeUndefined();
			await vi.advanceTimersByTimeAsync(1);
			expect([ids, remembered('w1', 'w2')]).toEqual([left, left]);
			await vi.advanceTimersByTimeAsync(MINUTE);
			expect(deletions()).toEqual([[5_000, 'w1']]);
		},
	);

	it('are those of this node', async () => {
		const [one, other] = [node(), node(undefined, `${URL}/other`)];
		await one.depart(['w1']);
		await other.depart(['w2']);
		expect(await one.recalled()).toEqual(['w1']);
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect([one.deletions(), other.deletions()]).toEqual([[], [[5_000, 'w2']]]);
	});
});
