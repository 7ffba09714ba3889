import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { ClientRequest } from 'node:http';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Emulator, Fault } from '../emulator/index.mts';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import { fastForward, pass, stopTime } from './fast-forward.mts';
import { emulate, ping, watching } from './world.mts';

vi.mock('../../nodes/SmartSuite/transport/limits.ts', async (original) => ({
	...(await original<object>()),
	REQUEST_TIMEOUT_MS: 200,
}));

const MINUTES = 10;
const ROUND_MS = 10_000;
const PINGS_A_ROUND = 10;

const REST: Fault = { status: 429, headers: { 'Retry-After': '30' } };

const meeting = (fault: Fault) => (emulator: Emulator) => emulator.faults.next({}, fault, Infinity);

/** The times at which requests to this host left, whether or not anybody took them. */
function requestsTo(url: string): number[] {
	const times: number[] = [];
	const start = 'http.client.request.start';
	const note = (message: unknown) => {
		const { request } = message as { request: ClientRequest };
		if (request.getHeader('host') === new URL(url).host) times.push(Date.now());
	};
	subscribe(start, note);
	onTestFinished(() => void unsubscribe(start, note));
	return times;
}

describe('pings about webhooks that nobody knows, ten every ten seconds for ten minutes,', () => {
	it.each<[string, (emulator: Emulator) => unknown, string]>([
		['answers 503', meeting({ status: 503 }), 'SmartSuite could not answer (HTTP 503)'],
		['asks for 30 seconds of rest', meeting(REST), 'SmartSuite temporarily blocks this API token'],
		['does not answer', meeting('hang'), 'SmartSuite did not answer in time'],
		['refuses connections', (emulator) => emulator.stop(), '(ECONNREFUSED)'],
	])(
		'while SmartSuite %s cost a call and a log line a minute at most, and start nothing',
		async (_, fail, message) => {
			stopTime();
			const emulator = await emulate();
			const workflow = await watching(emulator);
			await fail(emulator);
			const requests = requestsTo(emulator.url);
			const end = Date.now() + MINUTES * 60_000;
			for (let round = 0; Date.now() < end; round++) {
				const pings = Array.from({ length: PINGS_A_ROUND }, (_, n) =>
					ping(workflow, { webhookId: `${round}-${n}` }),
				);
				await fastForward(() => Promise.all(pings));
				await pass(ROUND_MS);
			}
			const gaps = requests.slice(1).map((at, n) => at - (requests[n] ?? 0));
			expect(Math.min(...gaps)).toBeGreaterThan(59_000);
			expect(requests.length).toBeGreaterThan(MINUTES / 2);
			expect(workflow.warnings.length).toBe(requests.length);
			expect(workflow.warnings).toEqual(
				requests.map(() => ({
					message: expect.stringContaining(message) as string,
					workflowId: `workflow-of-${workflow.node.id}`,
					webhookId: expect.stringMatching(/^\d+-\d$/) as string,
				})),
			);
			expect([workflow.executions, workflow.failures]).toEqual([[], []]);
		},
	);
});

describe('a ping about a webhook that nobody knows', () => {
	it('whose inquiry SmartSuite answers with a rest of 30 seconds costs no change of ours', async () => {
		stopTime();
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const changes = changesIn(emulator);
		emulator.faults.next({}, REST);
		await fastForward(() => ping(workflow, { webhookId: 'unknown' }));
		changes.make(1);
		await pass(25_000);
		expect(callsOf(emulator, 'ListEvents')).toBe(0);
		await pass(60_000);
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(1));
	});
});
