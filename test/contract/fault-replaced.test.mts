import { describe, expect, it } from 'vitest';
import { eachOnce } from './changes.mts';
import { fastForward, pass } from './fast-forward.mts';
import { EVENTS_CHANGED, running } from './republishing.mts';
import { onlyWebhookId } from './world.mts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

describe('a webhook that is replaced, because SmartSuite refuses to change it,', () => {
	it('is not deleted by a reading that began before', async () => {
		const { emulator, workflow, changes } = await running({ switches: { pageSizeMax: 50 } });
		changes.make(1);
		await pass(5 * MINUTE_MS);
		emulator.faults.next({ rpc: 'UpdateWebhook' }, { status: 400 });
		emulator.faults.next(
			{ rpc: 'ListEvents' },
			{ meanwhile: () => workflow.republish(EVENTS_CHANGED) },
		);
		changes.make(700);
		await pass(HOUR_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(701));
		expect(onlyWebhookId(emulator)).toEqual(expect.any(String));
	});

	it('is not deleted while it cannot be read', async () => {
		const { emulator, workflow, changes } = await running({ switches: { pingsRetryOn: 'never' } });
		changes.make(1);
		await pass(5 * MINUTE_MS);
		emulator.faults.next({ rpc: 'UpdateWebhook' }, { status: 400 });
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 }, 3);
		changes.make(20);
		await fastForward(() => workflow.republish(EVENTS_CHANGED, () => changes.make(2)));
		await pass(10 * MINUTE_MS);
		changes.make(3);
		await pass(HOUR_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(26));
		expect(onlyWebhookId(emulator)).toEqual(expect.any(String));
	});
});

describe('an update of a webhook', () => {
	const BOTH = { parameters: { events: ['RECORD_CREATED', 'RECORD_UPDATED'] } };

	it.each([
		['answered with something else, and not made, is made at a renewal', true],
		['undone by somebody is made again', false],
	])('that was %s', async (_, isLost) => {
		const { emulator, workflow } = await running();
		await fastForward(() => workflow.republish(EVENTS_CHANGED));
		await pass(MINUTE_MS);
		const error = { status: 200, body: { code: 'internal', msg: 'oops' } };
		if (isLost) emulator.faults.next({ rpc: 'UpdateWebhook' }, error);
		await fastForward(() => workflow.republish(BOTH));
		await pass(MINUTE_MS);
		const id = onlyWebhookId(emulator);
		if (!isLost) emulator.elsewhere.updateWebhook(id, { kinds: ['RECORD_CREATED'] });
		for (let hour = 0; hour < 49; hour++) {
			await pass(HOUR_MS);
			workflow.tick?.();
		}
		await pass(MINUTE_MS);
		expect(emulator.webhooks).toMatchObject([{ id, kinds: BOTH.parameters.events }]);
	});
});
