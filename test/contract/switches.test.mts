import { describe, expect, it } from 'vitest';
import type { Switches } from '../emulator/index.mts';
import { execute } from './action.mts';
import { byId, credentialFor, emulate, onlyWebhookId, watching } from './world.mts';

/** What the API reference leaves open, each in another position than the emulator's own guess. */
const POSITIONS: Array<Partial<Switches>> = [
	{ emptyPageBody: 'explicit' },
	{ tokenSequence: 'per-webhook' },
	{ pageSizeMax: 1 },
	{ pageSizeType: 'string' },
	{ casing: 'camel' },
	{ createWrapper: false, getWrapper: false, updateWrapper: false },
	{ kindsAs: 'numbers' },
	{ getWebhookName: 'GetWebhooks' },
	{ getWebhookName: 'none', plainTextErrors: true },
	{ unknownExtras: true },
	{ casing: 'camel', unknownExtras: true, kindsAs: 'numbers', createWrapper: false },
	{ updateSemantics: 'merge' },
	{ deleteUnknown: 'ok' },
	{ previousContents: 'all' },
	{ deletedData: 'empty' },
	{ pingsPer: 'batch' },
	{ pingBody: 'planned' },
	{ handshakePing: true },
	{ duplicatePings: 1 },
	{ pingsRetryOn: 'non-200' },
	{ engineWorkspaceErrors: 'twirp' },
	{ restLists: 'results' },
];

describe('whatever SmartSuite turns out to do', () => {
	it.each(POSITIONS)('%o: each change arrives once, and nothing stays behind', async (switches) => {
		const emulator = await emulate({ switches });
		const credential = credentialFor(emulator);
		const workflow = await watching(emulator, {}, credential);
		const { id: table } = emulator.tables.tasks;
		const { id } = emulator.records.create(table, { title: 'One' });
		emulator.records.update(table, id, { title: 'Two' });
		await emulator.pingsSettled();
		emulator.records.delete(table, id);
		await emulator.pingsSettled();
		expect(workflow.events.map(({ kind, record_id }) => ({ kind, record_id }))).toEqual([
			{ kind: 'RECORD_CREATED', record_id: id },
			{ kind: 'RECORD_UPDATED', record_id: id },
			{ kind: 'RECORD_DELETED', record_id: id },
		]);

		const webhookId = onlyWebhookId(emulator);
		await workflow.republish({ parameters: { events: ['RECORD_DELETED'] } });
		expect(emulator.webhooks).toMatchObject([{ id: webhookId, kinds: ['RECORD_DELETED'] }]);

		const at = {
			resource: 'webhook',
			solution: byId(emulator.solution.id),
			webhook: byId(webhookId),
		};
		const updateFields = { events: ['RECORD_CREATED'] };
		const [updated] = await execute(credential, { ...at, operation: 'update', updateFields });
		const [read] = await execute(credential, { ...at, operation: 'get' });
		expect([updated?.json, read?.json]).toMatchObject(
			[1, 2].map(() => ({
				status: 'active',
				webhook_id: webhookId,
				kinds: ['RECORD_CREATED'],
				notification_status: { enabled: { url: workflow.webhookUrl } },
			})),
		);

		await workflow.leave();
		expect(emulator.webhooks).toEqual([]);
	});
});
