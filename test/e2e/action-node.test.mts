import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { WebhookState } from '../emulator/index.mts';
import { filesOfN8nHolding } from './files.mts';
import { byId, smartSuiteNode } from './nodes.mts';
import { runInTurn } from './own-workflow.mts';
import { startWorld, type World } from './world.mts';

/** Nobody listens there. */
const NOTIFICATION_URL = 'http://127.0.0.1:9/changes';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';
const IS_UNKNOWN = `SmartSuite has no webhook '${UNKNOWN}' in this solution`;

const token = `token-${randomUUID()}`;
let world: World;
/** A colleague's, in the same solution. */
let foreign: WebhookState;

beforeAll(async () => {
	// With debug messages: none of those may hold the token either.
	const env = { N8N_LOG_LEVEL: 'debug' };
	world = await startWorld({ name: 'action-node', emulator: { token }, env });
});

afterAll(() => world?.stop());

beforeEach(() => {
	world.emulator.reset();
	foreign = createElsewhere();
});

function createElsewhere(): WebhookState {
	const { elsewhere, solution } = world.emulator;
	const filter = { solution: {} };
	return elsewhere.createWebhook({ solutionId: solution.id, kinds: ['RECORD_DELETED'], filter });
}

/** A node of that operation; it is named after it. */
function action(
	resource: 'webhook' | 'event',
	operation: string,
	parameters: Record<string, unknown> = {},
	more?: { onError: string },
) {
	const solution = byId(world.emulator.solution.id);
	const all = { resource, operation, solution, ...parameters };
	return smartSuiteNode(operation, world.credential, all, more);
}

const created = byId('={{ $("create").item.json.webhook_id }}');

it('creates, gets, updates, keeps alive and lists webhooks in one workflow', async () => {
	const { emulator } = world;
	const { tasks } = emulator.tables;

	const { status, items } = await runInTurn(
		world,
		action('webhook', 'create', {
			events: ['RECORD_CREATED'],
			watch: 'tables',
			tables: [tasks.id],
			notificationUrl: NOTIFICATION_URL,
		}),
		action('webhook', 'get', { webhook: byId('={{ $json.webhook_id }}') }),
		action('webhook', 'update', {
			webhook: created,
			updateFields: { events: ['RECORD_CREATED', 'RECORD_UPDATED'] },
		}),
		action('webhook', 'keepAlive', { webhooks: '={{ [$json.webhook_id] }}' }),
		action('webhook', 'getAll', { returnAll: true }),
	);

	expect(status).toBe('success');
	const [, ours] = emulator.webhooks;
	const filter = { applications: { application_ids: [tasks.id] } };
	const both = ['RECORD_CREATED', 'RECORD_UPDATED'];
	const webhook = { webhook_id: ours?.id, status: 'active', days_left: 6, filter };
	expect(ours).toMatchObject({ url: NOTIFICATION_URL, kinds: both, filter, status: 'active' });
	expect(items).toMatchObject({
		create: [{ ...webhook, kinds: ['RECORD_CREATED'] }],
		get: [{ ...webhook, kinds: ['RECORD_CREATED'] }],
		update: [{ ...webhook, kinds: both }],
		keepAlive: [{ webhook_id: ours?.id, url: NOTIFICATION_URL, was: 'active', revived: false }],
		getAll: [
			{ webhook_id: foreign.id, status: 'paused' },
			{ ...webhook, kinds: both },
		],
	});
	expect(emulator.webhooks[0]).toMatchObject({ id: foreign.id, kinds: ['RECORD_DELETED'] });
});

it('lists the stored events of a webhook and deletes it', async () => {
	const { records, tables } = world.emulator;
	const { id } = records.create(tables.tasks.id, { title: 'Call the printer' });
	records.delete(tables.tasks.id, id);

	const { status, items } = await runInTurn(
		world,
		action('event', 'getAll', { webhook: byId(foreign.id), returnAll: true, simplify: true }),
		action('webhook', 'delete', { webhook: byId('={{ $json.webhook_id }}') }),
	);

	expect(status).toBe('success');
	expect(items).toMatchObject({
		getAll: [
			{ kind: 'RECORD_DELETED', record_id: id, next_page_token: expect.any(String) as string },
		],
		delete: [{ deleted: true, webhook_id: foreign.id }],
	});
	expect(world.emulator.webhooks).toEqual([]);
});

/** Asks for two webhooks, of which there is no second. */
function twoOfWhichOneIsUnknown(more?: { onError: string }) {
	createElsewhere();
	const webhook = byId(`={{ $itemIndex === 1 ? '${UNKNOWN}' : $json.webhook_id }}`);
	return [
		action('webhook', 'getAll', { returnAll: true }),
		action('webhook', 'get', { webhook }, more),
	];
}

it('fails with what is wrong, and for which item', async () => {
	const run = await runInTurn(world, ...twoOfWhichOneIsUnknown());
	expect(run).toMatchObject({ status: 'error', error: IS_UNKNOWN, errorItem: 1 });
});

it('goes on with the error as an item when it is to continue', async () => {
	const { status, items } = await runInTurn(
		world,
		...twoOfWhichOneIsUnknown({ onError: 'continueRegularOutput' }),
	);
	expect(status).toBe('success');
	expect(items.get).toMatchObject([{ webhook_id: foreign.id }, { error: IS_UNKNOWN }]);
});

it('writes the token nowhere, refused or not', async () => {
	const refused = {
		status: 401,
		body: { code: 'unauthenticated', msg: `invalid token ${token}`, meta: {} },
	};
	world.emulator.faults.next({ rpc: 'ListWebhooks' }, refused);
	const list = action('webhook', 'getAll', { returnAll: true });
	const failed = await runInTurn(world, list);
	expect(failed.error).toBe('SmartSuite does not accept the API token');
	await runInTurn(world, list);
	expect(await filesOfN8nHolding(foreign.id, world)).not.toEqual([]);
	expect(await filesOfN8nHolding(token, world)).toEqual([]);
});
