import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { hasEnded } from './executions.mts';
import { Probe, probeEnvironment, type Call } from './probe.mts';
import { until } from './until.mts';
import { startWorld, type World } from './world.mts';

/** The rules that the simulator's model of n8n takes for granted (test/simulation), on a real n8n. */
let world: World;
let folder: string;
let probe: Probe;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'probe-'));
	world = await startWorld({ name: 'n8n-rules', env: probeEnvironment(folder) });
});

afterAll(async () => {
	await world?.stop();
	await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
	probe = await Probe.create(world, folder);
});

/** How n8n called it. */
const how = ({ what, mode, activation, parameter }: Call) =>
	[what, mode, activation, parameter].filter(Boolean).join(' ');

async function publish(): Promise<Call[]> {
	await world.client.publish(probe.id);
	return await probe.calls(3);
}

async function executions(count: number) {
	const all = await world.client.waitForExecutions(
		probe.id,
		(found) => found.length >= count && found.every(hasEnded),
		30_000,
	);
	return all.map(({ mode, status, error }) => ({ mode, status, error }));
}

it('publishes by trigger, checkExists and create, on one workflow whose static data is saved after all', async () => {
	const calls = await publish();
	expect(calls.map(how)).toEqual([
		'trigger trigger activate one',
		'checkExists trigger activate one',
		'create trigger activate one',
	]);
	expect(await probe.stored()).toEqual({ createdAs: 'activate' });
	await probe.order({ emit: 'unflagged' });
	// The object that `trigger` was given has what `create` wrote.
	expect((await probe.calls(1))[0]).toMatchObject({
		what: 'tick',
		data: { createdAs: 'activate' },
	});
});

it('changes a node by delete of the old one, then publishes the new one in mode update', async () => {
	await publish();
	await probe.change('two');
	const calls = (await probe.calls(5)).map(how);
	expect(calls).toEqual([
		'close trigger activate one',
		'delete internal update one',
		'trigger trigger update two',
		'checkExists trigger update two',
		'create trigger update two',
	]);
});

it('tries five times to register, each failure followed by delete, while trigger runs on', async () => {
	await probe.order({ create: 'fails' });
	await expect(world.client.publish(probe.id)).rejects.toThrow('The probe was told to fail');
	const calls = (await probe.calls(16)).map(({ what }) => what);
	const attempt = ['checkExists', 'create', 'delete'];
	expect(calls).toEqual(['trigger', ...Array.from({ length: 5 }, () => attempt).flat()]);
	expect(await probe.ping('answers', 1)).toEqual({ status: 404 });
	// What runs beside the webhook goes on, and n8n stores what it emits.
	await probe.order({ emit: 'unflagged' });
	expect(await executions(1)).toMatchObject([{ mode: 'trigger', status: 'success' }]);
	await probe.order({});
	await probe.calls(1);
	await world.client.publish(probe.id);
	expect((await probe.calls(3)).map(how)).toEqual([
		'trigger trigger update one',
		'checkExists trigger update one',
		'create trigger update one',
	]);
	// Its clock is the first one's, which is never closed.
	await probe.order({ emit: 'unflagged' });
	const ticks = (await probe.calls(6)).filter(({ what }) => what === 'tick');
	expect(new Set(ticks.map(how))).toEqual(new Set(['tick trigger activate one']));
	await probe.order({});
	await executions(3);
	await probe.calls(0);
	await world.client.unpublish(probe.id);
	expect((await probe.calls(2)).map(how)).toEqual([
		'close trigger update one',
		'delete internal update one',
	]);
});

it('unpublishes by delete, three times where that fails', async () => {
	await publish();
	await probe.order({ delete: 'fails' });
	await world.client.unpublish(probe.id);
	const calls = (await probe.calls(4)).map(how);
	expect(calls).toEqual([
		'close trigger activate one',
		...Array.from({ length: 3 }, () => 'delete internal update one'),
	]);
	await probe.order({});
});

it('stops without delete, and starts with trigger and checkExists in mode init', async () => {
	await publish();
	await probe.order({ exists: true });
	await world.n8n.restart();
	expect((await probe.calls(3)).map(how)).toEqual([
		'close trigger activate one',
		'trigger trigger init one',
		'checkExists trigger init one',
	]);
});

it('saves what webhook wrote where there is no execution, else only what is marked again while it is answered', async () => {
	await publish();
	await probe.ping('answers', 1);
	expect(await probe.stored()).toMatchObject({ value: 1 });
	await probe.calls(1);
	await probe.ping('returns items', 2);
	await executions(1);
	expect(await probe.stored()).toMatchObject({ value: 1 });
	await probe.calls(2);
	await probe.ping('returns items and marks', 3);
	await until('the save', 10_000, async () =>
		((await probe.stored()) as { value?: number }).value === 3 ? true : undefined,
	);
	// Read twice, and both before the answer.
	const calls = (await probe.calls(4)).map(({ what }) => what);
	expect(calls.filter((what) => what === 'webhookResponse')).toHaveLength(2);
});

it('answers 500 and shows a failed execution where webhook throws, 422 to JSON that is none, and saves nothing', async () => {
	await publish();
	expect(await probe.ping('throws', 1)).toEqual({ status: 500 });
	expect(await probe.send('{"does":')).toEqual({ status: 422 });
	expect(await executions(1)).toMatchObject([{ mode: 'webhook', status: 'error' }]);
	expect(await probe.stored()).toEqual({ createdAs: 'activate' });
});

it('saves the stale copy of trigger at emit, where that is marked', async () => {
	await publish();
	await probe.ping('answers', 1);
	await probe.order({ emit: 'unflagged' });
	await executions(1);
	expect(await probe.stored()).toEqual({ createdAs: 'activate', value: 1 });
	await probe.order({ emit: 'flagged' });
	await until('the stale copy', 10_000, async () =>
		'fromTrigger' in ((await probe.stored()) as object) ? true : undefined,
	);
	expect(await probe.stored()).toEqual({ createdAs: 'activate', fromTrigger: true });
});

it('tests with static data of its own, in modes manual and internal', async () => {
	await publish();
	await world.client.listenForTestEvent(probe.id, 'Probe');
	await probe.ping('returns items', 1, 'webhook-test');
	const calls = await probe.calls(5);
	expect(calls.slice(0, 3).map(how)).toEqual([
		'checkExists manual manual one',
		'create manual manual one',
		'webhook manual one',
	]);
	// Beside each other.
	const last = calls.slice(3).map(how).sort();
	expect(last).toEqual(['delete internal update one', 'execute manual one']);
	expect(calls[0]?.data).toEqual({});
	const deleted = calls.find(({ what }) => what === 'delete');
	expect(deleted?.data).toEqual({ createdAs: 'manual', value: 1 });
	expect(await probe.stored()).toEqual({ createdAs: 'activate' });
});
