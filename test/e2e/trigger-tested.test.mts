import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WebhookState } from '../emulator/index.mts';
import { hasEnded } from './executions.mts';
import { createTrigger, publishTrigger, type PublishedTrigger } from './published-trigger.mts';
import { note, ONCE } from './tally.mts';
import { until } from './until.mts';
import { arrivedItems, TRIGGER, triggerWorkflow } from './workflows.mts';
import { startWorld, type World } from './world.mts';

/** n8n listens for two minutes (test-webhooks.js, 2.41.1). */
const LISTENING_TIMEOUT_MS = 150_000;
const TEST_TIMEOUT_MS = 60_000;

let world: World;
/** Somebody else's, in the same solution. */
let foreign: WebhookState;

beforeAll(async () => {
	world = await startWorld({ name: 'trigger-tested' });
	const { emulator, client, credential } = world;
	foreign = emulator.elsewhere.createWebhook({
		solutionId: emulator.solution.id,
		kinds: ['RECORD_CREATED'],
		filter: { solution: {} },
	});
	// For the last test: a test in the editor, in a solution of its own, that nobody ends.
	const solutionId = emulator.tables.deals.solution;
	const forgotten = triggerWorkflow({ name: 'Forgotten', credential, solutionId });
	await client.listenForTestEvent(await client.createWorkflow(forgotten), TRIGGER);
});

afterAll(() => world?.stop());

const isTest = ({ mode }: { mode: string }) => mode === 'manual';

function change(count = 1): void {
	const { records, tables } = world.emulator;
	for (let n = 0; n < count; n++) records.create(tables.tasks.id, { title: `Task ${n}` });
}

/** The execution of the test, once n8n has stopped listening and its webhook is gone. */
async function tested(trigger: PublishedTrigger) {
	const executions = await world.client.waitForExecutions(
		trigger.id,
		(found) => found.some((one) => isTest(one) && hasEnded(one)),
		TEST_TIMEOUT_MS,
	);
	await gone(trigger);
	return executions.filter(isTest);
}

const gone = (trigger: PublishedTrigger) =>
	until(
		'the test webhook to go',
		TEST_TIMEOUT_MS,
		() => trigger.testWebhooks.length === 0 || undefined,
	);

/** Just the trigger's one webhook and the foreign one. */
function expectOneWebhook(trigger: PublishedTrigger) {
	expect(trigger.webhooks).toMatchObject([{ status: 'active' }]);
	expect(world.emulator.webhooks.map(({ id }) => id)).toContain(foreign.id);
}

it('gives a test in the editor its event beside production, and removes its webhook', async () => {
	const { client, emulator } = world;
	const trigger = await publishTrigger(world);
	change();
	await trigger.arrived(1);
	const [before] = trigger.webhooks;

	await client.listenForTestEvent(trigger.id, TRIGGER);
	expect(trigger.testWebhooks).toMatchObject([{ status: 'active' }]);
	change();
	const tests = await tested(trigger);
	change();

	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 3 });
	await note({ tests: tests.map(({ status, items }) => ({ status, items })) });
	expect(tests).toMatchObject([{ status: 'success' }]);
	expect(trigger.webhooks).toMatchObject([{ id: before?.id }]);
	expectOneWebhook(trigger);
	const pings = emulator.pings.filter(({ url }) => url.endsWith(trigger.path));
	expect(pings.filter(({ status }) => status !== 200)).toEqual([]);
});

it('offers a test in which nothing changes what the published workflow has had', async () => {
	const trigger = await publishTrigger(world);
	change(12);
	await trigger.arrived(12);

	await world.client.listenForTestEvent(trigger.id, TRIGGER);
	const tests = await tested(trigger);

	expect(arrivedItems(tests).map(({ event_id }) => event_id)).toEqual(trigger.changed.slice(-10));
	change();
	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 13 });
	expectOneWebhook(trigger);
});

it('leaves no webhook of a test that is cancelled in the editor', async () => {
	const { client } = world;
	const trigger = await publishTrigger(world);
	await client.listenForTestEvent(trigger.id, TRIGGER);
	expect(trigger.testWebhooks).toHaveLength(1);

	await client.stopListening(trigger.id);

	await gone(trigger);
	change();
	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 1 });
	expectOneWebhook(trigger);
});

it('keeps n8n well though a test has a wrong solution, and though two tests end together', async () => {
	const { client, credential, emulator } = world;
	const wrong = { name: 'Wrong', credential, solutionId: '63b87cad645b3949631b5500' };
	const failing = await client.createWorkflow(triggerWorkflow(wrong));
	await expect(client.listenForTestEvent(failing, TRIGGER)).rejects.toThrow(/solution/);
	const one = await createTrigger(world, { name: 'One' });
	const other = await createTrigger(world, { name: 'Other' });
	for (let round = 0; round < 2; round++) {
		await client.listenForTestEvent(one.id, TRIGGER);
		await client.listenForTestEvent(other.id, TRIGGER);
		// SmartSuite goes away as the tests end.
		if (round > 0) emulator.faults.next({ rpc: 'DeleteWebhook' }, { status: 503 }, 3);
		const startedAt = performance.now();
		change();
		await Promise.all([tested(one), tested(other)]);
		const seconds = (performance.now() - startedAt) / 1_000;
		await note({ seconds });
		expect(seconds).toBeLessThan(30);
	}
	expect(emulator.webhooks.map(({ id }) => id)).toContain(foreign.id);
	await client.remove(failing);
});

it('leaves no webhook of a test that nobody ends', async () => {
	const solutionId = world.emulator.tables.deals.solution;
	const ofForgotten = () => world.emulator.webhooks.filter((one) => one.solutionId === solutionId);

	await until('n8n to stop listening', LISTENING_TIMEOUT_MS, () => !ofForgotten()[0] || undefined);

	expect(world.emulator.webhooks.map(({ id }) => id)).toContain(foreign.id);
});
