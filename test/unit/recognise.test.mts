import { describe, expect, it, vi } from 'vitest';

import { commit, freshCursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import { recognise } from '../../nodes/SmartSuite/trigger/recognise.ts';
import * as documented from './documented.mts';
import { byMethod, callsOf, networkFailure, ok, status } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { fakeTrigger, listed, SOLUTION, URL } from './fake-trigger.mts';

fakeTime();

const known = { ...freshCursor('known', URL), pageToken: '7', commits: 3 };
const inquiry = ['ListWebhooks', { solution_id: SOLUTION, page_size: '50', page_token: '' }];

/** SmartSuite with these webhooks that point at our URL, and one that points elsewhere. */
const smartSuiteWith = (ownIds: string[]) =>
	byMethod({
		ListWebhooks: () => {
			const own = ownIds.map((id) => listed(id));
			return ok({ webhooks: [listed('elsewhere', `${URL}/other`), ...own] });
		},
	});

/** A trigger, and whose webhooks it takes these to be, one after the other. */
function trigger(...[react, situation]: Parameters<typeof fakeTrigger>) {
	const fake = fakeTrigger(react, situation);
	const whose = async (...ids: string[]) => {
		const found: unknown[] = [];
		for (const id of ids) found.push(await recognise(fake.inWebhook, id));
		return found;
	};
	return { fake, whose, calls: () => callsOf(fake) };
}

describe('a webhook that this node knows', () => {
	it('is ours without a call', async () => {
		const { whose, calls } = trigger(smartSuiteWith([]), { stored: known });
		expect(await whose('known')).toEqual([known]);
		expect(calls()).toEqual([]);
	});

	it('is ours without a call also when n8n wiped static data', async () => {
		const { fake, whose, calls } = trigger(smartSuiteWith([]), { stored: known });
		commit(fake.inWebhook, known);
		for (const key of Object.keys(fake.staticData)) delete fake.staticData[key];
		expect(await whose('known')).toEqual([known]);
		expect(calls()).toEqual([]);
	});
});

describe('a webhook that this node does not know', () => {
	it('is ours when it is the first that points at our URL, so that no change counts twice', async () => {
		const { whose, calls } = trigger(smartSuiteWith(['new', 'newer']));
		expect(await whose('newer', 'new')).toEqual(['foreign', freshCursor('new', URL)]);
		expect(calls()).toEqual([inquiry]);
	});

	it('is ours in place of the one that was known, which is read to its end first', async () => {
		const { fake, whose } = trigger(smartSuiteWith(['new']), { stored: known });
		const previous = { ...known, until: documented.webhook().created_at.at };
		expect(await whose('new')).toEqual([{ ...freshCursor('new', URL), previous }]);
		expect(fake.staticData).toEqual({ ...known, owner: fake.owner });
	});

	it('is foreign where one that is known points at our URL too', async () => {
		const { whose } = trigger(smartSuiteWith(['new', 'known']), { stored: known });
		expect(await whose('new', 'known')).toEqual(['foreign', known]);
	});

	it('is foreign when it does not, or SmartSuite has none of that id', async () => {
		const first = trigger(smartSuiteWith(['new']));
		expect(await first.whose('elsewhere')).toEqual(['foreign']);
		const second = trigger(smartSuiteWith(['new']));
		expect(await second.whose('made up', 'made up', 'made up')).toEqual(Array(3).fill('foreign'));
		expect(second.calls()).toEqual([inquiry]);
	});

	it('costs one call a minute, however many come at once', async () => {
		const { fake, calls } = trigger(smartSuiteWith(['new']));
		const flood = Array.from({ length: 500 }, (_, nth) => `flood ${nth}`);
		const found = await Promise.all(flood.map((id) => recognise(fake.inWebhook, id)));
		expect(found).toEqual(flood.map(() => 'foreign'));
		expect(calls()).toEqual([inquiry]);
	});

	it('is not called foreign on the strength of an answer that is older than its ping', async () => {
		const ownIds = ['old'];
		const { whose, calls } = trigger(smartSuiteWith(ownIds));
		expect(await whose('flood')).toEqual(['foreign']);
		ownIds.unshift('new');
		await vi.advanceTimersByTimeAsync(59_999);
		expect(await whose('new', 'flood', 'old')).toEqual([
			'unsure',
			'foreign',
			freshCursor('old', URL),
		]);
		expect(calls()).toEqual([inquiry]);
		await vi.advanceTimersByTimeAsync(1);
		expect(await whose('new')).toEqual([freshCursor('new', URL)]);
		expect(calls()).toEqual([inquiry, inquiry]);
	});

	it('is remembered as foreign only among a thousand others', async () => {
		const { fake, whose } = trigger(smartSuiteWith([]));
		const flood = Array.from({ length: 1_001 }, (_, nth) => `flood ${nth}`);
		await Promise.all(flood.map((id) => recognise(fake.inWebhook, id)));
		expect(await whose('flood 0', 'flood 999', 'flood 1000')).toEqual([
			'foreign',
			'foreign',
			'unsure',
		]);
	});

	it('is asked about by each node for itself', async () => {
		const one = trigger(smartSuiteWith([]));
		const other = trigger(smartSuiteWith(['new']));
		expect(await one.whose('new')).toEqual(['foreign']);
		expect(await other.whose('new')).toEqual([freshCursor('new', URL)]);
	});

	it('is asked about again after a minute when SmartSuite did not tell', async () => {
		let answer = status(401, { code: 'unauthenticated', msg: 'no' });
		const { whose, calls } = trigger(byMethod({ ListWebhooks: () => answer }));
		await expect(whose('new')).rejects.toMatchObject({ kind: 'credential' });
		answer = ok({ webhooks: [listed('new')] });
		await vi.advanceTimersByTimeAsync(59_999);
		await expect(whose('new')).rejects.toMatchObject({ kind: 'credential' });
		expect(calls()).toEqual([inquiry]);
		await vi.advanceTimersByTimeAsync(1);
		expect(await whose('new')).toEqual([freshCursor('new', URL)]);
		expect(calls()).toEqual([inquiry, inquiry]);
	});
});

describe('an inquiry that fails', () => {
	it.each([
		{ answer: status(503), kind: 'unavailable' },
		{ answer: status(429), kind: 'throttled' },
		{ answer: networkFailure('ECONNRESET'), kind: 'unreachable' },
	])('has no ping wait for a second try: $kind', async ({ answer, kind }) => {
		const { whose, calls } = trigger(() => answer);
		const askedAt = Date.now();
		await expect(whose('new')).rejects.toMatchObject({ kind });
		expect([calls(), Date.now()]).toEqual([[inquiry], askedAt]);
	});

	it('is told in one line of the log, however many pings come of it', async () => {
		const { fake } = trigger(byMethod({ ListWebhooks: () => status(503) }));
		const workflowId = fake.inWebhook.getWorkflow().id;
		const flood = Array.from({ length: 50 }, (_, nth) => `flood ${nth}`);
		const ping = async (id: string) => await recognise(fake.inWebhook, id).catch(() => 'failed');
		expect(await Promise.all(flood.map(ping))).toEqual(flood.map(() => 'failed'));
		await Promise.all(flood.map(ping));
		const line = expect.stringMatching(
			/^SmartSuite Trigger could not read events: SmartSuite could not answer \(HTTP 503\)\. ./,
		) as unknown;
		const first = [line, { workflowId, webhookId: 'flood 0' }];
		expect(fake.warnings).toEqual([first]);
		await vi.advanceTimersByTimeAsync(60_000);
		await ping('flood 7');
		expect(fake.warnings).toEqual([first, [line, { workflowId, webhookId: 'flood 7' }]]);
	});
});

describe('a test in the editor', () => {
	it('knows its webhook from the start, and asks about no other', async () => {
		const { whose, calls } = trigger(smartSuiteWith(['new']), { mode: 'manual', stored: known });
		expect(await whose('known', 'new')).toEqual([known, 'foreign']);
		expect(calls()).toEqual([]);
	});
});
