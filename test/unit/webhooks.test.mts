import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import {
	deleteWebhook,
	getWebhook,
	listWebhooks,
	updateWebhook,
} from '../../nodes/SmartSuite/api/webhooks.ts';
import { asText } from '../../nodes/SmartSuite/api/shape.ts';
import { parseWebhook } from '../../nodes/SmartSuite/api/webhook.ts';
import * as documented from './documented.mts';
import { byMethod, callsOf, fakeContext, ok, status } from './fake-context.mts';
import { inCamelCase } from './spelling.mts';

const SOLUTION = '641b70cb0d94c969a49983aa';
const ID = documented.webhook().webhook_id;
const numbered = (nth: number) => ({ ...documented.webhook(), webhook_id: `webhook ${nth}` });
const listCall = (page_token: string, page_size = '50') => [
	'ListWebhooks',
	{ solution_id: SOLUTION, page_size, page_token },
];

describe('ListWebhooks', () => {
	it.each([
		{ answer: documented.listWebhooksAnswer(), webhooks: [documented.webhook()] },
		{ answer: inCamelCase(documented.listWebhooksAnswer()), webhooks: [documented.webhook()] },
		{ answer: {}, webhooks: [] },
		{ answer: { webhooks: [] }, webhooks: [] },
		{ answer: { webhooks: null }, webhooks: [] },
	])('is read whole (%#)', async ({ answer, webhooks }) => {
		const fake = fakeContext(byMethod({ ListWebhooks: () => ok(answer) }));
		expect(await listWebhooks(fake.context, SOLUTION)).toEqual(webhooks);
		expect(callsOf(fake)).toEqual([listCall('')]);
	});

	const pages = byMethod({
		ListWebhooks: ({ page_token }) =>
			ok(
				{
					'': { webhooks: [numbered(1), numbered(2)], next_page_token: 'a' },
					a: { webhooks: [numbered(3)], nextPageToken: 'b' },
					b: { webhooks: [numbered(4)], next_page_token: '' },
				}[asText(page_token)],
			),
	});

	it('goes through all pages', async () => {
		const fake = fakeContext(pages);
		expect(await listWebhooks(fake.context, SOLUTION)).toEqual([1, 2, 3, 4].map(numbered));
		expect(callsOf(fake)).toEqual([listCall(''), listCall('a'), listCall('b')]);
	});

	it('asks for no more than the limit, and stops there', async () => {
		const fake = fakeContext(pages);
		expect(await listWebhooks(fake.context, SOLUTION, { limit: 1 })).toEqual([numbered(1)]);
		expect(callsOf(fake)).toEqual([listCall('', '1')]);
	});

	it('leaves the page size to a server that refuses the one of the documents', async () => {
		const fake = fakeContext((options, nth) =>
			(options.body as IDataObject).page_size ? status(400, 'page_size') : pages(options, nth),
		);
		expect(await listWebhooks(fake.context, SOLUTION)).toEqual([1, 2, 3, 4].map(numbered));
		const unsized = (page_token: string) => ['ListWebhooks', { solution_id: SOLUTION, page_token }];
		expect(callsOf(fake)).toEqual([listCall(''), unsized(''), unsized('a'), unsized('b')]);
	});
});

describe('GetWebhook', () => {
	it.each([documented.webhook(), documented.createWebhookAnswer()])(
		'is read, wrapped or not (%#)',
		async (answer) => {
			const fake = fakeContext(byMethod({ GetWebhook: () => ok(answer) }));
			expect(await getWebhook(fake.context, SOLUTION, ID)).toEqual(documented.webhook());
			expect(callsOf(fake)).toEqual([['GetWebhook', { webhook_id: ID }]]);
		},
	);

	it.each(['bad_route', 'not_found'])(
		'is looked for in the list where it is not found by its id: %s',
		async (code) => {
			const fake = fakeContext(
				byMethod({
					GetWebhook: () => status(404, { code, msg: 'no' }),
					ListWebhooks: () => ok({ webhooks: [numbered(1), documented.webhook()] }),
				}),
			);
			expect(await getWebhook(fake.context, SOLUTION, ID)).toEqual(documented.webhook());
			expect(callsOf(fake)).toEqual([['GetWebhook', { webhook_id: ID }], listCall('')]);
		},
	);

	it('is missing when the list has no such webhook either', async () => {
		const fake = fakeContext(byMethod({ ListWebhooks: () => ok({}) }));
		await expect(getWebhook(fake.context, SOLUTION, 'w1')).rejects.toMatchObject({
			kind: 'missing',
			message: "SmartSuite has no webhook 'w1' in this solution",
			description: 'It may have been deleted. Choose another one from the list.',
		});
	});

	it('is not looked for elsewhere when SmartSuite gave another reason', async () => {
		const fake = fakeContext(byMethod({ GetWebhook: () => status(403) }));
		await expect(getWebhook(fake.context, SOLUTION, 'w1')).rejects.toMatchObject({
			kind: 'forbidden',
		});
		expect(callsOf(fake)).toHaveLength(1);
	});
});

