import { describe, expect, it } from 'vitest';
import { execute } from './action.mts';
import { byId, credentialFor, emulate, onlyWebhookId } from './world.mts';

const DAY_MS = 86_400_000;
const NOTIFICATION_URL = 'https://n8n.example.com/webhook/changes';

/** An emulator and the account on it. */
async function account(switches = {}) {
	const emulator = await emulate({ switches });
	return { emulator, credential: credentialFor(emulator) };
}

type Account = Awaited<ReturnType<typeof account>>;

/** Runs one webhook operation in the demo solution and gives the items' JSON. */
async function run({ emulator, credential }: Account, operation: string, parameters = {}) {
	const solution = byId(emulator.solution.id);
	const all = { resource: 'webhook', operation, solution, ...parameters };
	return (await execute(credential, all)).map(({ json }) => json);
}

async function create(at: Account, parameters = {}) {
	const [webhook] = await run(at, 'create', { notificationUrl: NOTIFICATION_URL, ...parameters });
	return byId(webhook?.webhook_id as string);
}

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

	it('finds it by its notification URL', async () => {
		const at = await account();
		await create(at);
		const webhook = { __rl: true, mode: 'url', value: NOTIFICATION_URL };
		const items = await run(at, 'get', { webhook });
		expect(items).toMatchObject([{ webhook_id: onlyWebhookId(at.emulator) }]);
	});
});

describe('get many', () => {
	it('gives all webhooks of the solution, or as many as the limit', async () => {
		const at = await account({ pageSizeMax: 2 });
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

describe('keep alive', () => {
	it('revives all that expired, says how they were and are, and consumes nothing', async () => {
		const at = await account();
		await create(at, { notificationUrl: 'http://127.0.0.1:9/one' });
		await at.emulator.clock.advance(8 * DAY_MS);
		await create(at, { notificationUrl: 'http://127.0.0.1:9/two' });
		const callsBefore = at.emulator.calls.length;
		const items = await run(at, 'keepAlive');
		const [one, two] = at.emulator.webhooks;
		expect(items).toEqual([
			{
				webhook_id: one?.id,
				url: 'http://127.0.0.1:9/one',
				alive: true,
				expires_at: asDate(one?.expiresAt),
				was: 'expired',
				revived: true,
			},
			{
				webhook_id: two?.id,
				url: 'http://127.0.0.1:9/two',
				alive: true,
				expires_at: asDate(two?.expiresAt),
				was: 'active',
				revived: false,
			},
		]);
		const calls = at.emulator.calls.slice(callsBefore).map(({ rpc }) => rpc);
		expect(calls).toEqual(['ListWebhooks', 'ListEvents', 'ListEvents', 'ListWebhooks']);
	});

	it('touches only the chosen ones', async () => {
		const at = await account();
		const chosen = await create(at);
		await create(at, { notificationUrl: `${NOTIFICATION_URL}/other` });
		const items = await run(at, 'keepAlive', { webhooks: [chosen.value] });
		expect(items).toMatchObject([{ webhook_id: chosen.value, alive: true, revived: false }]);
		expect(at.emulator.calls.filter(({ rpc }) => rpc === 'ListEvents').length).toBe(1);
	});

	it('gives nothing for a solution without webhooks, at the price of one call', async () => {
		const at = await account();
		expect(await run(at, 'keepAlive')).toEqual([]);
		expect(at.emulator.calls.map(({ rpc }) => rpc)).toEqual(['ListWebhooks']);
	});
});
