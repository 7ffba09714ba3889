import { describe, expect, it } from 'vitest';
import { call, createWebhook, definition, emulate, rpc } from './harness.mts';
import type { JsonObject } from './types.mts';

const URL_A = 'http://127.0.0.1:9/a';
const enabled = (url: string) => ({ notification_status: { enabled: { url } } });

describe('routes', () => {
	it.each(['application/json; charset=utf-8', 'application/json;charset=utf-8', 'text/plain'])(
		'has no route for the content type %j',
		async (contentType) => {
			const emulator = await emulate();
			const headers = { 'content-type': contentType };
			const path = '/smartsuite.webhooks.engine.Webhooks/ListWebhooks';
			const reply = await call(emulator, 'POST', path, '{}', headers);
			expect(reply).toMatchObject({
				status: 404,
				body: { code: 'bad_route', meta: { twirp_invalid_route: `POST ${path}` } },
			});
			const { msg } = reply.body as { msg: string };
			expect(msg).toMatch(/^unexpected Content-Type: /);
		},
	);

	it.each([
		['GET', 'ListWebhooks'],
		['POST', 'ForgetWebhook'],
	])('has no route for %s %s', async (method, name) => {
		const emulator = await emulate();
		const reply = await call(emulator, method, `/smartsuite.webhooks.engine.Webhooks/${name}`);
		expect(reply).toMatchObject({ status: 404, body: { code: 'bad_route' } });
	});

	it.each([
		['GetWebhook', 200, 404],
		['GetWebhooks', 404, 200],
		['both', 200, 200],
		['none', 404, 404],
	] as const)('with getWebhookName %s answers GetWebhook %i, GetWebhooks %i', async (...row) => {
		const [getWebhookName, one, many] = row;
		const emulator = await emulate({ switches: { getWebhookName } });
		const webhook_id = await createWebhook(emulator);
		expect((await rpc(emulator, 'GetWebhook', { webhook_id })).status).toBe(one);
		expect((await rpc(emulator, 'GetWebhooks', { webhook_id })).status).toBe(many);
	});
});

describe('what CreateWebhook refuses', () => {
	const cases: Array<[string, JsonObject, string, string]> = [
		['no filter', { filter: undefined }, 'invalid_argument', 'filter'],
		['an empty filter', { filter: {} }, 'invalid_argument', 'filter'],
		[
			'two filters',
			{ filter: { solution: {}, applications: { application_ids: ['a'] } } },
			'invalid_argument',
			'filter',
		],
		['no kinds', { kinds: [] }, 'invalid_argument', 'kinds'],
		['an unknown kind', { kinds: ['RECORD_RESTORED'] }, 'invalid_argument', 'kinds'],
		['no locator', { locator: undefined }, 'invalid_argument', 'locator'],
		['no tables', { filter: { applications: {} } }, 'invalid_argument', 'application_ids'],
		['a URL that is none', enabled('nowhere'), 'invalid_argument', 'url'],
		['an id of its own', { webhook_id: 'mine' }, 'invalid_argument', 'webhook_id'],
	];

	it.each(cases)('%s', async (_what, change, code, argument) => {
		const emulator = await emulate();
		const webhook = definition(emulator, change);
		const reply = await rpc(emulator, 'CreateWebhook', { webhook });
		expect(reply).toMatchObject({ status: 400, body: { code, meta: { argument } } });
		expect(emulator.webhooks).toEqual([]);
	});

	it('a solution, a table, and a field that it does not know', async () => {
		const emulator = await emulate();
		const { accountId, solutions, tables } = emulator;
		const stranger = { account_id: accountId, solution_id: 'ffffffffffffffffffffffff' };
		const other = { account_id: accountId, solution_id: solutions[1]?.id };
		const application = { application_id: tables.tasks.id, field_ids: ['nofield'] };
		const codes: unknown[] = [];
		for (const change of [
			{ locator: stranger },
			{ locator: other, filter: { applications: { application_ids: [tables.tasks.id] } } },
			{ filter: { application } },
		]) {
			const reply = await rpc(emulator, 'CreateWebhook', { webhook: definition(emulator, change) });
			codes.push([reply.status, (reply.body as { code: string }).code]);
		}
		expect(codes).toEqual([
			[404, 'not_found'],
			[404, 'not_found'],
			[400, 'invalid_argument'],
		]);
	});

	it('a body that is no JSON', async () => {
		const reply = await rpc(await emulate(), 'CreateWebhook', '{"webhook":');
		expect(reply).toMatchObject({
			status: 400,
			body: { code: 'malformed', msg: 'the json request could not be decoded' },
		});
	});
});

