import { afterAll, beforeAll, beforeEach, expect, it, onTestFinished } from 'vitest';
import { hasEnded } from './executions.mts';
import { importByCommand } from './import-command.mts';
import type { WorkflowJson } from './n8n-client.mts';
import { PublishedTrigger } from './published-trigger.mts';
import { note, ONCE } from './tally.mts';
import { until } from './until.mts';
import { ARRIVED, arrivedItems, TRIGGER, triggerWorkflow, withTrigger } from './workflows.mts';
import { startWorld, type World } from './world.mts';

const TIMEOUT_MS = 60_000;

let world: World;

beforeAll(async () => {
	world = await startWorld({ name: 'trigger-imported' });
});

afterAll(() => world?.stop());

beforeEach(() => world.emulator.reset());

const create = (title: string) =>
	world.emulator.records.create(world.emulator.tables.tasks.id, { title });

/** A workflow whose trigger has no `webhookId`, brought in by `n8n import:workflow`. */
async function imported(): Promise<PublishedTrigger> {
	const { client, credential, emulator } = world;
	const options = { name: 'Imported', credential, solutionId: emulator.solution.id };
	const workflow = withTrigger(triggerWorkflow(options), { webhookId: undefined });
	const id = await importByCommand(world, workflow);
	onTestFinished(() => client.remove(id));
	return new PublishedTrigger(world, id, workflow);
}

const saved = async ({ id }: PublishedTrigger) =>
	(await world.client.rest.get(`/workflows/${id}`)) as WorkflowJson;

it('delivers each change once, over a restart, though n8n gave the trigger no webhookId', async () => {
	const { client, emulator, n8n } = world;
	const trigger = await imported();
	await client.publish(trigger.id);
	expect((await saved(trigger)).nodes[0]).not.toHaveProperty('webhookId');
	create('First');
	await trigger.arrived(1);
	await n8n.restart();
	await client.untilPublished(trigger.id);
	create('After the restart');

	const tally = await trigger.tally();
	await note(tally);
	expect(tally).toMatchObject({ ...ONCE, events: 2 });
	const answers = emulator.pings.map(({ status, responseBody }) => [status, responseBody]);
	expect(answers).toEqual([
		[200, ''],
		[200, ''],
	]);
	await client.unpublish(trigger.id);
	await until('the webhook to go', TIMEOUT_MS, () => !emulator.webhooks[0] || undefined);
});

it('moves its webhook once the next change of the workflow gives it a webhookId', async () => {
	const { client, emulator } = world;
	const trigger = await imported();
	await client.publish(trigger.id);
	const first = create('First').id;
	await trigger.arrived(1);
	await trigger.republish((workflow) => withTrigger(workflow, { position: [0, 100] }));
	const second = create('Second').id;
	await emulator.pingsSettled();
	const items = arrivedItems(await trigger.arrived(2));
	expect(items.map(({ record_id }) => record_id)).toEqual([first, second]);

	const webhookId = String((await saved(trigger)).nodes[0]?.webhookId);
	const url = `${world.n8n.url}/webhook/${webhookId}/webhook`;
	// The one before stays until it expires, as after any change of address.
	expect(emulator.webhooks).toMatchObject([{}, { url, status: 'active' }]);
});

it('is tested in the editor', async () => {
	const { client } = world;
	const trigger = await imported();
	await client.listenForTestEvent(trigger.id, TRIGGER);
	create('While it listens');
	const [run] = await client.waitForExecutions(
		trigger.id,
		(found) => found.some(hasEnded),
		TIMEOUT_MS,
	);
	expect(run).toMatchObject({ mode: 'manual', items: { [TRIGGER]: [{ kind: 'RECORD_CREATED' }] } });
	expect(run?.items[ARRIVED]).toBeDefined();
});
