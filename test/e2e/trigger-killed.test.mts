import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openDatabase } from './database.mts';
import { createTrigger, publishTrigger } from './published-trigger.mts';
import { note, ONCE } from './tally.mts';
import { until } from './until.mts';
import { TRIGGER } from './workflows.mts';
import { startWorld, type World } from './world.mts';

/** A drain takes 500 events, which is a page (drain.ts, pages.ts). */
const OF_A_DRAIN = 500;
const START_LOOK_TIMEOUT_MS = 30_000;

let world: World;

beforeAll(async () => {
	world = await startWorld({
		name: 'trigger-killed',
		// How long n8n leaves a publication alone that was under way when it was killed; else 2 minutes.
		env: {
			N8N_WORKFLOW_PUBLICATION_OUTBOX_LEASE_SECONDS: '20',
			N8N_WORKFLOW_PUBLICATION_OUTBOX_POLL_INTERVAL_MS: '2000',
		},
	});
});

afterAll(() => world?.stop());

beforeEach(async () => {
	world.emulator.reset();
	if (world.n8n.server.hasEnded()) await world.n8n.restart();
});

function change(count: number) {
	const { records, tables } = world.emulator;
	for (let n = 0; n < count; n++) records.create(tables.tasks.id, { title: `Task ${n}` });
}

it.each(['never', 'non-2xx'] as const)(
	'delivers each event once when n8n is killed while it reads (failed pings retried: %s)',
	async (pingsRetryOn) => {
		const { emulator, n8n, client } = world;
		emulator.switches.pingsRetryOn = pingsRetryOn;
		emulator.switches.pingsPer = 'batch';
		emulator.switches.pageSizeMax = OF_A_DRAIN / 2;
		const trigger = await publishTrigger(world);
		change(1);
		await trigger.arrived(1);
		const killed = new Promise<void>((resolve) => {
			const kill = () => n8n.server.kill().then(resolve);
			// One page is read, nothing handed over.
			emulator.faults.next({ rpc: 'ListEvents' }, { delayMs: 0 });
			emulator.faults.next({ rpc: 'ListEvents' }, { meanwhile: kill });
		});

		change(600);
		await killed;
		await n8n.restart();
		await client.untilPublished(trigger.id);

		expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 601 });
		expect(trigger.webhooks).toHaveLength(1);
	},
);

it('goes on after the last stored execution when n8n is killed in a follow-up drain', async () => {
	const { emulator, n8n, client } = world;
	emulator.switches.pingsRetryOn = 'never';
	emulator.switches.pingsPer = 'batch';
	const trigger = await publishTrigger(world);
	await until('its look after the start', START_LOOK_TIMEOUT_MS, () =>
		emulator.calls.find(({ rpc }) => rpc === 'ListEvents'),
	);
	const killed = new Promise<void>((resolve) => {
		const kill = async () => {
			await trigger.arrived(OF_A_DRAIN);
			await n8n.server.kill();
			resolve();
		};
		emulator.faults.next({ rpc: 'ListEvents' }, { delayMs: 0 });
		emulator.faults.next({ rpc: 'ListEvents' }, { meanwhile: kill });
	});

	change(2 * OF_A_DRAIN + 1);
	await killed;
	await n8n.restart();
	await client.untilPublished(trigger.id);

	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 2 * OF_A_DRAIN + 1 });
});

it('delivers once what n8n had stored, but neither run nor marked as read when it was killed', async () => {
	const { emulator, n8n, client } = world;
	emulator.switches.pingsRetryOn = 'never';
	const database = await openDatabase(world.home);
	const trigger = await publishTrigger(world);
	change(1);
	await trigger.arrived(1);
	const commits = async () => {
		const sql = 'SELECT staticData FROM workflow_entity WHERE id = ?';
		const [row] = await database.query(sql, trigger.id);
		const data = JSON.parse(String(row?.staticData)) as Record<
			string,
			{ live?: { commits?: number } }
		>;
		return data[`node:${TRIGGER}`]?.live?.commits;
	};
	const before = await commits();

	// n8n writes the execution, then the cursor: whoever holds the database in between stops the second.
	const holder = await database.holdWhenChanged('SELECT max(id) FROM execution_entity');
	change(5);
	await holder.held;
	await n8n.server.kill();
	await holder.release();
	expect(before).toBeGreaterThan(0);
	const isBetween = (await commits()) === before;
	await note({ isBetween });
	await n8n.restart();
	await client.untilPublished(trigger.id);

	expect(isBetween).toBe(true);
	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 6 });
});

it('adopts the webhook that n8n made just before it was killed', async () => {
	const { emulator, n8n, client } = world;
	const trigger = await createTrigger(world);
	emulator.faults.next({ rpc: 'CreateWebhook' }, { meanwhile: () => n8n.server.kill() });

	await expect(client.publish(trigger.id)).rejects.toThrow();
	const made = trigger.webhooks.map(({ id }) => id);
	change(3);
	await n8n.restart();
	await client.untilPublished(trigger.id);
	change(3);

	expect(made).toHaveLength(1);
	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 6 });
	expect(trigger.webhooks.map(({ id }) => id)).toEqual(made);
});
