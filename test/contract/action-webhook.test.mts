import { describe, expect, it } from 'vitest';
import { account, create, NOTIFICATION_URL, run } from './webhook-operations.mts';
import { onlyWebhookId } from './world.mts';

/** As SmartSuite writes the expiry: to the second. */
const asDate = (ms = 0) => new Date(ms).toISOString().replace(/\.\d+Z/, 'Z');

describe('create', () => {
	it('makes a webhook with what was chosen and gives it with its health in front', async () => {
		const at = await account();
		const { tasks, contacts } = at.emulator.tables;
		const items = await run(at, 'create', {
			events: ['RECORD_DELETED'],
			watch: 'tables',
			tables: [tasks.id, contacts.id],
			notificationUrl: NOTIFICATION_URL,
		});
		const expiresAt = asDate(at.emulator.webhooks[0]?.expiresAt);
		expect(items).toEqual([
			{
				status: 'active',
				expires_at: expiresAt,
				days_left: 6,
				webhook_id: onlyWebhookId(at.emulator),
				locator: { account_id: at.emulator.accountId, solution_id: at.emulator.solution.id },
				filter: { applications: { application_ids: [tasks.id, contacts.id] } },
				kinds: ['RECORD_DELETED'],
				created_at: expect.any(Object) as unknown,
				updated_at: expect.any(Object) as unknown,
				notification_status: { enabled: { url: NOTIFICATION_URL } },
				system_status: { enabled: { expires_at: expiresAt } },
			},
		]);
		expect(Object.keys(items[0] ?? {}).slice(0, 3)).toEqual(['status', 'expires_at', 'days_left']);
	});

	it('makes one that is switched off when asked to', async () => {
		const at = await account();
		await create(at, { options: { enabled: false } });
		expect(at.emulator.webhooks).toMatchObject([{ url: undefined }]);
	});
});

describe('get', () => {
	it.each(['GetWebhook', 'GetWebhooks', 'both', 'none'])(
		'gives the webhook on a server whose method is %s',
		async (getWebhookName) => {
			const at = await account({ getWebhookName });
			const webhook = await create(at);
			const items = await run(at, 'get', { webhook });
			expect(items).toMatchObject([{ webhook_id: onlyWebhookId(at.emulator), status: 'active' }]);
		},
	);

	it.each([
		{ __rl: true, mode: 'url', value: NOTIFICATION_URL },
		{ __rl: true, mode: 'id', value: ` ${NOTIFICATION_URL} ` },
		NOTIFICATION_URL,
	])('finds it by its notification URL: %j', async (webhook) => {
		const at = await account();
		await create(at);
		const items = await run(at, 'get', { webhook });
		expect(items).toMatchObject([{ webhook_id: onlyWebhookId(at.emulator) }]);
	});
});

describe('get many', () => {
	it.each([
		['gives short pages', { pageSizeMax: 2 }],
		[
			'refuses to give long ones',
			{ pageSizeMax: 2, pageSizeDefault: 2, pageSizeOverMax: 'refuse' },
		],
	])('gives all webhooks, or as many as the limit, where SmartSuite %s', async (_, switches) => {
		const at = await account(switches);
		for (let n = 0; n < 5; n++) await create(at);
		const ids = at.emulator.webhooks.map(({ id }) => id);
		const all = await run(at, 'getAll', { returnAll: true });
		expect(all.map(({ webhook_id }) => webhook_id)).toEqual(ids);
		const some = await run(at, 'getAll', { returnAll: false, limit: 3 });
		expect(some.map(({ webhook_id }) => webhook_id)).toEqual(ids.slice(0, 3));
	});

	it('gives no item when there are none', async () => {
		expect(await run(await account(), 'getAll', { returnAll: true })).toEqual([]);
	});
});

describe('delete', () => {
	it('deletes just that webhook', async () => {
		const at = await account();
		const webhook = await create(at);
		await create(at, { notificationUrl: `${NOTIFICATION_URL}/other` });
		const items = await run(at, 'delete', { webhook });
		expect(items).toEqual([{ deleted: true, webhook_id: webhook.value }]);
		expect(at.emulator.webhooks).toMatchObject([{ url: `${NOTIFICATION_URL}/other` }]);
	});
});
