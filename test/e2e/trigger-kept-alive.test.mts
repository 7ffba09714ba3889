import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { publishTrigger, type PublishedTrigger } from './published-trigger.mts';
import { ONCE } from './tally.mts';
import { until } from './until.mts';
import { startWorld, type World } from './world.mts';

const QUICK_CRON = fileURLToPath(new URL('quick-cron.cjs', import.meta.url));
const DAY_MS = 86_400_000;
const BEAT_TIMEOUT_MS = 60_000;
/** With it, each "hour" of the quick clock has a keep-alive. */
const HOURLY = { options: { keepAliveHours: 1 } };

let world: World;

beforeAll(async () => {
	world = await startWorld({
		name: 'trigger-kept-alive',
		env: { NODE_OPTIONS: `--require=${QUICK_CRON}` },
	});
});

afterAll(() => world?.stop());

beforeEach(() => world.emulator.reset());

function change(count: number): void {
	const { records, tables } = world.emulator;
	for (let n = 0; n < count; n++) records.create(tables.tasks.id, { title: `Task ${n}` });
}

/** Waits until SmartSuite was asked for the trigger's events once more, by nothing but a keep-alive. */
async function nextBeat({ webhooks }: PublishedTrigger): Promise<void> {
	const { calls } = world.emulator;
	const before = calls.length;
	const id = webhooks[0]?.id;
	await until('the keep-alive', BEAT_TIMEOUT_MS, () =>
		calls
			.slice(before)
			.find(({ rpc, requestBody }) => rpc === 'ListEvents' && isAbout(requestBody, id)),
	);
}

const isAbout = (body: unknown, id?: string) =>
	(body as { webhook_id?: string } | undefined)?.webhook_id === id;

it('keeps a webhook alive that nothing happens at for weeks', async () => {
	const trigger = await publishTrigger(world, { parameters: HOURLY });
	for (let week = 0; week < 3; week++) {
		await nextBeat(trigger);
		await world.emulator.clock.advance(6 * DAY_MS);
	}
	await nextBeat(trigger);
	expect(trigger.webhooks).toMatchObject([{ status: 'active' }]);
	change(2);
	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 2 });
});

it('makes a webhook anew that was deleted at SmartSuite', async () => {
	const { emulator } = world;
	const trigger = await publishTrigger(world, { parameters: HOURLY });
	const [lost] = trigger.webhooks;
	if (lost) emulator.elsewhere.deleteWebhook(lost.id);
	await until('a new webhook', BEAT_TIMEOUT_MS, () => trigger.webhooks[0]);
	change(2);
	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 2 });
	expect(trigger.webhooks).toMatchObject([{ status: 'active' }]);
});

it('renews a webhook whose solution an expression names', async () => {
	const { emulator } = world;
	const solution = { __rl: true, mode: 'id', value: `={{ "${emulator.solution.id}" }}` };
	const trigger = await publishTrigger(world, { parameters: { ...HOURLY, solution } });
	const [lost] = trigger.webhooks;
	if (lost) emulator.elsewhere.deleteWebhook(lost.id);
	await until('a new webhook', BEAT_TIMEOUT_MS, () => trigger.webhooks[0]);
	change(2);
	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 2 });
});

it('switches a webhook on again that was paused there, and brings what happened meanwhile', async () => {
	const { emulator } = world;
	const trigger = await publishTrigger(world, { parameters: HOURLY });
	change(1);
	await trigger.arrived(1);
	const [paused] = trigger.webhooks;
	if (paused) emulator.elsewhere.updateWebhook(paused.id, { url: undefined });
	change(2);
	await until('the webhook to be active', BEAT_TIMEOUT_MS, () =>
		trigger.webhooks.find(({ status }) => status === 'active'),
	);
	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 3 });
	expect(trigger.webhooks).toMatchObject([{ id: paused?.id, status: 'active' }]);
});
