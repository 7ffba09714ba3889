import type { IDataObject } from 'n8n-workflow';
import { beforeEach, describe, expect, it, vi } from 'vitest';

import { freshCursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import type { Cursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import { readFrom } from '../../nodes/SmartSuite/trigger/read.ts';
import { byMethod, callsOf, ok, status } from './fake-context.mts';
import type { Reaction } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { fakeTrigger, URL } from './fake-trigger.mts';

const OLD_URL = 'https://old.example.com/webhook/changes';
const noon = '2026-11-23T12:00:00.000Z';

fakeTime();
beforeEach(() => void vi.setSystemTime(noon));

/** An event of the webhook, so many minutes after noon. */
const event = (webhookId: string, minute: number) => ({
	event_id: `${webhookId}.${minute}`,
	event_at: new Date(Date.parse(noon) + minute * 60_000).toISOString(),
});

type Shelf = Record<string, (pageToken: string) => Reaction>;

/** Reads from the cursor at a SmartSuite where the webhooks answer so, and again as long as there is more. */
async function read(cursor: Cursor, shelf: Shelf) {
	const { inWebhook, ...fake } = fakeTrigger(
		byMethod({
			ListEvents: (body) => {
				const { webhook_id, page_token } = body as { webhook_id: string; page_token: string };
				return shelf[webhook_id]?.(page_token) ?? status(404, { code: 'not_found' });
			},
		}),
	);
	const { events, ...rest } = await readFrom(inWebhook, cursor);
	const asked = callsOf(fake).map(([, body]) => body as IDataObject);
	return {
		ids: events.map(({ eventId }) => eventId),
		...rest,
		asked: asked.map(({ webhook_id, page_token }) => [webhook_id, page_token]),
	};
}

/** Where as many events came on one page before. */
const tried = (cursor: Cursor, fullest: number): Cursor => ({
	...cursor,
	pages: { size: 500, fullest },
});

const now = tried(freshCursor('now', URL), 2);
const refused = status(400, { code: 'invalid_argument', msg: 'page_token' });
const page = (webhookId: string, minutes: number[], next_page_token: string) =>
	ok({ events: minutes.map((minute) => event(webhookId, minute)), next_page_token });

describe('reading what is new', () => {
	it('goes on where the cursor stands', async () => {
		const shelf: Shelf = { now: (token) => page('now', token === '7' ? [1, 2] : [], '9') };
		expect(await read({ ...now, pageToken: '7' }, shelf)).toEqual({
			ids: ['now.1', 'now.2'],
			cursor: {
				...now,
				pageToken: '9',
				recentEventIds: ['now.1', 'now.2'],
				pages: { size: 500, fullest: 2, trustedAt: Date.parse(noon) },
				commits: 2,
			},
			hasMore: false,
			asked: [
				['now', '7'],
				['now', '9'],
			],
		});
	});

	it('begins at the oldest event where the token is refused, without what it had', async () => {
		const start = { ...now, pageToken: 'too old', recentEventIds: ['now.1'], commits: 3 };
		const shelf: Shelf = {
			now: (token) => (token === 'too old' ? refused : page('now', token ? [] : [1, 2], '9')),
		};
		const { ids, cursor, hasMore, failure } = await read(start, shelf);
		expect([ids, hasMore, failure]).toEqual([['now.2'], false, undefined]);
		expect(cursor).toMatchObject({ pageToken: '9', recentEventIds: ['now.1', 'now.2'] });
	});

	it.each([
		{
			what: 'the oldest event is refused, in pages of whatever size',
			pageToken: '',
			reaction: refused,
			kind: 'refused',
			calls: [
				['now', ''],
				['now', ''],
				['now', ''],
				['now', ''],
			],
		},
		{
			what: 'the webhook is gone',
			pageToken: '7',
			reaction: status(404, { code: 'not_found', msg: 'no' }),
			kind: 'missing',
			calls: [['now', '7']],
		},
	])('stays where it is where $what', async ({ pageToken, reaction, kind, calls }) => {
		const start = { ...now, pageToken, commits: 3 };
		const { ids, cursor, failure, asked } = await read(start, { now: () => reaction });
		expect([ids, cursor, asked]).toEqual([[], start, calls]);
		expect(failure).toMatchObject({ kind });
	});
});

describe('reading under a new URL', () => {
	const old = tried(freshCursor('old', OLD_URL), 5);
	const last: Cursor = { ...old, pageToken: '5', commits: 9, until: noon };
	const moved: Cursor = { ...now, previous: last };
	const nothingOld: Shelf = { now: (token) => page('now', token ? [] : [1, 2], '1') };
	const readNow = {
		...now,
		pageToken: '1',
		recentEventIds: ['now.1', 'now.2'],
		pages: { size: 500, fullest: 2, trustedAt: Date.parse(noon) },
		commits: 2,
	};

	it('begins with what the webhook at the old one holds from before, and has more', async () => {
		const shelf: Shelf = {
			...nothingOld,
			old: (token) => page('old', token === '5' ? [-2, -1, 0, 1, 2] : [], '9'),
		};
		const { asked, ...rest } = await read(moved, shelf);
		expect(rest).toEqual({
			ids: ['old.-2', 'old.-1', 'old.0'],
			cursor: { ...now, commits: 1 },
			hasMore: true,
		});
		expect(asked).toEqual([
			['old', '5'],
			['old', '9'],
		]);
		const { ids, cursor, hasMore } = await read(rest.cursor, shelf);
		expect([ids, cursor, hasMore]).toEqual([
			readNow.recentEventIds,
			{ ...readNow, commits: 3 },
			false,
		]);
	});

	it.each<{ what: string; old: Shelf }>([
		{ what: 'has nothing from before', old: { old: (token) => page('old', [], token) } },
		{
			what: 'has the same from then on',
			old: { old: (t) => page('old', t < '9' ? [1, 2] : [], '9') },
		},
		{ what: 'is gone', old: {} },
	])('is reading the new one at once where the old one $what', async ({ old }) => {
		const { ids, cursor, hasMore, failure } = await read(moved, { ...nothingOld, ...old });
		const expected = [readNow.recentEventIds, readNow, false, undefined];
		expect([ids, cursor, hasMore, failure]).toEqual(expected);
	});

	it('repeats a second rather than losing it where the date has no milliseconds', async () => {
		const previous = { ...last, until: '2026-11-23T12:00:00Z' };
		const shelf: Shelf = {
			...nothingOld,
			old: (token) => page('old', token === '5' ? [0, 0.9 / 60, 1.1 / 60] : [], '9'),
		};
		const { ids } = await read({ ...moved, previous }, shelf);
		expect(ids).toEqual(['old.0', `old.${0.9 / 60}`]);
	});

	it('keeps the old one in mind while it cannot be read to its end', async () => {
		const shelf: Shelf = {
			...nothingOld,
			old: (token) => (token === '5' ? page('old', [-2], '6') : status(400, 'no')),
		};
		const previous = tried(last, 1);
		const { ids, cursor, hasMore, failure } = await read({ ...moved, previous }, shelf);
		expect([ids, hasMore]).toEqual([['old.-2'], true]);
		expect(failure).toMatchObject({ kind: 'refused' });
		expect(cursor).toEqual({
			...now,
			commits: 1,
			previous: {
				...last,
				pageToken: '6',
				recentEventIds: ['old.-2'],
				pages: { size: 500, fullest: 1 },
				commits: 10,
			},
		});
	});
});
