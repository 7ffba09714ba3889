import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { eventPages, listEvents, readEvents } from '../../nodes/SmartSuite/api/events.ts';
import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import * as documented from './documented.mts';
import { byMethod, callsOf, fakeContext, ok, status } from './fake-context.mts';
import { inCamelCase } from './spelling.mts';

const asked = (page_token: string, page_size = '50') => [
	'ListEvents',
	{ webhook_id: 'w', page_size, page_token },
];

/**
 * A webhook with so many events, whose tokens are counts of events read, as in the documents: also on
 * the last page. `pageLength` is how long the pages are whatever was asked for, `most` the largest page
 * size that is not refused.
 */
function webhookWith(count: number, pageLength?: number, most = Infinity) {
	const page = ({ page_size, page_token }: IDataObject) => {
		if (Number(page_size) > most)
			return status(400, { code: 'invalid_argument', msg: 'page_size' });
		const from = Number(page_token);
		const to = Math.min(count, from + (pageLength ?? Number(page_size)));
		const events = Array.from({ length: to - from }, (_, nth) => ({ event_id: `w.${from + nth}` }));
		return ok({ events, next_page_token: to > 0 ? String(to) : '' });
	};
	return fakeContext(byMethod({ ListEvents: page }));
}

const ids = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, nth) => `w.${from + nth}`);

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
		expect(await listEvents(fake.context, 'w', 'token', 1)).toEqual(page);
		expect(callsOf(fake)).toEqual([asked('token', '1')]);
	});
});

describe('the pages of events', () => {
	/** How long the pages are, and which page size the server is said to take. */
	async function pagesOf(fake: ReturnType<typeof webhookWith>, from?: string, pageSize?: number) {
		const pages: Array<[length: number, pageSize: number]> = [];
		for await (const page of eventPages(fake.context, 'w', from, pageSize)) {
			pages.push([page.items.length, page.pageSize]);
		}
		return pages;
	}

	it('are large and come one after the other until one is empty', async () => {
		const fake = webhookWith(210);
		expect(await pagesOf(fake, '5')).toEqual([
			[200, 200],
			[5, 200],
			[0, 200],
		]);
		expect(callsOf(fake)).toEqual([asked('5', '200'), asked('205', '200'), asked('210', '200')]);
	});

	it('are small where the server refuses large ones, which is found out once', async () => {
		const fake = webhookWith(60, undefined, 50);
		expect(await pagesOf(fake)).toEqual([
			[50, 50],
			[10, 50],
			[0, 50],
		]);
		expect(callsOf(fake)).toEqual([asked('', '200'), asked(''), asked('50'), asked('60')]);
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
			[100, 200],
			[50, 200],
			[0, 200],
		]);
	});

	it.each([
		{ what: 'refuses small ones too', code: 'invalid_argument', http: 400, calls: ['200', '50'] },
		{ what: 'does not know the webhook', code: 'not_found', http: 404, calls: ['200'] },
		{ what: 'refuses the credential', code: 'unauthenticated', http: 401, calls: ['200'] },
	])('are given up where the server $what', async ({ code, http, calls }) => {
		const refusal = () => status(http, { code, msg: 'no' });
		const fake = fakeContext(byMethod({ ListEvents: refusal }));
		await expect(pagesOf(fake)).rejects.toMatchObject({ httpCode: String(http) });
		expect(callsOf(fake)).toEqual(calls.map((pageSize) => asked('', pageSize)));
	});

	it('are given up where a small one was refused: the size is not why', async () => {
		const fake = webhookWith(20, undefined, 0);
		await expect(pagesOf(fake, '', 50)).rejects.toMatchObject({ kind: 'refused' });
		expect(callsOf(fake)).toEqual([asked('')]);
	});
});

describe('reading as many events as asked for', () => {
	const read = async (fake: ReturnType<typeof webhookWith>, from: string, limit: number) => {
		const { items, nextPageToken } = await readEvents(fake.context, 'w', from, limit);
		return { ids: items.map(({ eventId }) => eventId), nextPageToken };
	};

	it.each([
		{ events: 0, from: '', limit: 10, ids: [], next: undefined, calls: [asked('', '10')] },
		{ events: 9, from: '', limit: 3, ids: ids(0, 3), next: '3', calls: [asked('', '3')] },
		{ events: 9, from: '3', limit: 3, ids: ids(3, 6), next: '6', calls: [asked('3', '3')] },
		{ events: 9, from: '9', limit: 3, ids: [], next: '9', calls: [asked('9', '3')] },
		{
			events: 9,
			from: '6',
			limit: 5,
			ids: ids(6, 9),
			next: '9',
			calls: [asked('6', '5'), asked('9', '2')],
		},
		{
			events: 200,
			from: '',
			limit: 120,
			ids: ids(0, 120),
			next: '120',
			calls: [asked(''), asked('50'), asked('100', '20')],
		},
		{
			events: 70,
			from: '',
			limit: Infinity,
			ids: ids(0, 70),
			next: '70',
			calls: [asked(''), asked('50'), asked('70')],
		},
	])(
		'takes $limit of $events from "$from" on',
		async ({ events, from, limit, calls, ...gives }) => {
			const fake = webhookWith(events);
			expect(await read(fake, from, limit)).toEqual({
				ids: gives.ids,
				nextPageToken: gives.next,
			});
			expect(callsOf(fake)).toEqual(calls);
		},
	);

	it('misses none when pages are longer than asked for: the rest is read again', async () => {
		const fake = webhookWith(200, 50);
		expect(await read(fake, '', 70)).toEqual({ ids: ids(0, 70), nextPageToken: '50' });
		expect(await read(fake, '50', 50)).toEqual({ ids: ids(50, 100), nextPageToken: '100' });
		expect(await read(fake, '100', 10)).toEqual({ ids: ids(100, 110), nextPageToken: '100' });
	});

	it('reads on in shorter pages than asked for', async () => {
		const fake = webhookWith(25, 10);
		expect(await read(fake, '', 20)).toEqual({ ids: ids(0, 20), nextPageToken: '20' });
	});

	it('keeps the token it came with when the last page has none', async () => {
		const fake = fakeContext(byMethod({ ListEvents: () => ok({ events: [{ event_id: 'w.0' }] }) }));
		expect(await read(fake, '7', 10)).toEqual({ ids: ['w.0'], nextPageToken: '7' });
	});
});
