import { describe, expect, it } from 'vitest';
import { twirpFault } from '../emulator/engine/twirp.mts';
import type { Fault } from '../emulator/index.mts';
import { callsOf, changesIn, titlesOf } from './changes.mts';
import { fastForward, pass, stopTime } from './fast-forward.mts';
import { startN8n } from './n8n.mts';
import { byId, credentialFor, emulate, watching } from './world.mts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** A workflow with two changes that nobody fetched at its old address, and that has another one now. */
async function moved(fault?: Fault) {
	stopTime();
	const emulator = await emulate({ switches: { pingsRetryOn: 'never' } });
	const old = await watching(emulator);
	const changes = changesIn(emulator);
	changes.make(1);
	await pass(MINUTE_MS);
	old.serving = 'nothing';
	changes.make(2);
	await pass(MINUTE_MS);
	const oldId = old.place.webhookId ?? '';
	if (fault) emulator.faults.next({ rpc: 'ListEvents', webhookId: oldId }, fault, Infinity);
	const elsewhere = await startN8n();
	const workflow = elsewhere.host(credentialFor(emulator), {
		solution: byId(emulator.solution.id),
		options: { pullInterval: 0 },
	});
	// The same node of the same n8n, behind another address.
	workflow.node = { ...old.node };
	workflow.savedStaticData = old.savedStaticData;
	await workflow.moveToAnotherProcess();
	await fastForward(() => workflow.publish('init'));
	await pass(1_000);
	const readOld = () =>
		emulator.calls.filter(
			({ rpc, requestBody }) =>
				rpc === 'ListEvents' && (requestBody as { webhook_id: string }).webhook_id === oldId,
		).length;
	return { emulator, workflow, changes, oldId, readOld };
}

describe('a webhook at an earlier address', () => {
	it('is read first, to its end, and then not any more', async () => {
		const { workflow, changes, readOld } = await moved();
		changes.make(2);
		await pass(MINUTE_MS);
		expect(titlesOf(workflow)).toEqual(['2', '3', '4', '5']);
		const readings = readOld();
		changes.make(1);
		await pass(MINUTE_MS);
		expect(readOld()).toBe(readings);
	});

	it.each<[string, Fault]>([
		['is refused', twirpFault('invalid_argument')],
		['answers 500', { status: 500 }],
		['answers 503', { status: 503 }],
		['never answers', 'hang'],
		['is forbidden', twirpFault('permission_denied')],
		['is gone', twirpFault('not_found')],
		['gives half pages', 'truncate'],
	])('that %s holds up the live one by seconds, and is let go within a day', async (_, fault) => {
		const { emulator, workflow, changes, readOld } = await moved(fault);
		changes.make(1);
		await pass(6_000);
		expect(titlesOf(workflow)).toEqual(['4']);
		changes.make(1);
		await pass(1_000);
		expect(titlesOf(workflow)).toEqual(['4', '5']);
		for (let hour = 0; hour < 26; hour++) {
			changes.make(1);
			await pass(HOUR_MS);
		}
		expect(titlesOf(workflow).length).toBe(28);
		const readings = readOld();
		expect(readings).toBeLessThan(60);
		changes.make(1);
		await pass(HOUR_MS);
		expect(readOld()).toBe(readings);
		expect(workflow.failures).toEqual([]);
		expect(callsOf(emulator, 'DeleteWebhook')).toBe(0);
	});

	it('that works again within hours is read after all', async () => {
		const { emulator, workflow, changes } = await moved({ status: 500 });
		changes.make(1);
		await pass(3 * HOUR_MS);
		emulator.faults.clear();
		await pass(2 * HOUR_MS);
		expect(titlesOf(workflow).sort()).toEqual(['2', '3', '4']);
	});

	it('of another workspace is let go at once', async () => {
		const { workflow, changes, readOld, emulator } = await moved();
		const cursor = JSON.parse(workflow.savedStaticData) as Record<string, { earlier: object[] }>;
		for (const data of Object.values(cursor)) {
			data.earlier = data.earlier.map((place) => ({ ...place, accountId: 'another1' }));
		}
		workflow.savedStaticData = JSON.stringify(cursor);
		await workflow.moveToAnotherProcess();
		const readings = readOld();
		changes.make(1);
		await pass(MINUTE_MS);
		expect(titlesOf(workflow)).toEqual(['4']);
		expect(readOld()).toBe(readings);
		expect(emulator.webhooks.length).toBe(2);
	});
});
