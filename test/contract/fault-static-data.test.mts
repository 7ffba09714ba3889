import { describe, expect, it } from 'vitest';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import { emulate, watching } from './world.mts';

describe('static data', () => {
	it.each([
		['rolled back', false],
		['rolled back', true],
		['wiped', false],
		['wiped', true],
	])('%s costs and repeats no event (with a restart: %s)', async (fate, withRestart) => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		changes.make(2);
		await emulator.pingsSettled();
		const earlier = workflow.savedStaticData;
		changes.make(3);
		await emulator.pingsSettled();
		workflow.savedStaticData = fate === 'wiped' ? '{}' : earlier;
		if (withRestart) await workflow.restart();
		changes.make(2);
		await emulator.pingsSettled();
		changes.make(1);
		await emulator.pingsSettled();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(8));
		expect(callsOf(emulator, 'CreateWebhook')).toBe(1);
	});

	it.each([
		['rolls back', false],
		['rolls back', true],
		['wipes', false],
		['wipes', true],
	] as const)(
		'that another node %s in each run costs and repeats no event (with restarts: %s)',
		async (otherNode, withRestart) => {
			const emulator = await emulate();
			const workflow = await watching(emulator);
			const changes = changesIn(emulator);
			workflow.otherNode = otherNode;
			for (let round = 0; round < 5; round++) {
				changes.make(3);
				await emulator.pingsSettled();
				if (withRestart) await workflow.restart();
			}
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(15));
			// Without a restart the process knows better, and does not read events again.
			const sizes = workflow.executions.map((items) => items.length);
			if (!withRestart) expect(sizes).toEqual([3, 3, 3, 3, 3]);
			expect(callsOf(emulator, 'CreateWebhook')).toBe(1);
		},
	);

	it.each([
		'{"node:SmartSuite Trigger":{}}',
		'{"node:SmartSuite Trigger":{"webhookId":7,"pageToken":{}}}',
	])('that somebody made %s is made good', async (broken) => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		changes.make(2);
		await emulator.pingsSettled();
		workflow.savedStaticData = broken;
		await workflow.restart();
		changes.make(2);
		await emulator.pingsSettled();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(4));
	});
});
