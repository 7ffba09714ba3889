import { describe, expect, it } from 'vitest';
import { eachOnce, titlesOf } from './changes.mts';
import { fastForward, pass } from './fast-forward.mts';
import type { HostedWorkflow } from './n8n.mts';
import { anotherAddress, changedOnce, takeOver } from './situations.mts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A workflow that has had a change, and an address that n8n will have for a while. */
async function twoAddresses() {
	const { emulator, workflow, changes } = await changedOnce();
	return { workflow, changes, other: (await anotherAddress(emulator)).workflow };
}

async function restarted(workflow: HostedWorkflow): Promise<void> {
	await fastForward(() => workflow.restart());
	await workflow.startTrigger();
}

describe('a workflow whose address changes and changes back', () => {
	it('gets what changes from then on, although nothing changed meanwhile', async () => {
		const { workflow, changes, other } = await twoAddresses();
		const right = workflow.baseUrl;
		workflow.serving = 'nothing';
		workflow.baseUrl = other.baseUrl;
		await fastForward(() => workflow.restart());
		await pass(1_000);
		workflow.baseUrl = right;
		workflow.serving = 'webhooks';
		await restarted(workflow);
		await pass(MINUTE_MS);
		changes.make(1);
		await pass(MINUTE_MS);
		changes.make(1);
		await pass(HOUR_MS);
		await workflow.stopTrigger();
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
	});

	it('gets nothing twice that came meanwhile', async () => {
		const { workflow, changes, other } = await twoAddresses();
		workflow.serving = 'nothing';
		await takeOver(other, workflow);
		await pass(MINUTE_MS);
		for (let n = 0; n < 30; n++) {
			changes.make(1);
			await pass(20 * MINUTE_MS);
		}
		workflow.savedStaticData = other.savedStaticData;
		workflow.serving = 'webhooks';
		other.serving = 'nothing';
		await restarted(workflow);
		changes.make(1);
		await pass(HOUR_MS);
		await workflow.stopTrigger();
		const all = [...titlesOf(other), ...titlesOf(workflow)].map(Number).sort((a, b) => a - b);
		// The first one came before the move, and is in the first list.
		expect(all).toEqual(Array.from({ length: 32 }, (_, n) => n + 1));
	});
});
