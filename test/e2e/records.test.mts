import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { byId, smartSuiteNode } from './nodes.mts';
import { runInTurn } from './own-workflow.mts';
import { startWorld, type World } from './world.mts';

let world: World;

beforeAll(async () => {
	world = await startWorld({ name: 'records' });
});

afterAll(() => world?.stop());

beforeEach(() => world.emulator.reset());

/** A node of that operation; it is named after it. */
function action(
	resource: string,
	operation: string,
	parameters: Record<string, unknown> = {},
	name = operation,
) {
	const table = byId(world.emulator.tables.everything.id);
	const all = { resource, operation, table, ...parameters };
	return smartSuiteNode(name, world.credential, all);
}

const made = byId('={{ $("create").item.json.record_id }}');

it('creates, reads, changes, finds, deletes and restores a record in one workflow', async () => {
	const columns = (value: Record<string, unknown>, matchingColumns: string[] = []) => ({
		columns: { mappingMode: 'defineBelow', value, matchingColumns },
	});
	const { status, items } = await runInTurn(
		world,
		action('record', 'create', {
			inputMode: 'json',
			json: JSON.stringify({
				Title: 'From n8n',
				'Single Select': 'Green',
				Number: '12.50',
				'Assigned To': 'ada@example.com',
				Date: '2026-11-28',
				SmartDoc: '**Bold** and plain',
			}),
		}),
		action('record', 'update', {
			record: made,
			...columns({ stext00001: 'Changed', snumber001: null, syesno0001: '={{ true }}' }),
		}),
		action('record', 'upsert', {
			...columns({ title: 'from N8N ', sselect001: 'Blue, dark' }, ['title']),
		}),
		action('record', 'getAll', {
			returnAll: true,
			filterMode: 'manual',
			filters: { conditions: [{ field: 'Single Select', comparison: 'is', value: 'Blue, dark' }] },
		}),
		action('record', 'get', { record: made }),
		action('record', 'delete', { record: made }),
		action('record', 'restore', { record: made }),
	);

	const found = {
		Title: 'From n8n',
		Text: 'Changed',
		Number: 12.5,
		'Yes / No': true,
		'Single Select': 'Blue, dark',
		'Assigned To': [{ name: 'Ada Lovelace' }],
		Date: '2026-11-28',
		SmartDoc: '**Bold** and plain',
	};
	expect({ status, items }).toMatchObject({
		status: 'success',
		items: {
			create: [{ Title: 'From n8n', 'Single Select': 'Green' }],
			update: [{ Text: 'Changed', Number: 12.5 }],
			upsert: [{ operation: 'updated', 'Single Select': 'Blue, dark' }],
			getAll: [found],
			get: [found],
			delete: [{ deleted: true }],
			restore: [{ Text: 'Changed' }],
		},
	});
	expect(items.create?.[0]).not.toHaveProperty('not_stored');
});

it('comments a record and tells what there is in the workspace', async () => {
	const { emulator } = world;
	const { status, items } = await runInTurn(
		world,
		action('record', 'create', { inputMode: 'json', json: { Title: 'Talked about' } }),
		action('comment', 'create', { record: made, text: 'Hello **@grace@example.com**' }, 'comment'),
		action('comment', 'getAll', { record: made, returnAll: true }, 'comments'),
		action('table', 'get', {}, 'table'),
		action('view', 'getAll', { returnAll: true }, 'views'),
		action('member', 'getAll', { returnAll: false, limit: 1 }, 'members'),
		action('solution', 'getAll', { returnAll: false, limit: 1 }, 'solutions'),
	);

	expect(status).toBe('success');
	expect(items.comments).toHaveLength(1);
	expect(items.table?.[0]).toMatchObject({ name: 'Everything' });
	expect(items.members).toHaveLength(items.views?.length ?? 0);
	expect(JSON.stringify(items)).not.toContain(emulator.token);
});
