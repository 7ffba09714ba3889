import { expect, describe, it } from 'vitest';
import { changesIn, eachOnce, titlesOf } from './changes.mts';
import { fastForward, pass, stopTime } from './fast-forward.mts';
import type { HostedWorkflow } from './n8n.mts';
import { startN8n } from './n8n.mts';
import { byId, credentialFor, emulate, watching } from './world.mts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A workflow that has had a change, and an address that n8n will have for a while. */
async function twoAddresses() {
	stopTime();
	const emulator = await emulate({ switches: { pingsRetryOn: 'never' } });
	const workflow = await watching(emulator);
	const changes = changesIn(emulator);
	changes.make(1);
	await pass(MINUTE_MS);
	const other = (await startN8n()).host(credentialFor(emulator), {
		solution: byId(emulator.solution.id),
		options: { pullInterval: 0 },
	});
	return { workflow, changes, other };
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
		other.node = { ...workflow.node };
		other.savedStaticData = workflow.savedStaticData;
		workflow.serving = 'nothing';
		await other.moveToAnotherProcess();
		await fastForward(() => other.publish('init'));
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