describe('UpdateWebhook', () => {
	const { created_at, updated_at, system_status, ...sent } = {
		...documented.webhook(),
		locator: { account_id: 'a', solution_id: SOLUTION, region: 'eu' },
		retryPolicy: { maxAttempts: 3 },
	};
	const current = parseWebhook({ ...sent, created_at, updated_at, system_status });

	it.each([
		{ changes: {}, differs: {} },
		{ changes: { kinds: ['RECORD_DELETED'] }, differs: { kinds: ['RECORD_DELETED'] } },
		{
			changes: { filter: { applications: { application_ids: ['t1'] } } },
			differs: { filter: { applications: { application_ids: ['t1'] } } },
		},
		{
			changes: { notificationUrl: 'https://n8n.example.com/' },
			differs: { notification_status: { enabled: { url: 'https://n8n.example.com/' } } },
		},
		{ changes: { notificationUrl: null }, differs: { notification_status: { disabled: {} } } },
		{ changes: { kinds: undefined, notificationUrl: undefined }, differs: {} },
	])(
		'sends the whole webhook, unknown properties too, with $changes',
		async ({ changes, differs }) => {
			const answer = { webhook: { ...documented.webhook(), ...differs } };
			const fake = fakeContext(byMethod({ UpdateWebhook: () => ok(answer) }));
			expect(await updateWebhook(fake.context, current, changes)).toEqual(answer.webhook);
			expect(callsOf(fake)).toEqual([['UpdateWebhook', { webhook: { ...sent, ...differs } }]]);
		},
	);

	const withoutWebhook = [{}, { webhook: {} }, '', undefined, 'OK'];

	it.each(withoutWebhook)('is followed by GetWebhook when answered with %j', async (answer) => {
		const updated = { ...documented.webhook(), kinds: ['RECORD_DELETED'] };
		const fake = fakeContext(
			byMethod({ UpdateWebhook: () => ok(answer), GetWebhook: () => ok({ webhook: updated }) }),
		);
		expect(await updateWebhook(fake.context, current, { kinds: updated.kinds })).toEqual(updated);
		expect(callsOf(fake)).toEqual([
			['UpdateWebhook', { webhook: { ...sent, kinds: updated.kinds } }],
			['GetWebhook', { webhook_id: ID }],
		]);
	});

	it('looks for the webhook in the list of its solution where there is no GetWebhook', async () => {
		const list = () => ok({ webhooks: [numbered(1), documented.webhook()] });
		const fake = fakeContext(byMethod({ UpdateWebhook: () => ok({}), ListWebhooks: list }));
		expect(await updateWebhook(fake.context, current, {})).toEqual(documented.webhook());
		expect(callsOf(fake).slice(1)).toEqual([['GetWebhook', { webhook_id: ID }], listCall('')]);
	});

	it('never sends back what only SmartSuite writes, in camelCase neither', async () => {
		const webhook = parseWebhook(inCamelCase(documented.webhook()));
		const fake = fakeContext(byMethod({ UpdateWebhook: () => ok(documented.webhook()) }));
		await updateWebhook(fake.context, webhook, {});
		const { webhook_id, locator, filter, kinds, notification_status } = documented.webhook();
		expect(callsOf(fake)).toEqual([
			['UpdateWebhook', { webhook: { webhook_id, locator, filter, kinds, notification_status } }],
		]);
	});
});

describe('DeleteWebhook', () => {
	it.each([{}, '', undefined, 'OK'])('is done whatever a success says: %j', async (answer) => {
		const fake = fakeContext(byMethod({ DeleteWebhook: () => ok(answer) }));
		expect(await deleteWebhook(fake.context, ID)).toBeUndefined();
		expect(callsOf(fake)).toEqual([['DeleteWebhook', { webhook_id: ID }]]);
	});

	it('of a webhook that is gone is missing', async () => {
		const fake = fakeContext(byMethod({ DeleteWebhook: () => status(404, { code: 'not_found' }) }));
		await expect(deleteWebhook(fake.context, 'w1')).rejects.toMatchObject({ kind: 'missing' });
	});
});
