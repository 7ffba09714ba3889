import { describe, expect, it } from 'vitest';
import { eachOnce, titlesOf } from './changes.mts';
import { fastForward, pass } from './fast-forward.mts';
import { EACH_WAY, EVENTS_CHANGED, RENAMED, running } from './republishing.mts';
import { onlyWebhookId } from './world.mts';

const MINUTE_MS = 60_000;

describe('a node republished', () => {
	it.each(EACH_WAY)(
		'%s while a drain is under way loses and repeats nothing, nor after a restart',
		async (_, change) => {
			const { emulator, workflow, id, changes } = await running();
			emulator.faults.next(
				{ rpc: 'ListEvents' },
				{ meanwhile: () => workflow.republish(change, () => changes.make(2)) },
			);
			changes.make(3);
			await pass(MINUTE_MS);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(5));
			await fastForward(() => workflow.restart());
			changes.make(1);
			await pass(MINUTE_MS);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(6));
			expect(onlyWebhookId(emulator)).toBe(id);
		},
	);

	it('renamed while a drain is under way, and again at once, loses and repeats nothing', async () => {
		const { emulator, workflow, id, changes } = await running();
		// Its own ping would be served in between.
		await workflow.stopTrigger();
		emulator.faults.next(
			{ rpc: 'ListEvents' },
			{ meanwhile: () => workflow.republish({ name: 'First' }) },
		);
		changes.make(1);
		await fastForward(() => emulator.pingsSettled());
		await fastForward(() => workflow.republish({ name: 'Second' }, () => changes.make(2)));
		await pass(MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
		expect(onlyWebhookId(emulator)).toBe(id);
	});

	it('with a new webhook while a drain is under way soon asks no more for the old one', async () => {
		const { emulator, workflow, changes } = await running({ switches: { pageSizeMax: 2 } });
		emulator.faults.next({ rpc: 'UpdateWebhook' }, { status: 400 });
		const meanwhile = () => workflow.republish(EVENTS_CHANGED);
		emulator.faults.next({ rpc: 'ListEvents' }, { meanwhile });
		changes.make(3);
		await pass(60 * MINUTE_MS);
		const ofTheOldOne = () => emulator.calls.filter(({ status }) => status === 404).length;
		const inTheFirstHour = ofTheOldOne();
		changes.make(1);
		await pass(24 * 60 * MINUTE_MS);
		expect(ofTheOldOne()).toBe(inTheFirstHour);
		expect(titlesOf(workflow).at(-1)).toBe('4');
	});

	it('while a drain is under way that then fails halfway loses and repeats nothing', async () => {
		const { emulator, workflow, id, changes } = await running({ switches: { pageSizeMax: 2 } });
		const rpc = 'ListEvents';
		const meanwhile = () => workflow.republish(RENAMED, () => changes.make(2));
		emulator.faults.next({ rpc }, { meanwhile });
		emulator.faults.next({ rpc }, { status: 500 });
		changes.make(3);
		await pass(MINUTE_MS);
		expect(emulator.calls.filter(({ status }) => status === 500).length).toBe(1);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(5));
		expect(onlyWebhookId(emulator)).toBe(id);
	});
});

describe('a node whose publishing fails and is tried again by n8n', () => {
	it.each([
		['ListWebhooks', 1],
		['ListWebhooks', 3],
		['UpdateWebhook', 1],
		['UpdateWebhook', 3],
		['UpdateWebhook', 4],
	])('because of %s, %i times, loses nothing', async (rpc, times) => {
		const { emulator, workflow, id, changes } = await running();
		const end = changes.trickle(100);
		await pass(1_000);
		// The cleaning up between two attempts lists webhooks too, and that works.
		const failPublishing = () => {
			for (let n = 0; n < times; n++) {
				emulator.faults.next({ rpc }, { status: 500 });
				if (rpc === 'ListWebhooks') emulator.faults.next({ rpc }, { delayMs: 0 });
			}
		};
		await fastForward(() => workflow.republish(EVENTS_CHANGED, failPublishing));
		await pass(1_000);
		end();
		await pass(MINUTE_MS);
		const tally = changes.tallyOf(workflow);
		expect(tally).toEqual(eachOnce(tally.changed));
		expect(emulator.calls.some(({ status }) => status === 500)).toBe(true);
		expect(onlyWebhookId(emulator)).toBe(id);
	});

	it('until n8n gives up leaves nothing behind', async () => {
		const { emulator, workflow } = await running();
		emulator.faults.next({ rpc: 'UpdateWebhook' }, { status: 500 }, Infinity);
		emulator.faults.next({ rpc: 'CreateWebhook' }, { status: 500 }, Infinity);
		await expect(fastForward(() => workflow.republish(EVENTS_CHANGED))).rejects.toThrow('HTTP 500');
		await fastForward(() => workflow.unpublish());
		await pass(MINUTE_MS);
		expect(emulator.webhooks).toEqual([]);
	});
});