describe('messages', () => {
	it('reads camelCase keys and kinds as numbers, and answers as documented', async () => {
		const emulator = await emulate();
		const { accountId, solution, tables, clock } = emulator;
		const reply = await rpc(emulator, 'CreateWebhook', {
			webhook: {
				filter: { application: { applicationId: tables.tasks.id, fieldIds: ['title'] } },
				kinds: [1, 'RECORD_DELETED'],
				locator: { accountId, solutionId: solution.id },
				notificationStatus: { enabled: { url: URL_A } },
				unheard_of: true,
			},
		});
		const [state] = emulator.webhooks;
		const at = new Date(clock.now()).toISOString();
		expect(reply.body).toEqual({
			webhook: {
				webhook_id: state?.id,
				locator: { account_id: accountId, solution_id: solution.id },
				filter: { application: { application_id: tables.tasks.id, field_ids: ['title'] } },
				kinds: ['RECORD_CREATED', 'RECORD_DELETED'],
				created_at: { by: 'Ada Lovelace', at },
				updated_at: { by: 'Ada Lovelace', at },
				notification_status: { enabled: { url: URL_A } },
				system_status: {
					enabled: {
						expires_at: new Date(clock.now() + 7 * 86_400_000).toISOString().replace(/\.\d+/, ''),
					},
				},
			},
		});
		expect(reply.contentType).toBe('application/json');
	});

	it('answers in camelCase, with numbers and without wrapper, and leaves record data alone', async () => {
		const emulator = await emulate({
			switches: { casing: 'camel', kindsAs: 'numbers', getWrapper: false },
		});
		const webhook_id = await createWebhook(emulator);
		const { id } = emulator.records.create(emulator.tables.tasks.id, { title: 'x' });
		const webhook = await rpc(emulator, 'GetWebhook', { webhook_id });
		expect(webhook.body).toMatchObject({ webhookId: webhook_id, kinds: [1, 2, 3] });
		const page = await rpc(emulator, 'ListEvents', { webhook_id });
		expect(page.body).toMatchObject({
			events: [{ kind: 1, recordEventData: { recordId: id, data: { assigned_to: [] } } }],
		});
	});

	it('shows properties and a field that nobody has heard of, with the switch', async () => {
		const emulator = await emulate({ switches: { unknownExtras: true } });
		const webhook_id = await createWebhook(emulator);
		emulator.records.create(emulator.tables.tasks.id);
		const extra = { future_property: { since: 2031, list: [1, 'two', null] } };
		const page = await rpc(emulator, 'ListEvents', { webhook_id });
		const data = { sfuture001: { x: 1, y: [2, { z: '3' }] } };
		const record_event_data = { ...extra, data };
		expect(page.body).toMatchObject({ ...extra, events: [{ ...extra, record_event_data }] });
	});

	it('leaves out empty lists, or not', async () => {
		const emulator = await emulate();
		const request = { solution_id: emulator.solution.id };
		expect((await rpc(emulator, 'ListWebhooks', request)).body).toEqual({});
		emulator.switches.emptyPageBody = 'explicit';
		expect((await rpc(emulator, 'ListWebhooks', request)).body).toEqual({ webhooks: [] });
	});
});
