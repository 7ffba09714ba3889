import { describe, expect, it } from 'vitest';

import {
	notificationUrl,
	parseKind,
	parseWebhook,
	watchesSame,
} from '../../nodes/SmartSuite/api/webhook.ts';
import type { WebhookFilter } from '../../nodes/SmartSuite/api/webhook.ts';
import * as documented from './documented.mts';
import { inCamelCase } from './spelling.mts';

describe('a webhook in an answer', () => {
	const kinds = (...list: unknown[]) => ({ ...documented.webhook(), kinds: list });

	it.each<[string, unknown]>([
		['as documented', documented.webhook()],
		['wrapped in `webhook`', documented.createWebhookAnswer()],
		['in camelCase', inCamelCase(documented.webhook(), 'created_at')],
		['wrapped and in camelCase', inCamelCase(documented.createWebhookAnswer())],
		['with kinds as numbers', kinds(1)],
	])('is read %s', (_, answer) => {
		expect(parseWebhook(answer)).toEqual(documented.webhook());
	});

	it('keeps its kinds by name, by number, and those that nobody has heard of', () => {
		expect(parseWebhook(kinds(1, 2, 3, 'RECORD_DELETED', 'RECORD_MOVED', 4)).kinds).toEqual([
			'RECORD_CREATED',
			'RECORD_UPDATED',
			'RECORD_DELETED',
			'RECORD_DELETED',
			'RECORD_MOVED',
			'4',
		]);
		expect([0, -1, 1.5, NaN].map(parseKind)).toEqual(['0', '-1', '1.5', 'NaN']);
	});

	it.each([
		{ form: 'tables', filter: { applications: { application_ids: ['t1', 't2'] } } },
		{ form: 'fields', filter: { application: { application_id: 't1', field_ids: ['f1'] } } },
		{ form: 'a form to come', filter: { members: { member_ids: ['m1'] } } },
	])('keeps its filter by $form', ({ filter }) => {
		const answer = { ...documented.webhook(), filter };
		expect(parseWebhook(answer)).toEqual(answer);
	});

	it('reads a filter in camelCase', () => {
		const filter = { application: { applicationId: 't1', fieldIds: ['f1'] } };
		expect(parseWebhook({ filter }).filter).toEqual({
			application: { application_id: 't1', field_ids: ['f1'] },
		});
	});

	it('may lack everything, as defaults are not sent', () => {
		const empty = {
			webhook_id: '',
			locator: {},
			kinds: [],
			filter: {},
			notification_status: {},
			system_status: {},
		};
		for (const answer of [{}, { webhook: {} }, null, undefined, 'OK', []]) {
			expect(parseWebhook(answer)).toEqual(empty);
		}
	});

	it('keeps what nobody has heard of as it is, at every depth', () => {
		const news = {
			...documented.webhook(),
			retryPolicy: { max_attempts: 3, maxDelay: 1 },
			locator: { account_id: 'a', solution_id: 's', application_id: 't', regionCode: 'eu' },
			filter: { solution: { viewIds: ['v1'] } },
			notification_status: { enabled: { url: 'https://n8n.example.com/', secretKey: 'k' } },
			system_status: { enabled: { expires_at: '2023-11-02T14:21:43Z', isTrial: true } },
		};
		expect(parseWebhook(news)).toEqual(news);
		expect(parseWebhook({ webhook: news })).toEqual(news);
	});

	it('changes no prototype, whatever its keys are', () => {
		const answer: unknown = JSON.parse(
			'{"webhook_id":"w","__proto__":{"polluted":true},"filter":{"__proto__":{"polluted":true}}}',
		);
		const webhook = parseWebhook(answer);
		expect(Object.keys(webhook)).toContain('__proto__');
		expect([webhook.polluted, webhook.filter.polluted]).toEqual([undefined, undefined]);
		expect(Object.keys(Object.prototype)).toEqual([]);
		expect(Object.getPrototypeOf(webhook)).toBe(Object.prototype);
	});

	it('has the URL that its pings go to, unless it is paused', () => {
		const to = (status: unknown) => parseWebhook({ notification_status: status });
		expect(notificationUrl(parseWebhook(documented.webhook()))).toBe(
			'https://sswebhooks.requestcatcher.com/',
		);
		expect(notificationUrl(to({ disabled: {} }))).toBeUndefined();
		expect(notificationUrl(to({ enabled: {} }))).toBeUndefined();
		expect(notificationUrl(to(undefined))).toBeUndefined();
	});
});

describe('a webhook watches the same', () => {
	const solution: WebhookFilter = { solution: {} };
	const tables = (...ids: string[]): WebhookFilter => ({ applications: { application_ids: ids } });
	const fields = (table: string, ...ids: string[]): WebhookFilter => ({
		application: { application_id: table, field_ids: ids },
	});
	const both = ['RECORD_CREATED', 'RECORD_UPDATED'];
	const watching = (filter: object, kinds: unknown[] = both, solutionId = 's1') =>
		parseWebhook({ locator: { solution_id: solutionId }, kinds, filter });

	it.each([
		{ what: 'all of it', has: watching(solution), wants: solution },
		{ what: 'kinds in another order', has: watching(solution, [2, 1]), wants: solution },
		{ what: 'no filter at all', has: watching({}), wants: solution },
		{
			what: 'tables in another order',
			has: watching(tables('t2', 't1')),
			wants: tables('t1', 't2'),
		},
		{
			what: 'fields in another order',
			has: watching(fields('t', 'b', 'a')),
			wants: fields('t', 'a', 'b'),
		},
	])('with $what', ({ has, wants }) => {
		const spec = { solutionId: 's1', kinds: [...both], filter: wants };
		expect(watchesSame(has, spec)).toBe(true);
	});

	it.each([
		{ what: 'another solution', has: watching(solution, both, 's2'), wants: solution },
		{ what: 'a kind less', has: watching(solution, ['RECORD_CREATED']), wants: solution },
		{ what: 'a kind more', has: watching(solution, [1, 2, 3]), wants: solution },
		{ what: 'tables instead of all', has: watching(tables('t1')), wants: solution },
		{ what: 'all instead of tables', has: watching(solution), wants: tables('t1') },
		{ what: 'another table', has: watching(tables('t2')), wants: tables('t1') },
		{ what: 'a table more', has: watching(tables('t1', 't2')), wants: tables('t1') },
		{ what: 'fields instead of a table', has: watching(fields('t1', 'a')), wants: tables('t1') },
		{ what: 'fields of another table', has: watching(fields('t2', 'a')), wants: fields('t1', 'a') },
		{ what: 'another field', has: watching(fields('t1', 'b')), wants: fields('t1', 'a') },
	])('but not with $what', ({ has, wants }) => {
		expect(watchesSame(has, { solutionId: 's1', kinds: both, filter: wants })).toBe(false);
	});
});
