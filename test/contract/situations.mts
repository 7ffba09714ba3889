import type { Emulator, Fault } from '../emulator/index.mts';
import { callsOf, changesIn } from './changes.mts';
import { fastForward, pass, passUntil, stopTime } from './fast-forward.mts';
import { startN8n, type HostedWorkflow } from './n8n.mts';
import { byId, credentialFor, emulate, onlyWebhookId, ping, watching } from './world.mts';

const MINUTE_MS = 60_000;

/** A workflow that has had a few single changes, so that the server's habits are known. */
export async function used(switches: Partial<Emulator['switches']> = {}, pullInterval = 1) {
	stopTime();
	const emulator = await emulate({ switches: { pingsRetryOn: 'never', ...switches } });
	const workflow = await watching(emulator, { options: { pullInterval } });
	const changes = changesIn(emulator);
	for (let n = 0; n < 4; n++) {
		changes.make(1);
		await pass(MINUTE_MS);
	}
	return { emulator, workflow, changes, callsBefore: callsOf(emulator) };
}

/** A workflow that has had one change, and whose pings do not come again. */
export async function changedOnce() {
	stopTime();
	const emulator = await emulate({ switches: { pingsRetryOn: 'never' } });
	const workflow = await watching(emulator);
	const changes = changesIn(emulator);
	changes.make(1);
	await pass(MINUTE_MS);
	return { emulator, workflow, changes };
}

/** Another address, with a workflow that is not published there yet. */
export async function anotherAddress(emulator: Emulator) {
	const credential = credentialFor(emulator);
	const workflow = (await startN8n()).host(credential, {
		solution: byId(emulator.solution.id),
		options: { pullInterval: 0 },
	});
	return { workflow, credential };
}

/** The same node of the same n8n, behind another address. */
export async function takeOver(workflow: HostedWorkflow, old: HostedWorkflow): Promise<void> {
	workflow.node = { ...old.node };
	workflow.savedStaticData = old.savedStaticData;
	await workflow.moveToAnotherProcess();
	await fastForward(() => workflow.publish('init'));
}

/** A workflow with two changes that nobody fetched at its old address, and that has another one now. */
export async function moved(fault?: Fault) {
	const { emulator, workflow: old, changes } = await changedOnce();
	old.serving = 'nothing';
	changes.make(2);
	await pass(MINUTE_MS);
	const oldId = old.place.webhookId ?? '';
	if (fault) emulator.faults.next({ rpc: 'ListEvents', webhookId: oldId }, fault, Infinity);
	const { workflow, credential } = await anotherAddress(emulator);
	await takeOver(workflow, old);
	await pass(1_000);
	const readOld = () =>
		emulator.calls.filter(
			({ rpc, requestBody }) =>
				rpc === 'ListEvents' && (requestBody as { webhook_id: string }).webhook_id === oldId,
		).length;
	return { emulator, workflow, credential, changes, oldId, readOld };
}

/** A workflow that has had so many changes, and the calls that were made for them. */
export async function withHistory(count: number, switches: Partial<Emulator['switches']> = {}) {
	stopTime();
	const emulator = await emulate({ switches: { lostPings: 1, ...switches } });
	const workflow = await watching(emulator);
	const changes = changesIn(emulator);
	changes.make(count);
	await fastForward(() => ping(workflow, { webhookId: onlyWebhookId(emulator) }));
	await passUntil(() => workflow.events.length === count);
	emulator.switches.lostPings = 0;
	await pass(MINUTE_MS);
	return { emulator, workflow, changes, callsBefore: callsOf(emulator) };
}
