import { expect, it } from 'vitest';
import type { EmulatorOptions } from './index.mts';
import { call, emulate } from './harness.mts';

const limited = (switches: EmulatorOptions['switches'] = {}) =>
	emulate({ switches: { rateLimit: { perSecond: 5, penaltyMs: 30_000 }, ...switches } });

const PATHS = ['/api/v1/solutions/', '/api/v1/accounts/'];
type Emulated = Awaited<ReturnType<typeof limited>>;

async function statuses(emulator: Emulated, count: number): Promise<number[]> {
	const seen: number[] = [];
	for (let n = 0; n < count; n++) {
		seen.push((await call(emulator, 'GET', PATHS[n % 2] ?? '')).status);
	}
	return seen;
}

it('lets five requests in a second pass and refuses the sixth', async () => {
	expect(await statuses(await limited(), 6)).toEqual([200, 200, 200, 200, 200, 429]);
});

it('counts a sliding second, not one of the clock', async () => {
	const emulator = await limited();
	await emulator.clock.advance(1_600 - (emulator.clock.now() % 1_000));
	expect(await statuses(emulator, 3)).toEqual([200, 200, 200]);
	await emulator.clock.advance(600);
	expect(await statuses(emulator, 2)).toEqual([200, 200]);
	await emulator.clock.advance(399);
	expect(await statuses(emulator, 1)).toEqual([429]);
});

it('forgets a request after a second', async () => {
	const emulator = await limited();
	expect(await statuses(emulator, 3)).toEqual([200, 200, 200]);
	await emulator.clock.advance(1_000);
	expect(await statuses(emulator, 6)).toEqual([200, 200, 200, 200, 200, 429]);
});

it('refuses everything for 30 s after the request that was too many', async () => {
	const emulator = await limited();
	await statuses(emulator, 6);
	await emulator.clock.advance(29_999);
	expect(await statuses(emulator, 1)).toEqual([429]);
	await emulator.clock.advance(1);
	expect(await statuses(emulator, 1)).toEqual([200]);
});

it('starts the penalty anew with each refused call, with the switch', async () => {
	const emulator = await limited({ penaltyExtends: true });
	await statuses(emulator, 6);
	await emulator.clock.advance(20_000);
	await statuses(emulator, 1);
	await emulator.clock.advance(20_000);
	expect(await statuses(emulator, 1)).toEqual([429]);
});

it('counts both hosts together', async () => {
	const emulator = await limited();
	await statuses(emulator, 5);
	const path = '/smartsuite.webhooks.engine.Webhooks/ListWebhooks';
	const reply = await call(emulator, 'POST', path, {});
	expect(reply).toMatchObject({
		status: 429,
		body: { code: 'resource_exhausted', msg: 'rate limit exceeded', meta: {} },
	});
	expect(reply.headers.has('retry-after')).toBe(false);
});

it('says how long to wait, with the switch', async () => {
	const emulator = await limited({ retryAfterHeader: true });
	await statuses(emulator, 6);
	await emulator.clock.advance(9_500);
	const reply = await call(emulator, 'GET', '/api/v1/solutions/');
	expect(reply.headers.get('retry-after')).toBe('21');
});

it('does not count requests that were refused for their token', async () => {
	const emulator = await limited();
	const wrong = { authorization: 'Token wrong' };
	for (let n = 0; n < 6; n++) await call(emulator, 'GET', '/api/v1/solutions/', undefined, wrong);
	expect(await statuses(emulator, 1)).toEqual([200]);
});
