import { describe, expect, it, vi } from 'vitest';

import { GRACE_AFTER_FAILURE_MS } from '../../nodes/SmartSuite/trigger/departure.ts';
import { broken, MINUTE, node } from './departure-setup.mts';
import { ok, status } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';

fakeTime();

describe('webhooks that are to leave', () => {
	it('are deleted five seconds later, and their cursors forgotten', async () => {
		const { depart, deletions, remembered, warnings } = node();
		await depart(['w1', 'w2']);
		await vi.advanceTimersByTimeAsync(4_999);
		expect([deletions(), remembered('w1', 'w2', 'w3')]).toEqual([[], ['w1', 'w2', 'w3']]);
		await vi.advanceTimersByTimeAsync(1);
		expect(deletions()).toEqual([
			[5_000, 'w1'],
			[5_000, 'w2'],
		]);
		expect(remembered('w1', 'w2', 'w3')).toEqual(['w3']);
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect([deletions().length, warnings]).toEqual([2, []]);
	});

	it('are not waited for where there are none', async () => {
		const { depart, recalled } = node();
		await depart([]);
		expect([vi.getTimerCount(), await recalled()]).toEqual([0, []]);
	});

	it('may be gone already', async () => {
		const { depart, deletions, warnings } = node(() => status(404, { code: 'not_found' }));
		await depart(['w1']);
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect([deletions(), warnings]).toEqual([[[5_000, 'w1']], []]);
	});

	it('are joined by others, with which they leave, each once', async () => {
		const { depart, deletions } = node();
		await depart(['w1', 'w2']);
		await vi.advanceTimersByTimeAsync(3_000);
		await depart(['w2', 'w3'], 5_000);
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect(deletions()).toEqual([
			[8_000, 'w1'],
			[8_000, 'w2'],
			[8_000, 'w3'],
		]);
	});

	it('stay for fifteen seconds once they are to leave anew: n8n tries to publish again', async () => {
		const { depart, deletions } = node();
		await depart(['w1']);
		await vi.advanceTimersByTimeAsync(3_000);
		await depart(['w1']);
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect([GRACE_AFTER_FAILURE_MS, deletions()]).toEqual([15_000, [[18_000, 'w1']]]);
		await depart(['w1']);
		await vi.advanceTimersByTimeAsync(5_000);
		expect(deletions().at(-1)).toEqual([3_000 + MINUTE + 5_000, 'w1']);
	});

	it('are each deleted with the credential that they were made with', async () => {
		const [before, after] = [node(), node()];
		await before.depart(['w1', 'w2']);
		await after.depart(['w2', 'w3']);
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect([before.deletions(), after.deletions()]).toEqual([
			[
				[15_000, 'w1'],
				[15_000, 'w2'],
			],
			[[15_000, 'w3']],
		]);
	});
});

describe('webhooks that SmartSuite does not delete', () => {
	it('are tried again five seconds later, and no others with them', async () => {
		const { depart, deletions, warnings, about } = node((webhookId, nth) =>
			webhookId === 'w2' && nth < 2 ? broken() : ok({}),
		);
		await depart(['w1', 'w2', 'w3']);
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect(deletions()).toEqual([
			[5_000, 'w1'],
			[5_000, 'w2'],
			[5_000, 'w3'],
			[10_000, 'w2'],
		]);
		expect(warnings).toEqual([[expect.any(String), about('w2')]]);
	});

	it('are given up and forgotten after three tries, with a line in the log for each', async () => {
		const { depart, recalled, deletions, remembered, warnings, about } = node(broken);
		await depart(['w1']);
		await vi.advanceTimersByTimeAsync(14_999);
		expect(remembered('w1')).toEqual(['w1']);
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect(deletions()).toEqual([5_000, 10_000, 15_000].map((at) => [at, 'w1']));
		expect([remembered('w1', 'w2'), vi.getTimerCount(), await recalled()]).toEqual([['w2'], 0, []]);
		const line = expect.stringMatching(
			/^SmartSuite Trigger cannot delete its webhook: .*HTTP 500.* \(workflow .+, webhook w1\)$/,
		) as unknown;
		expect(warnings).toEqual(Array(3).fill([line, about('w1')]));
	});

	it('bring no token into the log, even where SmartSuite repeats it', async () => {
		const { depart, warnings, token } = node(() =>
			status(403, { code: 'permission_denied', msg: `Token ${token}: no` }),
		);
		await depart(['w1']);
		await vi.advanceTimersByTimeAsync(MINUTE);
		expect(warnings).toHaveLength(3);
		expect(JSON.stringify(warnings)).not.toContain(token);
	});
});
