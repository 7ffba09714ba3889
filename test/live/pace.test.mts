import { describe, expect, it } from 'vitest';
import { defaultSwitches, type Switches } from '../emulator/switches.mts';
import { accountOf, QUICK, run, withEmulator } from './world.mts';

const FIVE = { perSecond: 5, penaltyMs: QUICK.penaltyMs };

/** At the pace that the emulator allows, to the end. */
async function provoke(
	switches: Partial<Switches>,
	test: (found: Record<string, unknown>) => void,
	requestsPerSecond = 5,
): Promise<void> {
	await withEmulator({ rateLimit: FIVE, ...switches }, async (emulator) => {
		const account = accountOf(emulator, requestsPerSecond);
		const { findings, calls, seconds, left } = await run(emulator, { account, provokes: true });
		expect({ left, troubles: findings.troubles }).toEqual({ left: [], troubles: [] });
		expect(calls).toBeLessThan(60);
		expect(calls).toBe(emulator.calls.length);
		expect(seconds).toBeLessThan(60);
		test(findings.switches);
	});
}

describe('the check of the rate limit', () => {
	const { retryAfterHeader, penaltyExtends } = defaultSwitches();
	it.concurrent('finds five calls in a second, as documented', async () => {
		await provoke({}, (found) => {
			expect(found).toMatchObject({ rateLimit: FIVE, retryAfterHeader, penaltyExtends });
		});
	});

	it.concurrent('finds fewer', async () => {
		const rateLimit = { ...FIVE, perSecond: 3 };
		await provoke({ rateLimit }, (found) => expect(found).toMatchObject({ rateLimit }), 3);
	});

	it.concurrent('finds more', async () => {
		const rateLimit = { ...FIVE, perSecond: 6 };
		await provoke({ rateLimit }, (found) => expect(found).toMatchObject({ rateLimit }));
	});

	it.concurrent('finds none', async () => {
		await provoke({ rateLimit: 'off' }, (found) => expect(found.rateLimit).toBe('off'));
	});

	it.concurrent('finds Retry-After', async () => {
		await provoke({ retryAfterHeader: true }, (found) => {
			expect(found.retryAfterHeader).toBe(true);
		});
	});

	it.concurrent('finds that a call during the penalty begins it anew', async () => {
		await provoke({ penaltyExtends: true }, (found) => expect(found.penaltyExtends).toBe(true));
	});

	it.concurrent('is left out where nobody agreed to it', async () => {
		await withEmulator({}, async (emulator) => {
			const { findings } = await run(emulator);
			const reason = 'only with --rate-limit';
			expect(findings.unanswered).toContainEqual({ id: 'rate-limit', reason });
		});
	});

	it.concurrent('is left out where somebody else uses the token', async () => {
		await withEmulator({}, async (emulator) => {
			emulator.faults.next({ rpc: 'CreateWebhook' }, { status: 429 });
			const { findings } = await run(emulator, { provokes: true });
			const reason = 'somebody else was using the token';
			expect(findings.unanswered).toContainEqual({ id: 'rate-limit', reason });
			expect(findings.of('create-answer')?.outcome).toBe('wrapped');
		});
	});
});
