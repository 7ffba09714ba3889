import { describe, expect, it } from 'vitest';
import { createWebhook, definition, emulate, rpc } from './harness.mts';

const URL_A = 'http://127.0.0.1:9/a';
const URL_B = 'http://127.0.0.1:9/b';
const enabled = (url: string) => ({ notification_status: { enabled: { url } } });

describe('UpdateWebhook', () => {
	it('replaces everything: what is not named is refused or gone', async () => {
		const emulator = await emulate();
		const webhook_id = await createWebhook(emulator, enabled(URL_A));
		const bare = await rpc(emulator, 'UpdateWebhook', { webhook: { webhook_id, kinds: [2] } });
		expect(bare).toMatchObject({ status: 400, body: { meta: { argument: 'locator' } } });
		const webhook = { ...definition(emulator), webhook_id, notification_status: undefined };
		await rpc(emulator, 'UpdateWebhook', { webhook });
		expect(emulator.webhooks).toMatchObject([{ status: 'paused' }]);
	});

	it('keeps what is not named, with the switch', async () => {
		const emulator = await emulate({ switches: { updateSemantics: 'merge' } });
		const webhook_id = await createWebhook(emulator, enabled(URL_A));
		await rpc(emulator, 'UpdateWebhook', { webhook: { webhook_id, kinds: [2] } });
		expect(emulator.webhooks).toMatchObject([
			{ status: 'active', url: URL_A, kinds: ['RECORD_UPDATED'], filter: { solution: {} } },
		]);
	});

	it('does not know a webhook that is gone', async () => {
		const emulator = await emulate();
		const webhook = { ...definition(emulator), webhook_id: 'gone' };
		const reply = await rpc(emulator, 'UpdateWebhook', { webhook });
		expect(reply).toMatchObject({ status: 404, body: { code: 'not_found' } });
	});
});

describe('DeleteWebhook', () => {
	it('answers {} and knows the webhook no more', async () => {
		const emulator = await emulate();
		const webhook_id = await createWebhook(emulator);
		expect((await rpc(emulator, 'DeleteWebhook', { webhook_id })).body).toEqual({});
		expect((await rpc(emulator, 'DeleteWebhook', { webhook_id })).status).toBe(404);
		expect((await rpc(emulator, 'ListEvents', { webhook_id })).status).toBe(404);
		emulator.switches.deleteUnknown = 'ok';
		expect((await rpc(emulator, 'DeleteWebhook', { webhook_id })).body).toEqual({});
	});
});

describe('ListWebhooks', () => {
	it('gives pages, and no token on the last one', async () => {
		const emulator = await emulate();
		const ids: string[] = [];
		for (let n = 0; n < 3; n++) ids.push(await createWebhook(emulator));
		const request = { solution_id: emulator.solution.id, page_size: '2' };
		const first = await rpc(emulator, 'ListWebhooks', request);
		const { next_page_token } = first.body as { next_page_token: string };
		const second = await rpc(emulator, 'ListWebhooks', { ...request, page_token: next_page_token });
		expect(first.body).toMatchObject({
			webhooks: [{ webhook_id: ids[0] }, { webhook_id: ids[1] }],
		});
		expect(second.body).toMatchObject({ webhooks: [{ webhook_id: ids[2] }] });
		expect(second.body).not.toHaveProperty('next_page_token');
	});

	it('shows webhooks of others in the solution, or only the own ones', async () => {
		const emulator = await emulate();
		const { solution } = emulator;
		const others = { solutionId: solution.id, kinds: [], filter: { solution: {} }, url: URL_B };
		const { id } = emulator.elsewhere.createWebhook(others);
		const request = { solution_id: solution.id };
		expect((await rpc(emulator, 'ListWebhooks', request)).body).toMatchObject({
			webhooks: [{ webhook_id: id, created_at: { by: 'Grace Hopper' } }],
		});
		emulator.switches.listWebhooksScope = 'own';
		expect((await rpc(emulator, 'ListWebhooks', request)).body).toEqual({});
	});
});
