import { describe, expect, it, vi } from 'vitest';

import { freshCursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import type { Drained } from '../../nodes/SmartSuite/trigger/drain.ts';
import { registration } from '../../nodes/SmartSuite/trigger/registration.ts';
import { orStored } from '../../nodes/SmartSuite/trigger/test-event.ts';
import { byMethod, callsOf, ok, status } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { fakeTrigger, listed, URL } from './fake-trigger.mts';
import { trigger } from './registration-setup.mts';

fakeTime();

const TEST_URL = 'https://n8n.example.com/webhook-test/changes';
const LISTENING = { mode: 'manual', activation: 'manual', url: TEST_URL } as const;
const AFTER_MS = 30_000;

describe('somebody who listens for a test event', () => {
	it('is offered stored events after half a minute, once', async () => {
		const node = trigger(LISTENING, []);
		await registration.create.call(node.inHook);
		await vi.advanceTimersByTimeAsync(AFTER_MS - 1);
		expect(node.ownPings).toEqual([]);
		await vi.advanceTimersByTimeAsync(10 * AFTER_MS);
		expect(node.ownPings).toEqual([[AFTER_MS, 'new 1']]);
	});

	it('is offered none once the listening has ended', async () => {
		const node = trigger(LISTENING, []);
		await registration.create.call(node.inHook);
		await registration.delete.call(node.inHook);
		await vi.advanceTimersByTimeAsync(10 * AFTER_MS);
		expect(node.ownPings).toEqual([]);
	});

	it('who begins anew has the whole time again', async () => {
		const node = trigger(LISTENING, []);
		await registration.create.call(node.inHook);
		await vi.advanceTimersByTimeAsync(AFTER_MS - 1);
		await registration.create.call(node.inHook);
		await vi.advanceTimersByTimeAsync(10 * AFTER_MS);
		expect(node.ownPings).toEqual([[2 * AFTER_MS - 1, 'new 1']]);
	});

	it('is the only one: publishing offers nothing', async () => {
		const node = trigger({ ...LISTENING, activation: 'activate' }, []);
		await registration.create.call(node.inHook);
		await vi.advanceTimersByTimeAsync(10 * AFTER_MS);
		expect(node.ownPings).toEqual([]);
	});
});

const nothing: Drained = { events: [], cursor: freshCursor('test', TEST_URL), hasMore: false };
const wish = { webhookId: 'test', wantsStored: true } as const;

/** A test of a node whose published webhook has stored so many events; n8n names its production URL. */
function test({ stored = 12, mode = 'manual', webhooks = [listed('published')] } = {}) {
	const event = (nth: number) => ({ event_id: `published.${nth}` });
	const react = byMethod({
		ListWebhooks: () => ok({ webhooks: [listed('test', TEST_URL), ...webhooks] }),
		ListEvents: ({ webhook_id }) =>
			webhook_id === 'published'
				? ok({ events: Array.from({ length: stored }, (_, nth) => event(nth)) })
				: status(404, { code: 'not_found' }),
	});
	return fakeTrigger(react, { mode, url: URL });
}

const idsOf = ({ events }: Drained) => events.map(({ eventId }) => eventId);

describe('the offer', () => {
	it('is the newest ten that the published webhook has stored', async () => {
		const offered = await orStored(test().inWebhook, wish, nothing);
		const newest = Array.from({ length: 10 }, (_, nth) => `published.${nth + 2}`);
		expect(idsOf(offered)).toEqual(newest);
		expect(offered).toMatchObject({ cursor: nothing.cursor, hasMore: false });
	});

	it('is nothing where the workflow is not published or its webhook has no events', async () => {
		const unpublished = test({ webhooks: [] });
		expect(await orStored(unpublished.inWebhook, wish, nothing)).toEqual(nothing);
		expect(await orStored(test({ stored: 0 }).inWebhook, wish, nothing)).toEqual(nothing);
	});

	it('never replaces what has changed', async () => {
		const fake = test();
		const [event] = (await orStored(fake.inWebhook, wish, nothing)).events;
		const changed = { ...nothing, events: event ? [event] : [] };
		const before = callsOf(fake).length;
		expect(await orStored(fake.inWebhook, wish, changed)).toBe(changed);
		expect(callsOf(fake).length).toBe(before);
	});

	it.each([
		['in production', 'webhook', wish],
		['at a ping of SmartSuite', 'manual', { webhookId: 'test' }],
	])('is not made %s', async (_, mode, ping) => {
		const fake = test({ mode });
		expect(await orStored(fake.inWebhook, ping, nothing)).toBe(nothing);
		expect(callsOf(fake)).toEqual([]);
	});

	it('is nothing, and says why in the log, where SmartSuite cannot be asked', async () => {
		const fake = fakeTrigger(() => status(400, { code: 'invalid_argument' }), { mode: 'manual' });
		expect(await orStored(fake.inWebhook, wish, nothing)).toEqual(nothing);
		expect(fake.warnings).toMatchObject([[expect.any(String), { webhookId: 'test' }]]);
	});
});
