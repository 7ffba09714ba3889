import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DEFAULT_N8N_VERSION } from '../n8n-install.mts';
import { byId, noOp, smartSuiteNode } from '../nodes.mts';
import { runInTurn } from '../own-workflow.mts';
import { publishTrigger, type PublishedTrigger } from '../published-trigger.mts';
import { note, ONCE } from '../tally.mts';
import { until } from '../until.mts';
import { ARRIVED, withTrigger } from '../workflows.mts';
import { credentialData, startWorld, type World } from '../world.mts';

/** The last of each line that people still run, and the newest that installs. */
const VERSIONS = ['1.123.81', '2.0.3', '2.20.12', DEFAULT_N8N_VERSION];
const TIMEOUT_MS = 60_000;

describe.each(VERSIONS)('n8n %s', (n8nVersion) => {
	let world: World;
	let trigger: PublishedTrigger;

	beforeAll(async () => {
		world = await startWorld({ name: `n8n-${n8nVersion}`, n8nVersion });
	});
	afterAll(() => world?.stop());

	beforeEach(() => world.emulator.reset());

	const create = (title: string) =>
		world.emulator.records.create(world.emulator.tables.tasks.id, { title }).id;

	it('has this package and nothing else in its folder', async () => {
		const installed = await readdir(join(world.home.folder, '.n8n', 'nodes', 'node_modules'));
		expect(installed.filter((name) => !name.startsWith('.'))).toEqual(['n8n-nodes-smartsuite']);
	});

	it('shows our own message and description, of a dropdown and of a run', async () => {
		const { client, credential, emulator } = world;
		emulator.faults.next({ path: '/api/v1/solutions/' }, { status: 403, body: 'no' });
		const asked = client.rest.post('/dynamic-node-parameters/resource-locator-results', {
			nodeTypeAndVersion: { name: 'n8n-nodes-smartsuite.smartSuite', version: 1 },
			path: 'parameters.solution',
			methodName: 'searchSolutions',
			currentNodeParameters: {},
			credentials: { smartSuiteApi: credential },
		});
		await expect(asked).rejects.toThrow('SmartSuite does not allow access to');

		const parameters = {
			resource: 'webhook',
			operation: 'get',
			solution: byId('63b87cad645b3949631b55bf'),
		};
		const get = smartSuiteNode('Get', credential, {
			...parameters,
			webhook: byId('no-such-webhook'),
		});
		const run = await runInTurn(world, get);
		expect(run).toMatchObject({
			status: 'error',
			error: "SmartSuite has no webhook 'no-such-webhook' in this solution",
			errorDescription: expect.stringMatching(/^It may have been deleted/) as string,
		});
	});

	it('tells a good credential from a bad one', async () => {
		const data = credentialData(world.emulator);
		const test = (more: object) =>
			world.client.testCredential('smartSuiteApi', { ...data, ...more });
		expect(await test({})).toMatchObject({ status: 'OK' });
		const reason = 'SmartSuite does not accept the API token. Create a new API key';
		expect(await test({ apiToken: 'wrong' })).toEqual({
			status: 'Error',
			message: expect.stringContaining(reason) as string,
		});
	});

	it('delivers each change once, over a restart and a renamed node, and leaves no webhook', async () => {
		const { emulator, client, n8n } = world;
		trigger = await publishTrigger(world);
		const id = create('First');
		await trigger.arrived(1);
		emulator.records.update(emulator.tables.tasks.id, id, { title: 'Changed' });
		await trigger.arrived(2);
		emulator.records.delete(emulator.tables.tasks.id, id);
		await trigger.arrived(3);

		await n8n.restart({ kill: true });
		await client.untilPublished(trigger.id);
		create('After the restart');
		await trigger.arrived(4);
		await trigger.republish((workflow) => withTrigger(workflow, { name: 'Renamed' }));
		create('After the renaming');

		const tally = await trigger.tally();
		await note({ n8nVersion, ...tally });
		expect(tally).toMatchObject({ ...ONCE, events: 5 });
		await client.unpublish(trigger.id);
		await until('the webhook to go', TIMEOUT_MS, () => !trigger.webhooks[0] || undefined);
	});

	it('runs the action node', async () => {
		const { credential, emulator } = world;
		emulator.elsewhere.createWebhook({
			solutionId: emulator.solution.id,
			kinds: ['RECORD_CREATED'],
			filter: { solution: {} },
			url: 'https://example.com/',
		});
		const list = smartSuiteNode('List', credential, {
			resource: 'webhook',
			operation: 'getAll',
			solution: byId(emulator.solution.id),
			returnAll: true,
		});
		const run = await runInTurn(world, list, noOp(ARRIVED));
		expect(run).toMatchObject({ status: 'success' });
		expect(run.items[ARRIVED]).toMatchObject([{ status: 'active', kinds: ['RECORD_CREATED'] }]);
	});
});
