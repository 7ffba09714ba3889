import { describe, expect, it } from 'vitest';
import { createWebhook, definition, emulate, rpc } from './harness.mts';
import type { JsonObject } from './types.mts';

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

describe('the filter and the kinds of a webhook in answers', () => {
	const kinds = ['RECORD_CREATED', 'RECORD_UPDATED', 'RECORD_DELETED'];
	const both = (forms: string[]) => forms.map((form) => form.split(' ').filter(Boolean));

	it.each([
		['as-sent', kinds, both(['tasks', 'title status'])],
		['reordered', kinds.toReversed(), both(['tasks', 'status title'])],
		['doubled', kinds, both(['tasks tasks', 'title title status status'])],
		['one-more', kinds, both(['tasks contacts', 'title status description'])],
		['omitted', kinds, undefined],
	] as const)('are %s', async (filterEcho, shownKinds, ids) => {
		const emulator = await emulate({ switches: { filterEcho } });
		const { tasks, contacts } = emulator.tables;
		const idOf = (name: string) => ({ tasks: tasks.id, contacts: contacts.id })[name] ?? name;
		const forms = (tables: string[], field_ids: string[]) => [
			{ applications: { application_ids: tables.map(idOf) } },
			{ application: { application_id: tasks.id, field_ids } },
			{ solution: {} },
		];
		const shown = ids && forms(ids[0] ?? [], ids[1] ?? []);
		for (const [index, filter] of forms(['tasks'], ['title', 'status']).entries()) {
			const webhook = definition(emulator, { filter });
			const expected = { kinds: shownKinds, filter: shown?.[index] };
			const created = await rpc(emulator, 'CreateWebhook', { webhook });
			const webhook_id = emulator.webhooks.at(-1)?.id;
			const named = { ...webhook, webhook_id };
			const updated = await rpc(emulator, 'UpdateWebhook', { webhook: named });
			const given = await rpc(emulator, 'GetWebhook', { webhook_id });
			const list = await rpc(emulator, 'ListWebhooks', { solution_id: emulator.solution.id });
			const { webhooks } = list.body as { webhooks: unknown[] };
			const all = [created, updated, given].map(({ body }) => (body as JsonObject).webhook);
			for (const message of [...all, webhooks.at(-1)]) {
				const { kinds: k, filter: f } = message as JsonObject;
				expect({ kinds: k, filter: f }).toEqual(expected);
			}
			expect(emulator.webhooks.at(-1)).toMatchObject({ kinds, filter });
		}
	});
});

it('says when a webhook was created and changed, by the emulator’s clock to the millisecond', async () => {
	const emulator = await emulate();
	const { clock } = emulator;
	const webhook_id = await createWebhook(emulator);
	const created = new Date(clock.now()).toISOString();
	await clock.advance(3_600_001);
	const webhook = { ...definition(emulator), webhook_id };
	const updated = await rpc(emulator, 'UpdateWebhook', { webhook });
	expect(updated.body).toMatchObject({
		webhook: {
			created_at: { at: created },
			updated_at: { at: new Date(clock.now()).toISOString() },
		},
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
