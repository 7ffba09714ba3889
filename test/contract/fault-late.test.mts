import { describe, expect, it } from 'vitest';
import { eachOnce } from './changes.mts';
import { fastForward, pass } from './fast-forward.mts';
import { running } from './republishing.mts';
import { used } from './situations.mts';
import { onlyWebhookId, ping } from './world.mts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

describe('the last of some events that are listed after their pings does not wait for another ping', () => {
	it.each([
		{ lateMs: 1_500, count: 2, everyMs: 1_600 },
		{ lateMs: 1_500, count: 2, everyMs: 2_500 },
		{ lateMs: 4_000, count: 2, everyMs: 4_200 },
		{ lateMs: 1_200, count: 10, everyMs: 2_000 },
		{ lateMs: 10_000, count: 5, everyMs: 20_000 },
		{ lateMs: 10_000, count: 5, everyMs: 25_000 },
		{ lateMs: 5_000, count: 5, everyMs: 15_000 },
	])('$count of them, $lateMs ms late, every $everyMs ms', async ({ lateMs, count, everyMs }) => {
		const { emulator, workflow, changes } = await used();
		emulator.switches.eventsVisibleAfterMs = lateMs;
		for (let n = 0; n < count; n++) {
			changes.make(1);
			await pass(everyMs);
		}
		await pass(20_000);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(4 + count));
	});

	it.each([
		[10_000, 20],
		[5_000, 40],
	])('%i ms late, %i at once', async (lateMs, count) => {
		const { emulator, workflow, changes } = await used();
		emulator.switches.eventsVisibleAfterMs = lateMs;
		changes.make(count);
		await pass(20_000);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(4 + count));
	});
});

describe('a change arrives within two minutes', () => {
	it('when SmartSuite says twice that there is no such webhook', async () => {
		const { emulator, workflow, changes } = await used();
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 404, body: 'no' }, 2);
		changes.make(1);
		await pass(2 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(5));
	});

	it('when a stranger pings first, after the place was lost', async () => {
		const { workflow, changes } = await used();
		workflow.savedStaticData = '{}';
		await workflow.moveToAnotherProcess();
		await fastForward(() => ping(workflow, { webhookId: 'stranger' }));
		changes.make(1);
		await pass(2 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(5));
	});

	it('when its ping cannot be read, and neither could one a moment ago', async () => {
		const { emulator, workflow, changes } = await used();
		emulator.switches.lostPings = 1;
		for (let n = 0; n < 2; n++) {
			changes.make(1);
			await fastForward(() => ping(workflow, { hello: 'world' }));
			await pass(10_000);
		}
		await pass(2 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(6));
	});
});

describe('a workflow that is unpublished while it reads', () => {
	it('pings nobody from then on, and says nothing of it', async () => {
		const { emulator, workflow, changes } = await running({ switches: { pingsRetryOn: 'never' } });
		await pass(5 * MINUTE_MS);
		const webhookId = onlyWebhookId(emulator);
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 });
		emulator.faults.next(
			{ rpc: 'ListEvents' },
			{
				async meanwhile() {
					await workflow.stopTrigger();
					await workflow.unpublish();
					emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 }, Infinity);
				},
			},
		);
		changes.make(30);
		await pass(2 * HOUR_MS);
		const said = workflow.warnings.map(({ message }) => message).join('\n');
		expect(said).not.toContain('cannot reach itself');
		expect(emulator.webhooks.map(({ id }) => id)).not.toContain(webhookId);
	});
});
