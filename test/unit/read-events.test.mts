import { describe, expect, it } from 'vitest';

import { readEvents } from '../../nodes/SmartSuite/api/events.ts';
import { asked, ids, webhookWith } from './events-setup.mts';
import { byMethod, callsOf, fakeContext, ok } from './fake-context.mts';

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
			calls: [asked('', '120')],
		},
		{
			events: 70,
			from: '',
			limit: Infinity,
			ids: ids(0, 70),
			next: '70',
			calls: [asked('', '500'), asked('70', '500')],
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

	it.each([
		{ limit: 10, gives: 10, next: '', calls: [asked('', '10'), asked('', 'its choice')] },
		{ limit: 30, gives: 30, next: '30', calls: [asked('', '30'), asked('', 'its choice')] },
		{
			limit: 50,
			gives: 50,
			next: '30',
			calls: [asked('', '50'), asked('', 'its choice'), asked('30', 'its choice')],
		},
	])(
		'misses none where the server takes no page size, which is found out once: $limit',
		async ({ limit, gives, next, calls }) => {
			const fake = webhookWith(200, undefined, 0);
			expect(await read(fake, '', limit)).toEqual({
				ids: ids(0, gives),
				nextPageToken: next || undefined,
			});
			expect(callsOf(fake)).toEqual(calls);
		},
	);

	it('reads on in shorter pages than asked for', async () => {
		const fake = webhookWith(25, 10);
		expect(await read(fake, '', 20)).toEqual({ ids: ids(0, 20), nextPageToken: '20' });
	});

	it('keeps the token it came with when the last page has none', async () => {
		const fake = fakeContext(byMethod({ ListEvents: () => ok({ events: [{ event_id: 'w.0' }] }) }));
		expect(await read(fake, '7', 10)).toEqual({ ids: ['w.0'], nextPageToken: '7' });
	});
});
