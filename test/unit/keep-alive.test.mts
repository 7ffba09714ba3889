import { describe, expect, it, vi } from 'vitest';

import { byMethod, ok, status } from './fake-context.mts';
import type { React } from './fake-context.mts';
import { fakeTime } from './fake-time.mts';
import { listed, URL } from './fake-trigger.mts';
import type { TriggerSituation } from './fake-trigger.mts';
import { AFTER_START_MS, FIRST_PING_MS, known, started } from './keep-alive-setup.mts';

fakeTime();

describe('the keep-alive as time goes by', () => {
	it.each([1, 2, 24, 100, 144])('comes every %i hours', async (hours) => {
		const { hour, sent } = started({ parameters: { 'options.keepAliveHours': hours } });
		const beats: number[] = [];
		for (let nth = 1; nth <= 3 * hours; nth++) {
			const before = sent.length;
			await hour();
			if (sent.length > before) beats.push(nth);
		}
		const [first = NaN] = beats;
		expect(beats).toEqual([first, first + hours, first + 2 * hours]);
		expect(first).toBeLessThanOrEqual(hours);
	});

	it('comes every day when nothing else was said', async () => {
		const { hour, sent } = started();
		for (let nth = 0; nth < 48; nth++) await hour();
		expect(sent).toHaveLength(2);
	});

	it('comes each hour at a time of its own, which stays the same', () => {
		const expressionOf = (workflowId: string) => started({ workflowId }).crons[0]?.expression ?? '';
		const ids = Array.from({ length: 100 }, (_, nth) => `one of a hundred ${nth}`);
		const expressions = ids.map(expressionOf);
		for (const expression of expressions) {
			expect(expression).toMatch(/^[1-5]?\d [1-5]?\d \* \* \* \*$/);
		}
		expect(new Set(expressions).size).toBeGreaterThan(90);
		expect(ids.map(expressionOf)).toEqual(expressions);
	});

	/** A trigger whose keep-alive comes each hour, some time after its start. */
	async function running(react?: React, situation: TriggerSituation = {}) {
		const parameters = { 'options.keepAliveHours': 1 };
		const trigger = started({ parameters, ...situation }, react);
		await vi.advanceTimersByTimeAsync(AFTER_START_MS);
		trigger.ownPings.length = 0;
		trigger.warnings.length = 0;
		trigger.sent.length = 0;
		return trigger;
	}

	it('makes sure of the webhook and pings the own URL', async () => {
		const { hour, methods, ownPings, warnings } = await running();
		await hour();
		expect(methods()).toEqual(['ListWebhooks']);
		expect(ownPings).toEqual([[expect.any(Number), 'w1']]);
		expect(warnings).toEqual([]);
	});

	it.each([
		{
			was: 'deleted',
			webhooks: [],
			methods: ['ListWebhooks', 'CreateWebhook'],
			webhookId: 'w2',
		},
		{
			was: 'paused',
			webhooks: [{ ...listed('w1'), notification_status: { disabled: {} } }],
			methods: ['ListWebhooks', 'UpdateWebhook'],
			webhookId: 'w1',
		},
		{
			was: 'pointed elsewhere',
			webhooks: [listed('w1', `${URL}/other`)],
			methods: ['ListWebhooks', 'CreateWebhook'],
			webhookId: 'w2',
		},
	])('heals a webhook that was $was, and pings for it', async ({ webhooks, ...expected }) => {
		const react = byMethod({
			ListWebhooks: () => ok({ webhooks }),
			CreateWebhook: () => ok({ webhook: listed('w2') }),
			UpdateWebhook: () => ok({ webhook: listed('w1') }),
		});
		const { hour, methods, ownPings } = await running(react);
		await hour();
		expect(methods()).toEqual(expected.methods);
		expect(ownPings).toEqual([[expect.any(Number), expected.webhookId]]);
	});

	it('keeps what it healed alive itself where n8n cannot reach its own URL', async () => {
		const react = byMethod({
			ListWebhooks: () => ok({ webhooks: [] }),
			CreateWebhook: () => ok({ webhook: listed('w2') }),
			ListEvents: () => ok({}),
		});
		const { hour, sent } = await running(react, { ownUrl: () => status(404) });
		await hour();
		expect(sent.at(-1)).toMatchObject({ body: { webhook_id: 'w2', page_size: '1' } });
	});

	it('says why it could not make sure of the webhook, pings all the same, and tries again', async () => {
		let answer = status(401, { code: 'unauthenticated', msg: 'no' });
		const { hour, methods, ownPings, warnings } = await running(
			byMethod({ ListWebhooks: () => answer }),
		);
		await hour();
		// The drain keeps alive what is there, and shows what only a person can mend.
		expect(ownPings).toEqual([[expect.any(Number), 'w1']]);
		expect(warnings).toEqual([
			[
				expect.stringMatching(/^SmartSuite Trigger cannot renew its webhook: ./),
				expect.objectContaining({ webhookId: 'w1' }),
			],
		]);
		answer = ok({ webhooks: [listed('w1')] });
		await hour();
		expect(methods()).toEqual(['ListWebhooks', 'ListWebhooks']);
		expect(ownPings).toHaveLength(2);
	});
});

describe('the keep-alive', () => {
	it.each([
		{ when: 'switched off', situation: { parameters: { 'options.keepAliveHours': 0 } } },
		{ when: 'set to nonsense', situation: { parameters: { 'options.keepAliveHours': 'x' } } },
		{ when: 'testing in the editor', situation: { mode: 'manual' } },
	])('does nothing when $when', async ({ situation }) => {
		const { response, crons, ownPings, sent } = started(situation);
		await vi.advanceTimersByTimeAsync(AFTER_START_MS);
		expect([response, crons, ownPings, sent]).toEqual([{}, [], [], []]);
		expect(vi.getTimerCount()).toBe(0);
	});

	it('stops with the workflow, whatever it waits for', async () => {
		const { response, ownPings, sent, warnings, hour } = started({
			ownUrl: () => status(404),
			parameters: { 'options.keepAliveHours': 1 },
		});
		await vi.advanceTimersByTimeAsync(FIRST_PING_MS);
		const pings = ownPings.length;
		expect(pings).toBeGreaterThan(0);
		await response.closeFunction?.();
		expect(vi.getTimerCount()).toBe(0);
		await hour();
		expect([ownPings.length, sent, warnings]).toEqual([pings, [], []]);
	});

	it('stops with the workflow also before its first ping', async () => {
		const { response, ownPings, sent } = started();
		await response.closeFunction?.();
		await vi.advanceTimersByTimeAsync(AFTER_START_MS);
		expect([ownPings, sent]).toEqual([[], []]);
	});

	it('only reads static data: what n8n gives it is a copy', async () => {
		const react = byMethod({
			ListWebhooks: () => ok({ webhooks: [] }),
			CreateWebhook: () => ok({ webhook: listed('w2') }),
		});
		const parameters = { 'options.keepAliveHours': 1 };
		const { staticData, owner, hour, ownPings } = started({ parameters }, react);
		Object.freeze(staticData);
		await hour();
		await hour();
		expect(ownPings.length).toBeGreaterThan(1);
		expect(staticData).toEqual({ owner, ...known });
	});
});
