import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { publishTrigger } from './published-trigger.mts';
import { note, ONCE } from './tally.mts';
import { until } from './until.mts';
import { startWorld, type World } from './world.mts';

const DAY_MS = 86_400_000;
const START_TIMEOUT_MS = 120_000;

let world: World;

beforeAll(async () => {
	world = await startWorld({ name: 'trigger-restarted' });
});

afterAll(() => world?.stop());

beforeEach(() => world.emulator.reset());

function change(count: number): string[] {
	const { records, tables } = world.emulator;
	const titles = Array.from({ length: count }, (_, n) => `Task ${n}`);
	return titles.map((title) => records.create(tables.tasks.id, { title }).id);
}

async function isAnswering(): Promise<boolean> {
	return await fetch(world.n8n.url).then(
		async (response) => (await response.arrayBuffer()).byteLength >= 0,
		() => false,
	);
}

it('delivers what changes while n8n starts, though no ping of that time is sent again', async () => {
	const { emulator, n8n, client } = world;
	emulator.switches.pingsRetryOn = 'never';
	const trigger = await publishTrigger(world);

	await n8n.stop();
	let isLive = false;
	const live = n8n.restart().then(() => client.untilPublished(trigger.id));
	void live.then(() => (isLive = true));
	await until(
		'the port to answer',
		START_TIMEOUT_MS,
		async () => (await isAnswering()) || undefined,
	);
	const created: string[] = [];
	while (!isLive) {
		created.push(...change(1));
		await emulator.pingsSettled();
		await sleep(100);
	}
	await live;

	const inVain = emulator.pings.filter(({ status, responseBody }) => {
		return status !== 200 || responseBody !== '';
	});
	await note({ pings: emulator.pings.length, inVain: inVain.map(({ status }) => status) });
	expect(inVain).not.toEqual([]);
	const tally = await trigger.tally(created, 'record_id');
	expect(tally).toMatchObject({ ...ONCE, events: created.length });
	expect(trigger.webhooks).toHaveLength(1);
});

it('delivers each change once when n8n comes back under another public URL', async () => {
	const { emulator, n8n, client } = world;
	const trigger = await publishTrigger(world);
	const created = change(1);
	await trigger.arrived(1);
	const other = `http://localhost:${new URL(n8n.url).port}`;

	await n8n.stop();
	created.push(...change(2));
	await n8n.restart({ env: { WEBHOOK_URL: other } });
	try {
		await client.untilPublished(trigger.id);
		await until('a webhook at the new URL', START_TIMEOUT_MS, () =>
			emulator.webhooks.find(({ url }) => url === other + trigger.path),
		);
		created.push(...change(5));

		await note({ webhooks: emulator.webhooks.map(({ url }) => url) });
		expect(await trigger.tally(created, 'record_id')).toMatchObject({ ...ONCE, events: 8 });
	} finally {
		await n8n.restart();
	}
});

it('comes back after two days in which SmartSuite gave up pinging', async () => {
	const { emulator, n8n, client } = world;
	const trigger = await publishTrigger(world);
	change(1);
	await trigger.arrived(1);

	await n8n.stop();
	change(3);
	await emulator.pingsSettled();
	await emulator.clock.advance(2 * DAY_MS);
	expect(trigger.webhooks.map(({ status }) => status)).toEqual(['failed']);
	change(3);
	await n8n.restart();
	await client.untilPublished(trigger.id);
	await trigger.arrived(7);
	change(3);

	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 10 });
	expect(trigger.webhooks.map(({ status }) => status)).toEqual(['active']);
});
