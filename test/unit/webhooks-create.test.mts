import { describe, expect, it } from 'vitest';

import type { WebhookSpec } from '../../nodes/SmartSuite/api/webhook.ts';
import { createWebhook } from '../../nodes/SmartSuite/api/webhooks.ts';
import * as documented from './documented.mts';
import { byMethod, callsOf, fakeContext, networkFailure, ok, status } from './fake-context.mts';
import type { Reaction } from './fake-context.mts';
import { inCamelCase } from './spelling.mts';

const URL = 'https://n8n.example.com/webhook/changes';
const spec: WebhookSpec = {
	solutionId: '641b70cb0d94c969a49983aa',
	kinds: ['RECORD_CREATED'],
	filter: { solution: {} },
	notificationUrl: URL,
};
const asked = {
	kinds: ['RECORD_CREATED'],
	locator: { account_id: 'sv25cxf2', solution_id: '641b70cb0d94c969a49983aa' },
	filter: { solution: {} },
	notification_status: { enabled: { url: URL } },
};

/** A webhook as the spec asks for it, made so long before now. */
const made = (agoMs: number, differs: object = {}) => ({
	...documented.webhook(),
	notification_status: { enabled: { url: URL } },
	created_at: { by: 'Peter Novosel', at: new Date(Date.now() - agoMs).toISOString() },
	...differs,
});

const elsewhere = { notification_status: { enabled: { url: `${URL}/2` } } };
const paused = { notification_status: { disabled: {} } };

/** SmartSuite does this with the first CreateWebhook, and has these webhooks then. */
function afterFirst(reaction: Reaction, webhooks: unknown[]) {
	let first = true;
	return fakeContext(
		byMethod({
			CreateWebhook: () => {
				const wasFirst = first;
				first = false;
				return wasFirst ? reaction : ok({ webhook: made(0, { webhook_id: 'second' }) });
			},
			ListWebhooks: () => ok({ webhooks }),
		}),
	);
}

const methodsOf = (fake: ReturnType<typeof afterFirst>) => callsOf(fake).map(([name]) => name);

describe('CreateWebhook', () => {
	it.each([documented.createWebhookAnswer(), inCamelCase(documented.createWebhookAnswer())])(
		'sends what it is asked for and reads what it gave (%#)',
		async (answer) => {
			const fake = fakeContext(byMethod({ CreateWebhook: () => ok(answer) }));
			expect(await createWebhook(fake.context, spec)).toEqual(documented.webhook());
			expect(callsOf(fake)).toEqual([['CreateWebhook', { webhook: asked }]]);
		},
	);

	it('without a URL makes a paused webhook', async () => {
		const fake = fakeContext(byMethod({ CreateWebhook: () => ok(documented.webhook()) }));
		await createWebhook(fake.context, { ...spec, notificationUrl: undefined });
		const webhook = { ...asked, notification_status: { disabled: {} } };
		expect(callsOf(fake)).toEqual([['CreateWebhook', { webhook }]]);
	});

	const uncertain: Array<[string, Reaction]> = [
		['a reset connection', networkFailure('ECONNRESET')],
		['a timeout', networkFailure('ECONNABORTED')],
		['500', status(500)],
		['502', status(502, '<html></html>')],
		['an answer cut off', ok('{"webhook":{"webhook_id":"3c8a')],
		['an empty answer', ok('')],
		['an answer that is no JSON', ok('OK')],
		['an answer without an id', ok({})],
	];

	it.each(uncertain)('takes the one that was made in spite of %s', async (_, reaction) => {
		const fresh = made(1_000);
		const other = made(1_000, { webhook_id: 'other', ...elsewhere });
		const fake = afterFirst(reaction, [other, fresh]);
		expect(await createWebhook(fake.context, spec)).toEqual(fresh);
		expect(methodsOf(fake)).toEqual(['CreateWebhook', 'ListWebhooks']);
	});

	it.each(uncertain)('tries once more when %s left none behind', async (_, reaction) => {
		const fake = afterFirst(reaction, []);
		expect(await createWebhook(fake.context, spec)).toMatchObject({ webhook_id: 'second' });
		expect(methodsOf(fake)).toEqual(['CreateWebhook', 'ListWebhooks', 'CreateWebhook']);
	});

	it.each([
		['was there before', made(3_600_000)],
		['points elsewhere', made(0, elsewhere)],
		['is paused', made(0, paused)],
		['has an empty URL', made(0, { notification_status: { enabled: { url: '' } } })],
	])('takes none for its own that %s', async (_, other) => {
		const fake = afterFirst(networkFailure('ECONNRESET'), [other]);
		expect(await createWebhook(fake.context, spec)).toMatchObject({ webhook_id: 'second' });
	});

	const watching: Array<[string, object]> = [
		['other kinds', { kinds: ['RECORD_DELETED'] }],
		['a table', { filter: { applications: { application_ids: ['t1'] } } }],
		['another solution', { locator: { solution_id: 'another' } }],
	];

	it.each(watching)('takes the one with its URL, though shown to watch %s', async (_, shown) => {
		const fresh = made(1_000, shown);
		const fake = afterFirst(networkFailure('ECONNRESET'), [made(0, elsewhere), fresh]);
		expect(await createWebhook(fake.context, spec)).toEqual(fresh);
		expect(methodsOf(fake)).toEqual(['CreateWebhook', 'ListWebhooks']);
	});

	it.each(watching)('without a URL takes none for its own that watches %s', async (_, shown) => {
		const fake = afterFirst(networkFailure('ECONNRESET'), [made(0, { ...paused, ...shown })]);
		const created = await createWebhook(fake.context, { ...spec, notificationUrl: undefined });
		expect(created).toMatchObject({ webhook_id: 'second' });
	});

	it('without a URL takes the one that watches the same', async () => {
		const fresh = made(1_000, paused);
		const fake = afterFirst(networkFailure('ECONNRESET'), [fresh]);
		const created = await createWebhook(fake.context, { ...spec, notificationUrl: undefined });
		expect(created).toEqual(fresh);
	});

	it('takes one whose clock goes a minute behind', async () => {
		const fresh = made(60_000);
		const fake = afterFirst(networkFailure('ECONNRESET'), [fresh]);
		expect(await createWebhook(fake.context, spec)).toEqual(fresh);
	});

	it.each([undefined, {}, { at: '' }, { at: 'just now' }])(
		'takes one that does not say when it was made: %j',
		async (created_at) => {
			const fresh = { ...made(0), created_at };
			const fake = afterFirst(networkFailure('ECONNRESET'), [fresh]);
			expect(await createWebhook(fake.context, spec)).toEqual(fresh);
			expect(methodsOf(fake)).toEqual(['CreateWebhook', 'ListWebhooks']);
		},
	);

	it.each([
		[400, 'refused'],
		[401, 'credential'],
		[403, 'forbidden'],
		[422, 'refused'],
	])('is not tried again after %i', async (code, kind) => {
		const fake = afterFirst(status(code), [made(0)]);
		await expect(createWebhook(fake.context, spec)).rejects.toMatchObject({ kind });
		expect(methodsOf(fake)).toEqual(['CreateWebhook']);
	});
});
