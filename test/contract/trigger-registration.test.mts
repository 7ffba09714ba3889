import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { Emulator } from '../emulator/index.mts';
import { startN8n, type HostedWorkflow } from './n8n.mts';
import { byId, credentialFor, emulate, onlyWebhookId, watching } from './world.mts';

/** A workflow that is not published yet. */
async function draft(
	emulator: Emulator,
	parameters: INodeParameters = {},
	credential = credentialFor(emulator),
): Promise<HostedWorkflow> {
	const n8n = await startN8n();
	return n8n.host(credential, { solution: byId(emulator.solution.id), ...parameters });
}

const calls = (emulator: Emulator) => emulator.calls.map(({ rpc }) => rpc);

describe('publishing', () => {
	it('creates one webhook that watches what was chosen', async () => {
		const emulator = await emulate();
		const { tasks } = emulator.tables;
		const workflow = await watching(emulator, {
			events: ['RECORD_UPDATED'],
			watch: 'fields',
			table: byId(tasks.id),
			fields: ['title', 'status'],
		});
		expect(emulator.webhooks).toMatchObject([
			{
				solutionId: emulator.solution.id,
				kinds: ['RECORD_UPDATED'],
				filter: { application: { application_id: tasks.id, field_ids: ['title', 'status'] } },
				url: workflow.webhookUrl,
				status: 'active',
			},
		]);
		expect(workflow.staticData).toMatchObject({ webhookId: onlyWebhookId(emulator) });
	});

	it('again, as after a restart, keeps the webhook and the place in its events', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.records.create(emulator.tables.tasks.id, {});
		await emulator.pingsSettled();
		const before = workflow.staticData;
		await workflow.publish('init');
		expect(workflow.staticData).toEqual(before);
		expect(calls(emulator).filter((rpc) => rpc === 'CreateWebhook').length).toBe(1);
	});

	it('adopts a webhook that points at our URL and watches the same, and repeats create safely', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const id = onlyWebhookId(emulator);
		workflow.savedStaticData = '{}';
		await workflow.publish();
		await workflow.call('create');
		expect(onlyWebhookId(emulator)).toBe(id);
		expect(workflow.staticData).toMatchObject({ webhookId: id });
	});

	it('replaces one that points at our URL but watches something else', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const old = onlyWebhookId(emulator);
		workflow.node.parameters.events = ['RECORD_DELETED'];
		await workflow.publish();
		expect(emulator.webhooks).toMatchObject([{ kinds: ['RECORD_DELETED'] }]);
		expect(onlyWebhookId(emulator)).not.toBe(old);
	});

	it('switches ours on again when it was switched off', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const id = onlyWebhookId(emulator);
		emulator.elsewhere.updateWebhook(id, { url: undefined });
		await workflow.publish('init');
		expect(emulator.webhooks).toMatchObject([{ id, url: workflow.webhookUrl, status: 'active' }]);
	});

	it('leaves one of several that point at our URL, and all that point elsewhere', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const [own] = emulator.webhooks;
		if (!own) throw new Error('There should be a webhook');
		const { solutionId, kinds, filter, url } = own;
		emulator.elsewhere.createWebhook({ solutionId, kinds, filter, url });
		const foreign = emulator.elsewhere.createWebhook({
			solutionId,
			kinds,
			filter,
			url: `${url}/other`,
		});
		await workflow.call('create');
		const urls = emulator.webhooks.map((webhook) => webhook.url);
		expect(urls.sort()).toEqual([url, foreign.url].sort());
	});

	it('makes no second webhook when the answer to the first is lost', async () => {
		const emulator = await emulate();
		const workflow = await draft(emulator);
		emulator.faults.next({ rpc: 'CreateWebhook' }, 'reset-after');
		await workflow.publish();
		expect(emulator.webhooks).toMatchObject([{ url: workflow.webhookUrl }]);
		expect(workflow.staticData).toMatchObject({ webhookId: onlyWebhookId(emulator) });
	});

	it('refuses an address that only this machine can reach', async () => {
		const emulator = await emulate();
		const credential = credentialFor(emulator, { webhooksUrl: 'https://webhooks.smartsuite.com' });
		const workflow = await draft(emulator, {}, credential);
		await expect(workflow.call('create')).rejects.toThrow(
			`SmartSuite cannot reach n8n at ${workflow.webhookUrl}`,
		);
		expect(emulator.calls).toEqual([]);
	});

	it.each([
		[{ solution: byId('') }, "'Solution' is empty"],
		[{ events: [] }, "'Events' is empty"],
		[{ watch: 'tables' }, "'Table Names or IDs' is empty"],
		[{ watch: 'fields' }, "'Table' is empty"],
		[{ watch: 'fields', table: byId('t') }, "'Field Names or IDs' is empty"],
		[{ solution: byId('nowhere') }, "SmartSuite has no solution 'nowhere'"],
	])('says what is wrong with %o and leaves nothing behind', async (parameters, message) => {
		const emulator = await emulate();
		const workflow = await draft(emulator, parameters);
		await expect(workflow.publish()).rejects.toThrow(message);
		expect(emulator.webhooks).toEqual([]);
		expect(workflow.staticData).toEqual({});
	});
});

describe('unpublishing', () => {
	it.each([
		['as usual', () => {}],
		['without static data', (workflow: HostedWorkflow) => (workflow.savedStaticData = '{}')],
	])('leaves no webhook of ours and every other, %s', async (_, before) => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const foreign = emulator.elsewhere.createWebhook({
			solutionId: emulator.solution.id,
			kinds: ['RECORD_CREATED'],
			filter: { solution: {} },
			url: 'https://elsewhere.example.com/',
		});
		before(workflow);
		await workflow.unpublish();
		expect(emulator.webhooks.map(({ id }) => id)).toEqual([foreign.id]);
		expect(workflow.staticData).toEqual({});
	});

	it('takes a webhook that is gone already for done', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.elsewhere.deleteWebhook(onlyWebhookId(emulator));
		await workflow.unpublish();
		expect(workflow.staticData).toEqual({});
	});

	it('says so when SmartSuite cannot delete it, so that n8n tries again', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.faults.next({ rpc: 'DeleteWebhook' }, { status: 500 });
		await expect(workflow.unpublish()).rejects.toThrow('SmartSuite could not answer (HTTP 500)');
		await workflow.unpublish();
		expect(emulator.webhooks).toEqual([]);
	});

	it('and publishing again starts with what happens from then on', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		emulator.records.create(emulator.tables.tasks.id, { title: 'first time' });
		await emulator.pingsSettled();
		await workflow.unpublish();
		emulator.records.create(emulator.tables.tasks.id, { title: 'nobody watches' });
		await workflow.publish();
		emulator.records.create(emulator.tables.tasks.id, { title: 'second time' });
		await emulator.pingsSettled();
		const titles = workflow.events.map(({ record }) => (record as { title: string }).title);
		expect(titles).toEqual(['first time', 'second time']);
	});
});
