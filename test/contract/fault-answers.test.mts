import { describe, expect, it } from 'vitest';
import type { Fault } from '../emulator/index.mts';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import { fastForward, pass, passUntil, stopTime } from './fast-forward.mts';
import { emulate, watching } from './world.mts';

const HTML: Fault = { status: 200, body: '<!DOCTYPE html><html></html>', contentType: 'text/html' };
const MINUTE_MS = 60_000;

const FAULTS: Array<[string, Fault, number]> = [
	['is throttled once', { status: 429 }, 1],
	['is throttled once and told how long', { status: 429, headers: { 'retry-after': '60' } }, 1],
	['is told to wait longer than it does', { status: 429, headers: { 'retry-after': '600' } }, 1],
	['is throttled six times', { status: 429 }, 6],
	['is answered 503', { status: 503 }, 1],
	['is answered 503 nine times', { status: 503 }, 9],
	['is answered 500', { status: 500 }, 1],
	['is answered 404 by a gateway', { status: 404, body: 'no such page' }, 1],
	['meets a connection reset', 'reset', 1],
	['meets nine connection resets', 'reset', 9],
	['meets a reset after the page was served', 'reset-after', 1],
	['gets half a page', 'truncate', 1],
	['gets half pages nine times', 'truncate', 9],
	['gets an empty body', 'empty', 1],
	['gets a web page', HTML, 1],
	['gets web pages nine times', HTML, 9],
];

describe('ListEvents', () => {
	it.each(FAULTS)(
		'that %s delivers each change once when all is well again',
		async (_, fault, times) => {
			stopTime();
			const emulator = await emulate();
			const workflow = await watching(emulator);
			const changes = changesIn(emulator);
			changes.make(2);
			await fastForward(() => emulator.pingsSettled());
			emulator.faults.next({ rpc: 'ListEvents' }, fault, times);
			changes.make(3);
			await passUntil(() => workflow.events.length === 5);
			changes.make(1);
			await passUntil(() => workflow.events.length === 6);
			await pass(10 * MINUTE_MS);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(6));
			expect(workflow.failures).toEqual([]);
			expect(workflow.place).toMatchObject({ webhookId: emulator.webhooks[0]?.id });
		},
	);

	it.each(FAULTS)('that %s on the second page keeps the order', async (_, fault, times) => {
		stopTime();
		const emulator = await emulate({ switches: { pageSizeMax: 2 } });
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		emulator.faults.next({ rpc: 'ListEvents' }, { delayMs: 0 });
		emulator.faults.next({ rpc: 'ListEvents' }, fault, times);
		changes.make(5);
		await passUntil(() => workflow.events.length === 5);
		await pass(10 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(5));
	});

	it('that is throttled for a minute is left alone meanwhile', async () => {
		stopTime();
		const rateLimit = { perSecond: 5, penaltyMs: MINUTE_MS };
		const emulator = await emulate({ switches: { rateLimit } });
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		await pass(2_000);
		// Another tool with the same token takes the whole second.
		await fastForward(
			async () => await Promise.all(Array.from({ length: 6 }, () => list(emulator))),
		);
		const callsBefore = callsOf(emulator);
		changes.make(3);
		await passUntil(() => workflow.events.length === 3);
		await pass(10 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(3));
		expect(callsOf(emulator) - callsBefore).toBeLessThanOrEqual(8);
	});
});

async function list({ url, token, accountId }: Awaited<ReturnType<typeof emulate>>) {
	await fetch(`${url}/api/v1/solutions/`, {
		headers: { authorization: `Token ${token}`, 'account-id': accountId, connection: 'close' },
	});
}
