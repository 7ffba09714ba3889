import { expect, it } from 'vitest';
import { setUpDesk, WRONG_TOKEN } from './desk.mts';
import { takePicture } from './pictures.mts';

const CHANGES = 'https://n8n.example.com/webhook/changes';
const OTHER = 'https://n8n.example.com/webhook/other';
/** How the list names a webhook: by nothing that changes by itself. */
const BY_WHAT_IT_WATCHES = /^created, updated · whole solution · n8n.example.com/;

const desk = setUpDesk('browser-action');

/** A webhook that somebody made before; gives its id. */
function webhookAt(url: string): string {
	const { elsewhere, solution } = desk.world.emulator;
	const kinds = ['RECORD_CREATED' as const, 'RECORD_UPDATED' as const];
	return elsewhere.createWebhook({ solutionId: solution.id, kinds, filter: { solution: {} }, url })
		.id;
}

it('creates a webhook', async () => {
	const panel = await desk.addNode('Actions', 'Create webhook');
	await panel.fill('notificationUrl', CHANGES);
	await panel.choose('watch', 'Specific Tables');
	await panel.choose('tables', 'Contacts', 'Tasks');

	await panel.execute();

	expect(await panel.rows()).toMatchObject([{ status: 'active' }]);
	const { contacts, tasks } = desk.world.emulator.tables;
	expect(desk.world.emulator.webhooks).toMatchObject([
		{ url: CHANGES, filter: { applications: { application_ids: [contacts.id, tasks.id] } } },
	]);
});

it('gets the webhook that is chosen from the list', async () => {
	webhookAt(OTHER);
	const webhook_id = webhookAt(CHANGES);
	const panel = await desk.addNode('Actions', 'Get webhook');

	const listed = await panel.chooseFromList('webhook', /webhook\/changes/);
	await panel.execute();

	expect(listed).toHaveLength(2);
	expect(await panel.rows()).toMatchObject([{ status: 'active', webhook_id }]);
});

it('gets all webhooks of a solution', async () => {
	const ids = [webhookAt(CHANGES), webhookAt(OTHER)];
	const panel = await desk.addNode('Actions', 'Get many webhooks');

	await panel.execute();

	const found = await panel.rows();
	expect(found.map(({ webhook_id }) => webhook_id).sort()).toEqual(ids.sort());
});

it('changes of a webhook only what is named', async () => {
	webhookAt(CHANGES);
	const panel = await desk.addNode('Actions', 'Update webhook');
	await panel.chooseFromList('webhook', BY_WHAT_IT_WATCHES);
	await panel.add('Notification URL');
	await panel.fill('notificationUrl', OTHER);

	await panel.execute();

	expect(await panel.rows()).toMatchObject([{ status: 'active' }]);
	expect(desk.world.emulator.webhooks).toMatchObject([
		{ url: OTHER, kinds: ['RECORD_CREATED', 'RECORD_UPDATED'] },
	]);
});

it('keeps the webhooks of a solution alive, and revives one that has expired', async () => {
	webhookAt(CHANGES);
	await desk.world.emulator.clock.advance(8 * 86_400_000);
	webhookAt(OTHER);
	const panel = await desk.addNode('Actions', 'Keep webhooks alive');

	await panel.execute();

	const rows = await panel.rows();
	await panel.widenOutput();
	await takePicture(panel.page, 'keep-alive');
	expect(rows).toMatchObject([
		{ url: CHANGES, alive: 'true', was: 'expired', revived: 'true' },
		{ url: OTHER, alive: 'true', was: 'active', revived: 'false' },
	]);
	expect(desk.world.emulator.webhooks.map(({ status }) => status)).toEqual(['active', 'active']);
});

it('deletes the webhook that is chosen', async () => {
	const webhook_id = webhookAt(CHANGES);
	const kept = webhookAt(OTHER);
	const panel = await desk.addNode('Actions', 'Delete webhook');
	await panel.chooseFromList('webhook', /webhook\/changes/);

	await panel.execute();

	expect(await panel.rows()).toEqual([{ deleted: 'true', webhook_id }]);
	expect(desk.world.emulator.webhooks.map(({ id }) => id)).toEqual([kept]);
});

it('gets the events that SmartSuite has stored for a webhook', async () => {
	webhookAt(CHANGES);
	const { records, tables } = desk.world.emulator;
	const { id } = records.create(tables.tasks.id, { title: 'Call the printer' });
	records.update(tables.tasks.id, id, { status: 'complete' });
	const panel = await desk.addNode('Actions', 'Get many events');
	await panel.chooseFromList('webhook', BY_WHAT_IT_WATCHES);

	await panel.execute();

	expect(await panel.rows()).toMatchObject([
		{ kind: 'RECORD_CREATED', record_id: id },
		{ kind: 'RECORD_UPDATED', record_id: id },
	]);
});

it('says in the panel that the token is wrong, and what to do', async () => {
	const panel = await desk.addNode('Actions', 'Get many webhooks');

	desk.world.emulator.faults.next({ rpc: 'ListWebhooks' }, WRONG_TOKEN);
	await panel.execute();

	const error = await panel.error();
	await takePicture(panel.page, 'wrong-token');
	expect(error.message).toContain('SmartSuite does not accept the API token');
	expect(error.description).not.toBe('');
});
