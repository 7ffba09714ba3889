import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { startPingProxy, type PingProxy } from './ping-proxy.mts';
import { createTrigger, publishTrigger } from './published-trigger.mts';
import { idsOf, note, ONCE } from './tally.mts';
import { credentialData, startWorld, type World } from './world.mts';

const EVENTS = 6_000;

/** n8n's public address, which outlives it. */
let proxy: PingProxy;
let world: World;

const env = () => ({ WEBHOOK_URL: `${proxy.url}/` });

beforeAll(async () => {
	proxy = await startPingProxy();
	world = await startWorld({ name: 'trigger-moved', env: env() });
	proxy.route({ main: world.n8n.url, webhooks: [world.n8n.url] });
});

afterAll(async () => {
	await world?.stop();
	await proxy?.stop();
});

beforeEach(() => {
	world.emulator.reset();
	proxy.refuse(() => undefined);
});

function change(count: number): void {
	const { records, switches, tables } = world.emulator;
	switches.lostPings = 1;
	for (let n = 1; n < count; n++) records.create(tables.tasks.id, { title: `Task ${n}` });
	switches.lostPings = 0;
	records.create(tables.tasks.id, { title: 'The one that is told of' });
}

it.each([
	['a login page', { status: 200, body: '<html>Sign in</html>' }],
	['a 403', { status: 403, body: 'Forbidden' }],
	['a 502 without a body', { status: 502, body: '' }],
])('brings the rest of 700 changes though its own address gives it %s', async (_, answer) => {
	const trigger = await publishTrigger(world);
	change(1);
	await trigger.arrived(1);
	proxy.refuse((body) => (body.includes('"isOwn":true') ? answer : undefined));
	change(700);
	await trigger.arrived(701);
	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 701 });
});

it('sends no history again from a new database at the same address', async () => {
	const trigger = await publishTrigger(world);
	change(EVENTS);
	await trigger.arrived(EVENTS);
	const other = await startWorld({ name: 'trigger-moved-database', env: env() });
	onTestFinished(async () => {
		await other.stop();
		await world.n8n.restart();
	});
	await world.n8n.stop();
	proxy.route({ main: other.n8n.url, webhooks: [other.n8n.url] });
	const { emulator } = world;
	const data = credentialData(emulator);
	const credential = await other.client.createCredential('smartSuiteApi', 'The same', data);
	const [node, ...others] = trigger.workflow.nodes;
	const nodes = [{ ...node, credentials: { smartSuiteApi: credential } }, ...others];
	const workflow = { ...trigger.workflow, nodes };
	const moved = await createTrigger({ ...other, emulator }, { workflow });
	await other.client.publish(moved.id);
	change(3);
	const arrived = idsOf(await moved.arrived(3));
	await note({ arrived: arrived.length });
	expect(arrived).toEqual(moved.changed.slice(-3));
});
