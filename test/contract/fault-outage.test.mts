import { describe, expect, it } from 'vitest';
import type { Emulator } from '../emulator/index.mts';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import { fastForward, pass, passUntil, stopTime, until } from './fast-forward.mts';
import { emulate, onlyWebhookId, ping, watching } from './world.mts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** From now on SmartSuite's engine answers 503 to every call. */
const goAway = (emulator: Emulator) => emulator.faults.next({}, { status: 503 }, Infinity);

describe('SmartSuite away for an hour', () => {
	it.each(['non-2xx', 'no-answer', 'never'] as const)(
		'costs no event where it sends a ping again after %s',
		async (pingsRetryOn) => {
			stopTime();
			const emulator = await emulate({ switches: { pingsRetryOn } });
			const workflow = await watching(emulator);
			const changes = changesIn(emulator);
			goAway(emulator);
			changes.make(3);
			await pass(30 * MINUTE_MS);
			changes.make(2);
			await pass(30 * MINUTE_MS);
			const callsMeanwhile = callsOf(emulator);
			emulator.faults.clear();
			await passUntil(() => workflow.events.length === 5);
			await pass(2 * HOUR_MS);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(5));
			expect(workflow.failures).toEqual([]);
			// Four for each drain that failed: five pings and their retries, and our own.
			expect(callsMeanwhile).toBeLessThanOrEqual(200);
		},
	);

	it('leaves no second try behind: once all is well, it is quiet', async () => {
		stopTime();
		const emulator = await emulate({ switches: { pingsRetryOn: 'never' } });
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		goAway(emulator);
		changes.make(1);
		await pass(10 * MINUTE_MS);
		emulator.faults.clear();
		await passUntil(() => workflow.events.length === 1);
		const callsBefore = callsOf(emulator);
		await pass(24 * HOUR_MS);
		expect(callsOf(emulator)).toBe(callsBefore);
		// The next outage begins with short waits again.
		emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 });
		changes.make(1);
		await pass(10_000);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
	});
});

describe('a drain that fails', () => {
	it.each(['non-2xx', 'no-answer'] as const)(
		'after ten pings joined it costs no event where a ping is sent again after %s',
		async (pingsRetryOn) => {
			stopTime();
			const emulator = await emulate({ switches: { pingsRetryOn } });
			const workflow = await watching(emulator);
			const changes = changesIn(emulator);
			const own = { webhookId: onlyWebhookId(emulator) };
			let joined: Array<Promise<unknown>> = [];
			// While the first drain runs, one ping of our own comes to lead the next, and ten join it.
			emulator.faults.next(
				{ rpc: 'ListEvents' },
				{
					async meanwhile() {
						joined = [ping(workflow, own)];
						await until(() => workflow.unanswered === 2);
						changes.make(10);
						await until(() => workflow.unanswered === 12);
					},
				},
			);
			// The empty page of the first drain is read, the next drain fails.
			emulator.faults.next({ rpc: 'ListEvents' }, { status: 500 });
			await fastForward(() => ping(workflow, own));
			await fastForward(() => Promise.all(joined));
			await fastForward(() => emulator.pingsSettled());
			expect(emulator.pings.map(({ status }) => status)).toEqual(Array(10).fill(503));
			expect(workflow.executions).toEqual([]);
			await passUntil(() => workflow.events.length === 10);
			await pass(HOUR_MS);
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(10));
		},
	);

	it('because n8n cannot store the execution is tried again by itself', async () => {
		stopTime();
		const emulator = await emulate({ switches: { pingsRetryOn: 'never' } });
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		workflow.cannotRun = true;
		changes.make(2);
		await pass(MINUTE_MS);
		workflow.cannotRun = false;
		await pass(10 * MINUTE_MS);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
	});
});
