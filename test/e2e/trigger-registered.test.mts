import { setTimeout as sleep } from 'node:timers/promises';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WebhookState } from '../emulator/index.mts';
import { openPublicApi } from './public-api.mts';
import { createTrigger, publishTrigger, type PublishedTrigger } from './published-trigger.mts';
import { EACH_ONCE, ONCE } from './tally.mts';
import { until } from './until.mts';
import { withTrigger } from './workflows.mts';
import { credentialData, startWorld, type World } from './world.mts';

let world: World;
/** Somebody else's, in the same solution. */
let foreign: WebhookState;

beforeAll(async () => {
	world = await startWorld({ name: 'trigger-registered' });
	const { emulator } = world;
	foreign = emulator.elsewhere.createWebhook({
		solutionId: emulator.solution.id,
		kinds: ['RECORD_CREATED'],
		filter: { solution: {} },
	});
});

afterAll(() => world?.stop());

function change(count = 1): string[] {
	const { records, tables } = world.emulator;
	const titles = Array.from({ length: count }, (_, n) => `Task ${n}`);
	return titles.map((title) => records.create(tables.tasks.id, { title }).id);
}

function ofSolution(): string[] {
	const { webhooks, solution } = world.emulator;
	return webhooks.filter(({ solutionId }) => solutionId === solution.id).map(({ id }) => id);
}

/** Just the trigger's one webhook and the foreign one, as it was. */
function expectOneWebhook(trigger: PublishedTrigger) {
	expect(trigger.webhooks).toMatchObject([{ status: 'active' }]);
	expect(ofSolution()).toContain(foreign.id);
}

it('keeps one webhook when its node is renamed, changed and published again and again', async () => {
	const trigger = await publishTrigger(world);
	const [before] = trigger.webhooks;
	const edits = [
		{ name: 'Renamed' },
		{ parameters: { events: ['RECORD_CREATED'] } },
		...Array.from({ length: 10 }, (_, n) => ({ parameters: { options: { pullInterval: n % 5 } } })),
	];
	world.emulator.switches.pingsRetryOn = 'never';
	let isEdited = false;
	const changing = (async () => {
		for (; !isEdited; await sleep(100)) change();
	})();
	for (const edit of edits) {
		await trigger.republish((workflow) => withTrigger(workflow, edit));
		expectOneWebhook(trigger);
	}
	isEdited = true;
	await changing;

	// n8n answers 404 in between, and no ping of that time is sent again: the trigger pings itself.
	const tally = await trigger.tally();
	expect(tally).toMatchObject(EACH_ONCE);
	expect(tally.events).toBeGreaterThan(edits.length);
	expect(trigger.webhooks).toMatchObject([{ id: before?.id }]);
});

it('gives a copy of the workflow a webhook of its own', async () => {
	const { client } = world;
	const trigger = await publishTrigger(world);
	change();
	await trigger.arrived(1);

	// As "Duplicate" in the editor does.
	const copied = withTrigger(trigger.workflow, { webhookId: randomUUID() });
	const copy = await createTrigger(world, { workflow: copied });
	await client.publish(copy.id);
	change(3);

	expect(await trigger.tally()).toMatchObject({ ...ONCE, events: 4 });
	expect(await copy.tally()).toMatchObject({ ...ONCE, events: 3 });
	const own = [trigger, copy].flatMap(({ webhooks }) => webhooks.map(({ id }) => id));
	expect(own).toHaveLength(2);
	expect(ofSolution()).toEqual(expect.arrayContaining([foreign.id, ...own]));
});

it('starts afresh where it is imported with its static data, and leaves the original alone', async () => {
	const elsewhere = await startWorld({ name: 'trigger-registered-elsewhere' });
	try {
		const trigger = await publishTrigger(world);
		change(2);
		await trigger.arrived(2);
		const account = credentialData(world.emulator);
		const credential = await elsewhere.client.createCredential('smartSuiteApi', 'Same', account);

		const exported = await (await openPublicApi(world)).getWorkflow(trigger.id);
		expect(JSON.stringify(exported.staticData)).toContain(trigger.webhooks[0]?.id);
		const workflow = withTrigger(exported, { credentials: { smartSuiteApi: credential } });
		const id = await (await openPublicApi(elsewhere)).createWorkflow(workflow);
		// Two n8n with one token may be too fast together: each knows its own pace only. A person tries again.
		const published = () =>
			elsewhere.client
				.publish(id)
				.then(() => true)
				.catch(() => undefined);
		await until('the workflow to be published', 90_000, published);
		change(3);

		expect(await trigger.tally()).toMatchObject({ ...EACH_ONCE, events: 5 });
		const urls = [world.n8n.url, elsewhere.n8n.url].map((url) => url + trigger.path);
		expect(trigger.webhooks.map(({ url }) => url)).toEqual(urls);
		const imported = trigger.at(elsewhere, id);
		expect(await imported.tally()).toMatchObject({ ...EACH_ONCE, events: 3 });
		await elsewhere.client.unpublish(id);
		await until('its webhook to go', 30_000, () => trigger.webhooks.length === 1 || undefined);
		expectOneWebhook(trigger);
	} finally {
		await elsewhere.stop();
	}
});
