import { expect, it } from 'vitest';
import { LIVE_TIMING, MOST_CALLS, PACE_CALLS, PARTS } from '../../scripts/verify-live/limits.mts';
import { startReceiver } from '../../scripts/verify-live/receiver.mts';
import { run, willing, withEmulator } from './world.mts';

/** What the person is told (scripts/verify-live/plan.mts). */
const MOST_MS = { webhooks: 180_000, records: 120_000 };
const PER_SECOND = 5;
/** Things to delete, and looks for what may be there besides. */
const MOST_CLEAN_UP_CALLS = 9;

it.each(PARTS)('takes less time and calls than it says, about %s', (part) => {
	const { checksMs, cleanUpDelaysMs, penaltyMs } = LIVE_TIMING;
	const rounds = cleanUpDelaysMs.length + 1;
	const callsMs = ((rounds * MOST_CLEAN_UP_CALLS) / PER_SECOND) * 1_000;
	const cleanUpMs = callsMs + cleanUpDelaysMs.reduce((sum, ms) => sum + ms);
	// The middle of the penalty lies within it; where it begins anew, it is waited for twice.
	const paceMs = 2 * penaltyMs + (PACE_CALLS / PER_SECOND + 4) * 1_000;
	const provokedMs = part === 'webhooks' ? paceMs : 0;
	expect(checksMs[part] + cleanUpMs + provokedMs).toBeLessThan(MOST_MS[part]);
	expect(MOST_CALLS).toBeLessThan(60);
});

it('has time for all checks, also where each wait is as long as can be', () => {
	const { checksMs, lookDelaysMs, pingMs, quietMs, holdMs, retryMs } = LIVE_TIMING;
	const look = lookDelaysMs.reduce((sum, ms) => sum + ms);
	const callsMs = (MOST_CALLS / PER_SECOND) * 1_000;
	// Failed pings are watched for while all else goes on.
	const waits = 3 * look + pingMs + 2 * quietMs + holdMs;
	expect(callsMs + Math.max(waits, retryMs)).toBeLessThan(checksMs.webhooks);
	expect(2 * callsMs + look + quietMs).toBeLessThan(checksMs.records);
});

it('leaves checks out rather than make more calls, and still deletes everything', async () => {
	await withEmulator({ pageSizeDefault: 1, eventsVisibleAfterMs: 300 }, async (emulator) => {
		const { findings, calls } = await run(emulator, { provokes: true });
		expect(calls).toBeLessThan(60);
		expect(emulator.calls).toHaveLength(calls);
		expect(emulator.webhooks).toEqual([]);
		const reason = 'not enough calls were left for it';
		expect(findings.unanswered).toContainEqual({ id: 'rate-limit', reason });
	});
});

it('does without pings where there is no public URL', async () => {
	await withEmulator({}, async (emulator) => {
		const person = willing(emulator, { publicUrl: () => Promise.resolve(undefined) });
		const { findings, hasPings } = await run(emulator, { person });
		expect(hasPings).toBe(false);
		expect(findings.troubles).toEqual([]);
		const reasons = new Set(findings.unanswered.map(({ reason }) => reason));
		const elsewhere = 'left out by --only';
		expect(reasons).toEqual(
			new Set(['no public URL was given', 'only with --rate-limit', elsewhere]),
		);
	});
});

it('answers what it can where own writes fire no events', async () => {
	await withEmulator({ ownWritesFireEvents: false }, async (emulator) => {
		const { findings } = await run(emulator);
		expect(findings.troubles).toEqual([]);
		for (const id of ['toggle-on', 'update-omits', 'list-pages', 'delete-again'] as const) {
			expect(findings.of(id)?.verdict, id).toBe('holds');
		}
		const reason = 'no event of our own record came';
		expect(findings.unanswered).toContainEqual({ id: 'paused-stores-events', reason });
		expect(findings.unanswered).toContainEqual({ id: 'listing-extends', reason });
	});
});

it('takes another port for pings where the wanted one is not free', async () => {
	const other = await startReceiver();
	await withEmulator({}, async (emulator) => {
		const { findings } = await run(emulator, { port: other.port });
		expect(findings.of('ping-body')?.outcome).toBe('documented');
		expect(other.arrivals).toEqual([]);
	});
	await other.stop();
});

it('says where the public URL does not lead to it', async () => {
	await withEmulator({}, async (emulator) => {
		const told: string[] = [];
		const person = willing(emulator, {
			publicUrl: () => Promise.resolve(emulator.url),
			tell: (text) => told.push(text),
		});
		await run(emulator, { person });
		expect(told.join()).toContain('The public URL does not lead to port');
	});
});

it('says where pings do not arrive', async () => {
	await withEmulator({ lostPings: 1 }, async (emulator) => {
		const { findings } = await run(emulator);
		const reason = 'no ping arrived: does the public URL lead to this machine?';
		expect(findings.unanswered).toContainEqual({ id: 'ping-retry', reason });
		expect(findings.of('deleted-data')?.outcome).toBe('whole');
	});
});
