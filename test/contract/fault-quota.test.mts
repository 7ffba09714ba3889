import { describe, expect, it } from 'vitest';
import { twirpFault } from '../emulator/engine/twirp.mts';
import { callsOf, eachOnce } from './changes.mts';
import { pass } from './fast-forward.mts';
import { running } from './republishing.mts';
import { used, withHistory } from './situations.mts';
import { onlyWebhookId, ping } from './world.mts';

const MINUTE_MS = 60_000;

/** Page tokens that count a webhook's events. */
const COUNTED = { tokenSequence: 'per-webhook' } as const;

describe('the calls of a month are not used up', () => {
	it('by history, which is not read again for an outage and one refusal', async () => {
		const { emulator, workflow, changes, callsBefore } = await withHistory(3_000, COUNTED);
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 });
		emulator.faults.next({ rpc: 'ListEvents' }, twirpFault('invalid_argument'));
		changes.make(1);
		await pass(10 * MINUTE_MS);
		expect(callsOf(emulator) - callsBefore).toBeLessThanOrEqual(5);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3_001));
	});

	it('by a page that stays refused, however much lies before it', async () => {
		const { emulator, changes, callsBefore } = await withHistory(2_000, COUNTED);
		for (const pageToken of ['2000', '1988']) {
			const call = { rpc: 'ListEvents', pageToken };
			emulator.faults.next(call, twirpFault('invalid_argument'), Infinity);
		}
		for (let minute = 0; minute < 60; minute++) {
			changes.make(1);
			await pass(MINUTE_MS);
		}
		expect(callsOf(emulator) - callsBefore).toBeLessThan(100);
	});

	it.each(['an outage', 'an event that no page can show'])(
		'by %s with a change a minute',
		async (what) => {
			const { emulator, changes, callsBefore } = await used();
			if (what === 'an outage') {
				emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 }, Infinity);
			} else emulator.poisoned.add(`${onlyWebhookId(emulator)}.6`);
			for (let minute = 0; minute < 720; minute++) {
				changes.make(1);
				await pass(MINUTE_MS);
			}
			expect(callsOf(emulator) - callsBefore).toBeLessThan(400);
		},
	);

	it.each([
		['SmartSuite does not say which webhooks there are', { rpc: 'ListWebhooks' }, { status: 400 }],
		['its events cannot be listed', { rpc: 'ListEvents' }, { status: 404, body: 'no' }],
	])('by a webhook that is gone while %s', async (_, call, fault) => {
		const { emulator, workflow, changes, id } = await running({
			switches: { pingsRetryOn: 'never' },
		});
		changes.make(1);
		await pass(5 * MINUTE_MS);
		const callsBefore = callsOf(emulator);
		emulator.faults.next(call, fault, Infinity);
		if (call.rpc === 'ListWebhooks') emulator.elsewhere.deleteWebhook(id);
		void ping(workflow, { webhookId: id });
		await pass(12 * 60 * MINUTE_MS);
		expect(callsOf(emulator) - callsBefore).toBeLessThan(120);
	});

	it('by somebody who sends the same strange ping once a minute', async () => {
		const { emulator, workflow, callsBefore } = await used();
		for (let minute = 0; minute < 720; minute++) {
			void ping(workflow, { webhookId: 'the same stranger' });
			await pass(MINUTE_MS);
		}
		expect(callsOf(emulator) - callsBefore).toBeLessThan(50);
	});
});
