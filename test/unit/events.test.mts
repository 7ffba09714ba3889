import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { eventPages, listEvents } from '../../nodes/SmartSuite/api/events.ts';
import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import * as documented from './documented.mts';
import { asked, ITS_CHOICE, webhookWith } from './events-setup.mts';
import { byMethod, callsOf, fakeContext, ok, status } from './fake-context.mts';
import { inCamelCase } from './spelling.mts';

describe('ListEvents', () => {
	it.each([
		{ answer: documented.listEventsAnswer() },
		{ answer: inCamelCase(documented.listEventsAnswer(), 'data', 'ctx') as IDataObject },
	])('is read as documented, in either spelling (%#)', async ({ answer }) => {
		const fake = fakeContext(byMethod({ ListEvents: () => ok(answer) }));
		const { items, nextPageToken } = await listEvents(fake.context, 'w');
		expect(items.map(({ simplified }) => simplified)).toEqual([
			parseEvent(documented.event()).simplified,
		]);
		expect(items.map(({ raw }) => raw)).toEqual(answer.events);
		expect(nextPageToken).toBe('8991625');
		expect(callsOf(fake)).toEqual([asked('')]);
	});

	it.each([
		{ answer: {}, page: { items: [], nextPageToken: undefined } },
		{ answer: { events: [], next_page_token: '' }, page: { items: [], nextPageToken: undefined } },
		{ answer: { next_page_token: '12' }, page: { items: [], nextPageToken: '12' } },
		{ answer: { next_page_token: 12 }, page: { items: [], nextPageToken: '12' } },
		{ answer: { events: null }, page: { items: [], nextPageToken: undefined } },
	])('may be empty in many ways: $answer', async ({ answer, page }) => {
		const fake = fakeContext(byMethod({ ListEvents: () => ok(answer) }));
		expect(await listEvents(fake.context, 'w', { pageToken: 'token', pageSize: 1 })).toEqual(page);
		expect(callsOf(fake)).toEqual([asked('token', '1')]);
	});
});

describe('the pages of events', () => {
	/** How long the pages are, and which page size the server is said to take. */
	async function pagesOf(fake: ReturnType<typeof webhookWith>, from?: string, pageSize?: number) {
		const pages: Array<[length: number, pageSize: number]> = [];
		for await (const page of eventPages(fake.context, 'w', from, { pageSize })) {
			pages.push([page.items.length, page.pageSize]);
		}
		return pages;
	}

	it('are large and come one after the other until one is empty', async () => {
		const fake = webhookWith(510);
		expect(await pagesOf(fake, '5')).toEqual([
			[500, 500],
			[5, 500],
			[0, 500],
		]);
		expect(callsOf(fake)).toEqual([asked('5', '500'), asked('505', '500'), asked('510', '500')]);
	});

	it('are small where the server refuses large ones, which is found out once', async () => {
		const fake = webhookWith(60, undefined, 50);
		expect(await pagesOf(fake)).toEqual([
			[50, 50],
			[10, 50],
			[0, 50],
		]);
		const refused = [asked('', '500'), asked('', '200')];
		expect(callsOf(fake)).toEqual([...refused, asked(''), asked('50'), asked('60')]);
	});

	it('are small from the start where large ones were refused before', async () => {
		const fake = webhookWith(20, undefined, 50);
		expect(await pagesOf(fake, '', 50)).toEqual([
			[20, 50],
			[0, 50],
		]);
		expect(callsOf(fake)).toEqual([asked(''), asked('20')]);
	});

	it('are short where the server caps them', async () => {
		const fake = webhookWith(150, 100);
		expect(await pagesOf(fake)).toEqual([
			[100, 500],
			[50, 500],
			[0, 500],
		]);
	});

	it.each([
		{
			what: 'refuses whatever size',
			code: 'invalid_argument',
			http: 400,
			calls: ['500', '200', '50', 'its choice'],
		},
		{ what: 'does not know the webhook', code: 'not_found', http: 404, calls: ['500'] },
		{ what: 'refuses the credential', code: 'unauthenticated', http: 401, calls: ['500'] },
	])('are given up where the server $what', async ({ code, http, calls }) => {
		const refusal = () => status(http, { code, msg: 'no' });
		const fake = fakeContext(byMethod({ ListEvents: refusal }));
		await expect(pagesOf(fake)).rejects.toMatchObject({ httpCode: String(http) });
		expect(callsOf(fake)).toEqual(calls.map((pageSize) => asked('', pageSize)));
	});

	it.each([
		{ refused: 'before', pageSize: 0, calls: [] },
		{ refused: 'only now', pageSize: 50, calls: [asked('')] },
	])(
		'are as long as the server chooses where it refuses small ones too, found out $refused',
		async ({ pageSize, calls }) => {
			const fake = webhookWith(40, undefined, 0);
			expect(await pagesOf(fake, '', pageSize)).toEqual([
				[ITS_CHOICE, 0],
				[10, 0],
				[0, 0],
			]);
			const choices = ['', '30', '40'].map((token) => asked(token, 'its choice'));
			expect(callsOf(fake)).toEqual([...calls, ...choices]);
		},
	);
});
