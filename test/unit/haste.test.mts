import type { IExecuteFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import {
	createWebhook,
	deleteWebhook,
	eventPages,
	getTable,
	getWebhook,
	listEvents,
	listWebhooks,
	updateWebhook,
} from '../../nodes/SmartSuite/api/index.ts';
import type { Haste } from '../../nodes/SmartSuite/api/index.ts';
import { parseWebhook } from '../../nodes/SmartSuite/api/webhook.ts';
import * as documented from './documented.mts';
import { byMethod, callsOf, fakeContext, ok, status } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';

fakeTime();

const spec = {
	solutionId: 's',
	kinds: ['RECORD_CREATED'],
	filter: { solution: {} },
	notificationUrl: 'https://n8n.example.com/webhook/changes',
};
const webhook = parseWebhook(documented.webhook());

type Attempt = (context: IExecuteFunctions, haste?: Haste) => Promise<unknown>;

/** The call each of them makes first. */
const attempts: Array<[method: string, attempt: Attempt]> = [
	['GetWebhook', async (context, haste) => await getWebhook(context, 's', 'w', haste)],
	['ListWebhooks', async (context, haste) => await listWebhooks(context, 's', haste)],
	[
		'ListWebhooks',
		async (context, haste) => await listWebhooks(context, 's', { limit: 1, ...haste }),
	],
	['UpdateWebhook', async (context, haste) => await updateWebhook(context, webhook, {}, haste)],
	['DeleteWebhook', async (context, haste) => await deleteWebhook(context, 'w', haste)],
	['ListEvents', async (context, haste) => await listEvents(context, 'w', haste)],
	['t', async (context, haste) => await getTable(context, 't', haste)],
];

describe('a caller in haste', () => {
	it.each(attempts)('sends one request where SmartSuite is busy: %s', async (method, attempt) => {
		const fake = fakeContext(() => status(503));
		const isTriedOnce = true;
		await expect(attempt(fake.context, { isTriedOnce })).rejects.toMatchObject({ httpCode: '503' });
		expect(callsOf(fake).map(([name]) => name)).toEqual([method]);
	});

	it.each(attempts)('waits only so long for each answer: %s', async (_, attempt) => {
		const fake = fakeContext(() => status(400));
		await attempt(fake.context, { timeoutMs: 4_000 }).catch(() => {});
		await attempt(fake.context).catch(() => {});
		const times = new Set(fake.sent.map(({ timeout }) => timeout));
		expect([...times]).toEqual([4_000, 15_000]);
	});

	it('reads pages of events so, too', async () => {
		const fake = fakeContext(() => status(503));
		const pages = eventPages(fake.context, 'w', '', { isTriedOnce: true });
		await expect(pages.next()).rejects.toMatchObject({ kind: 'unavailable' });
		expect(fake.sent).toHaveLength(1);
	});

	it('leaves no second webhook behind either: it is looked for before it is made again', async () => {
		const fake = fakeContext(
			byMethod({ CreateWebhook: () => status(503), ListWebhooks: () => ok({}) }),
		);
		const create = createWebhook(fake.context, spec, { isTriedOnce: true, timeoutMs: 4_000 });
		await expect(create).rejects.toMatchObject({ kind: 'unavailable' });
		expect(callsOf(fake).map(([name]) => name)).toEqual([
			'CreateWebhook',
			'ListWebhooks',
			'CreateWebhook',
		]);
		expect(fake.sent.map(({ timeout }) => timeout)).toEqual([4_000, 4_000, 4_000]);
	});

	it.each([
		{ fails: 'GetWebhook', attempt: attempts[0] },
		{ fails: 'UpdateWebhook', attempt: attempts[3] },
	])('goes on in haste after $fails', async ({ attempt }) => {
		const fake = fakeContext(
			byMethod({ UpdateWebhook: () => ok({}), ListWebhooks: () => status(503) }),
		);
		const haste = { isTriedOnce: true, timeoutMs: 4_000 };
		await attempt?.[1](fake.context, haste).catch(() => {});
		expect(
			callsOf(fake)
				.map(([name]) => name)
				.filter((name) => name === 'ListWebhooks'),
		).toEqual(['ListWebhooks']);
		expect(new Set(fake.sent.map(({ timeout }) => timeout))).toEqual(new Set([4_000]));
	});
});
