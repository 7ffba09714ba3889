import { describe, expect, it } from 'vitest';
import { shown } from './shown.mts';
import { account, create, NOTIFICATION_URL, run } from './webhook-operations.mts';
import { byId } from './world.mts';

describe('update', () => {
	it.each(['replace', 'merge'])('keeps what is not named where updates %s', async (semantics) => {
		const at = await account({ updateSemantics: semantics });
		const { tasks } = at.emulator.tables;
		const webhook = await create(at, { watch: 'tables', tables: [tasks.id] });
		const items = await run(at, 'update', {
			webhook,
			updateFields: { events: ['RECORD_CREATED'] },
		});
		expect(items).toMatchObject([{ status: 'active', kinds: ['RECORD_CREATED'] }]);
		expect(at.emulator.webhooks).toMatchObject([
			{
				kinds: ['RECORD_CREATED'],
				filter: { applications: { application_ids: [tasks.id] } },
				url: NOTIFICATION_URL,
			},
		]);
	});

	it('changes what it watches and where it points', async () => {
		const at = await account();
		const webhook = await create(at);
		const url = 'https://n8n.example.com/webhook/moved';
		await run(at, 'update', {
			webhook,
			updateFields: {
				notificationUrl: url,
				watch: 'fields',
				table: byId(at.emulator.tables.tasks.id),
				fields: ['title'],
			},
		});
		const { id } = at.emulator.tables.tasks;
		expect(at.emulator.webhooks).toMatchObject([
			{ url, filter: { application: { application_id: id, field_ids: ['title'] } } },
		]);
	});

	it.each(['"false"', 'no', 0])('takes %j for off', async (enabled) => {
		const at = await account();
		const webhook = await create(at);
		const off = { enabled: String(enabled).replaceAll('"', '') };
		expect(await run(at, 'update', { webhook, updateFields: off })).toMatchObject([
			{ status: 'paused' },
		]);
	});

	it('is refused without anything to update, before any call', async () => {
		const at = await account();
		const webhook = await create(at);
		const callsBefore = at.emulator.calls.length;
		expect(await shown(run(at, 'update', { webhook, updateFields: {} }))).toMatchObject({
			message: 'There is nothing to update',
			description: 'Add at least one field under Update Fields.',
			context: { itemIndex: 0 },
		});
		expect(at.emulator.calls.length).toBe(callsBefore);
	});

	it('switches off, and on again with a URL', async () => {
		const at = await account();
		const webhook = await create(at);
		expect(await run(at, 'update', { webhook, updateFields: { enabled: false } })).toMatchObject([
			{ status: 'paused', notification_status: { disabled: {} } },
		]);
		const on = { enabled: true, notificationUrl: NOTIFICATION_URL };
		expect(await run(at, 'update', { webhook, updateFields: on })).toMatchObject([
			{ status: 'active', notification_status: { enabled: { url: NOTIFICATION_URL } } },
		]);
	});

	it('leaves one that is switched off so when other things change', async () => {
		const at = await account();
		const webhook = await create(at, { options: { enabled: false } });
		await run(at, 'update', { webhook, updateFields: { events: ['RECORD_DELETED'] } });
		expect(at.emulator.webhooks).toMatchObject([{ kinds: ['RECORD_DELETED'], url: undefined }]);
	});

	it.each([{ enabled: true }, { notificationUrl: NOTIFICATION_URL }])(
		'asks for both Enabled and Notification URL to switch on, not %o alone',
		async (updateFields) => {
			const at = await account();
			const webhook = await create(at, { options: { enabled: false } });
			const attempt = run(at, 'update', { webhook, updateFields });
			await expect(attempt).rejects.toThrow('This webhook is switched off');
		},
	);
});
