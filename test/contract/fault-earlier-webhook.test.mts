import { describe, expect, it, vi } from 'vitest';
import { twirpFault } from '../emulator/engine/twirp.mts';
import type { Fault } from '../emulator/index.mts';
import { callsOf, titlesOf } from './changes.mts';
import { pass } from './fast-forward.mts';
import { moved } from './situations.mts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

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

describe('a webhook at an earlier address is not let go for', () => {
	it('a credential that cannot be read once', async () => {
		const { emulator, workflow, changes, credential } = await moved({ status: 500 });
		changes.make(1);
		await pass(2 * MINUTE_MS);
		credential.isGone = true;
		changes.make(1);
		await pass(2_000);
		credential.isGone = false;
		emulator.faults.clear();
		await pass(5 * HOUR_MS);
		expect(titlesOf(workflow).sort()).toEqual(['2', '3', '4', '5']);
	});

	it('saying for some seconds that it is gone', async () => {
		const { emulator, workflow, changes } = await moved({ status: 404, body: 'Not found' });
		changes.make(1);
		await pass(20_000);
		emulator.faults.clear();
		changes.make(1);
		await pass(2 * HOUR_MS);
		expect(titlesOf(workflow).sort()).toEqual(['2', '3', '4', '5']);
	});

	it('failing twice in a day of which n8n slept the rest', async () => {
		const { emulator, workflow, changes, oldId } = await moved();
		emulator.faults.next({ rpc: 'ListEvents', webhookId: oldId }, { status: 503 }, 2);
		changes.make(1);
		await pass(2_000);
		vi.setSystemTime(Date.now() + 25 * HOUR_MS);
		await pass(10 * MINUTE_MS);
		changes.make(1);
		await pass(3 * HOUR_MS);
		expect(titlesOf(workflow).sort()).toEqual(['2', '3', '4', '5']);
	});
});
