import { describe, expect, it, vi } from 'vitest';
import { changesIn, eachOnce } from './changes.mts';
import { emulate, onlyWebhookId, watching } from './world.mts';

vi.mock('../../nodes/SmartSuite/transport/limits.ts', async (original) => ({
	...(await original<object>()),
	REQUEST_TIMEOUT_MS: 200,
	RETRY_DELAYS_MS: [10, 20, 30],
}));

describe('ListEvents', () => {
	it.each([1, 3])('that does not answer %i times delivers each change once', async (times) => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		emulator.faults.next({ rpc: 'ListEvents' }, 'hang', times);
		changes.make(3);
		await emulator.pingsSettled();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
		expect(emulator.pings.map(({ status }) => status)).toEqual([200, 200, 200]);
	});

	it('that never answers fails the pings, and the next one delivers each change once', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		emulator.faults.next({ rpc: 'ListEvents' }, 'hang-after', 100);
		changes.make(3);
		await emulator.pingsSettled();
		expect(emulator.pings.map(({ status }) => status)).toEqual([503, 503, 503]);
		expect(workflow.warnings).toContainEqual({
			message: expect.stringContaining('SmartSuite did not answer in time') as string,
			workflowId: `workflow-of-${workflow.node.id}`,
			webhookId: onlyWebhookId(emulator),
		});
		emulator.faults.clear();
		await vi.waitUntil(() => workflow.events.length === 3, 20_000);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
	});
});
