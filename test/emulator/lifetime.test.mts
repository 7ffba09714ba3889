import { describe, expect, it } from 'vitest';
import { createWebhook, definition, emulate, listEvents, receive, rpc } from './harness.mts';
import type { Switches } from './index.mts';

const DAY_MS = 86_400_000;

async function withWebhook(switches: Partial<Switches> = {}) {
	const receiver = await receive();
	const emulator = await emulate({ switches });
	const notification_status = { enabled: { url: receiver.url } };
	const id = await createWebhook(emulator, { notification_status });
	const change = async () => {
		emulator.records.create(emulator.tables.tasks.id);
		await emulator.pingsSettled();
		return receiver.received.length;
	};
	return { emulator, id, change, notification_status };
}

describe('a webhook that nobody lists payloads of', () => {
	it('pings for seven days, then only stores events, and is gone after fourteen', async () => {
		const { emulator, id, change } = await withWebhook();
		await emulator.clock.advance(7 * DAY_MS - 1);
		expect(await change()).toBe(1);
		await emulator.clock.advance(1);
		expect(await change()).toBe(1);
		expect(emulator.webhooks).toMatchObject([{ id, status: 'expired' }]);
		expect(emulator.webhooks[0]?.events).toHaveLength(2);
		await emulator.clock.advance(7 * DAY_MS);
		expect(emulator.webhooks).toEqual([]);
		expect((await rpc(emulator, 'ListEvents', { webhook_id: id })).status).toBe(404);
	});

	it('stores nothing while it is off, with the switch', async () => {
		const { emulator, change } = await withWebhook({ disabledStoresEvents: false });
		await emulator.clock.advance(7 * DAY_MS);
		await change();
		expect(emulator.webhooks).toMatchObject([{ status: 'expired', events: [] }]);
	});

	it.each([
		['system_status.disabled', 'enabled', 'disabled'],
		['system_status.expired', 'enabled', 'expired'],
		['system_status.absent', 'enabled', undefined],
		['notification_status.disabled', 'disabled', 'enabled'],
		['both.disabled', 'disabled', 'disabled'],
	] as const)('shows it as %s', async (expiredStatus, notification, system) => {
		const { emulator, id } = await withWebhook({ expiredStatus });
		await emulator.clock.advance(7 * DAY_MS);
		const { body } = await rpc(emulator, 'GetWebhook', { webhook_id: id });
		const { webhook } = body as { webhook: Record<string, object | undefined> };
		expect(Object.keys(webhook.notification_status ?? {})[0]).toBe(notification);
		expect(Object.keys(webhook.system_status ?? {})[0]).toBe(system);
	});
});

describe('ListEvents', () => {
	it('extends the life by seven days from the call', async () => {
		const { emulator, id, change } = await withWebhook();
		await emulator.clock.advance(6 * DAY_MS);
		await listEvents(emulator, id);
		await emulator.clock.advance(6 * DAY_MS);
		expect(await change()).toBe(1);
		expect(emulator.webhooks[0]?.expiresAt).toBe(emulator.clock.now() + DAY_MS);
	});

	it('revives a webhook between the seventh and the fourteenth day, with its events', async () => {
		const { emulator, id, change } = await withWebhook();
		await emulator.clock.advance(7 * DAY_MS);
		await change();
		await emulator.clock.advance(7 * DAY_MS - 1);
		expect((await listEvents(emulator, id)).numbers).toEqual([1]);
		expect(emulator.webhooks).toMatchObject([{ status: 'active' }]);
		expect(await change()).toBe(1);
	});

	it('does not switch on what its owner switched off', async () => {
		const { emulator, id, change } = await withWebhook();
		emulator.elsewhere.updateWebhook(id, { url: undefined });
		await listEvents(emulator, id);
		expect(await change()).toBe(0);
		expect(emulator.webhooks).toMatchObject([{ status: 'paused' }]);
	});
});

it.each([
	[false, 'expired'],
	[true, 'active'],
] as const)('with updateExtendsExpiry %s an update leaves it %s', async (...row) => {
	const [updateExtendsExpiry, status] = row;
	const { emulator, id, notification_status } = await withWebhook({ updateExtendsExpiry });
	await emulator.clock.advance(8 * DAY_MS);
	const webhook = { ...definition(emulator), webhook_id: id, notification_status };
	await rpc(emulator, 'UpdateWebhook', { webhook });
	await rpc(emulator, 'GetWebhook', { webhook_id: id });
	await rpc(emulator, 'ListWebhooks', { solution_id: emulator.solution.id });
	expect(emulator.webhooks).toMatchObject([{ status }]);
});
