import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { Emulator, Fault } from '../emulator/index.mts';
import { callsOf, changesIn, eachOnce } from './changes.mts';
import { startN8n, type HostedWorkflow } from './n8n.mts';
import { byId, credentialFor, emulate, onlyWebhookId, ping, watching } from './world.mts';

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
		expect(workflow.place).toMatchObject({ webhookId: onlyWebhookId(emulator) });
	});

	it.each(['SmartSuite Trigger', 'Nightly / 50 % (größer)'])(
		'is pinged where n8n gave it no webhookId, as `n8n import:workflow` does, and its name is %s',
		async (name) => {
			const emulator = await emulate();
			const workflow = await draft(emulator);
			Object.assign(workflow.node, { name, webhookId: undefined });
			await workflow.publish();
			const changes = changesIn(emulator);
			changes.make(1);
			await emulator.pingsSettled();
			expect(changes.tallyOf(workflow)).toEqual(eachOnce(1));
		},
	);

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
		expect(workflow.place).toMatchObject({ webhookId: id });
	});

	it('changes the one it knows when it is to watch something else, and keeps what it stored', async () => {
		const emulator = await emulate();
		const workflow = await watching(emulator, { events: ['RECORD_CREATED'] });
		const id = onlyWebhookId(emulator);
		const changes = changesIn(emulator);
		workflow.serving = 'nothing';
		changes.make(2);
		await emulator.pingsSettled();
		workflow.serving = 'webhooks';
		workflow.node.parameters.events = ['RECORD_DELETED'];
		await workflow.publish();
		expect(emulator.webhooks).toMatchObject([
			{ id, kinds: ['RECORD_DELETED'], url: workflow.webhookUrl, status: 'active' },
		]);
		expect(callsOf(emulator, 'CreateWebhook')).toBe(1);
		await ping(workflow, { webhookId: id });
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
	});

	it.each<[string, (emulator: Emulator) => Fault]>([
		['refuses that', () => ({ status: 400, body: { code: 'invalid_argument', msg: 'no' } })],
		['knows no such call', () => ({ status: 404, body: { code: 'bad_route', msg: 'no' } })],
	])('replaces the one it knows where SmartSuite %s', async (_, faultIn) => {
		const emulator = await emulate();
		const workflow = await watching(emulator);
		const old = onlyWebhookId(emulator);
		emulator.faults.next({ rpc: 'UpdateWebhook' }, faultIn(emulator));
		workflow.node.parameters.events = ['RECORD_DELETED'];
		const changes = changesIn(emulator);
		workflow.serving = 'nothing';
		changes.make(2);
		await emulator.pingsSettled();
		workflow.serving = 'webhooks';
		await workflow.publish();
		expect(workflow.place.webhookId).not.toBe(old);
		// What the old one has stored is read before it goes.
		await ping(workflow, { webhookId: workflow.place.webhookId });
		expect(changes.tallyOf(workflow)).toEqual(eachOnce(2));
		await expect
			.poll(() => emulator.webhooks)
			.toMatchObject([{ kinds: ['RECORD_DELETED'], url: workflow.webhookUrl, status: 'active' }]);
		expect(workflow.place).toMatchObject({ webhookId: onlyWebhookId(emulator) });
	});

	it('changes one that it does not know and that watches something else', async () => {
		const emulator = await emulate();
		const workflow = await draft(emulator);
		const { id } = emulator.elsewhere.createWebhook({
			solutionId: emulator.solution.id,
			kinds: ['RECORD_DELETED'],
			filter: { solution: {} },
			url: workflow.webhookUrl,
		});
		await workflow.publish();
		expect(emulator.webhooks).toMatchObject([{ id, kinds: workflow.node.parameters.events }]);
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
		expect(workflow.place).toMatchObject({ webhookId: onlyWebhookId(emulator) });
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
