import type { WorkflowActivateMode } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';

import { cursorOf } from '../../nodes/SmartSuite/trigger/cursor.ts';
import { GRACE_AFTER_FAILURE_MS } from '../../nodes/SmartSuite/trigger/departure.ts';
import { registration } from '../../nodes/SmartSuite/trigger/registration.ts';
import { status } from './fake-context.mts';
import { listed } from './fake-trigger.mts';
import {
	cursor,
	fakeTimeUntilAllLeft,
	GRACE_MS,
	paused,
	trigger,
	unmoved,
	unpublished,
	watchingElse,
} from './registration-setup.mts';

fakeTimeUntilAllLeft();

describe('publishing again within five seconds', () => {
	it('goes on with the webhook as if nothing had been', async () => {
		const node = await unpublished({}, [listed('w1')]);
		expect(await registration.checkExists.call(node.inHook)).toBe(true);
		expect(node.staticData).toEqual({ ...cursor, owner: node.owner });
		await vi.advanceTimersByTimeAsync(60_000);
		expect(node.methods()).toEqual(['ListWebhooks']);
	});

	it.each([
		{ was: 'with other settings', webhook: watchingElse('w1') },
		{ was: 'after a pause', webhook: paused('w1') },
	])('goes on with the webhook $was', async ({ webhook }) => {
		const node = await unpublished({}, [webhook]);
		expect(await registration.checkExists.call(node.inHook)).toBe(false);
		expect(await registration.create.call(node.inHook)).toBe(true);
		expect(node.shelf).toEqual([listed('w1')]);
		expect(node.staticData).toEqual({ ...cursor, owner: node.owner });
		await vi.advanceTimersByTimeAsync(60_000);
		expect(node.methods()).toEqual(['ListWebhooks', 'ListWebhooks', 'UpdateWebhook']);
	});

	it('lets the webhook leave where it is another one that is wanted', async () => {
		// A solution that was chosen instead has none of ours.
		const node = await unpublished({}, [listed('w1')]);
		const [old] = node.shelf.splice(0);
		expect(await registration.create.call(node.inHook)).toBe(true);
		expect(node.staticData).toMatchObject({ ...unmoved, webhookId: 'new 1' });
		// A ping of the old one is not ours from now on.
		expect(cursorOf(node.inHook, 'w1')).toBeUndefined();
		node.shelf.push({ ...old });
		await vi.advanceTimersByTimeAsync(GRACE_MS);
		expect(node.ids()).toEqual(['new 1']);
	});

	it.each(['checkExists', 'create'] as const)(
		'lets the webhook leave all the same where %s fails',
		async (hook) => {
			const webhooks = [watchingElse('w1')];
			const react = { UpdateWebhook: () => status(500) };
			const node = await unpublished({}, webhooks, react);
			await registration[hook].call(node.inHook).catch(() => {});
			expect(node.staticData).toEqual({ leaving: 'w1', owner: node.owner });
			await vi.advanceTimersByTimeAsync(GRACE_AFTER_FAILURE_MS - 1);
			expect(node.ids()).toEqual(['w1']);
			await vi.advanceTimersByTimeAsync(1);
			expect(node.ids()).toEqual([]);
		},
	);
});

describe('a webhook that another process is about to delete', () => {
	it.each([listed('w1'), watchingElse('w1'), paused('w1')])('is replaced (%#)', async (webhook) => {
		const situation = { stored: { leaving: 'w1' }, activation: 'update' as const };
		const node = trigger(situation, [webhook]);
		expect(await registration.checkExists.call(node.inHook)).toBe(false);
		expect(node.staticData).toEqual({ leaving: 'w1', owner: node.owner });
		expect(await registration.create.call(node.inHook)).toBe(true);
		expect(node.methods().slice(1)).toEqual(['ListWebhooks', 'DeleteWebhook', 'CreateWebhook']);
		expect(node.staticData).toMatchObject({ ...unmoved, webhookId: 'new 1' });
		expect(node.staticData).not.toHaveProperty('previous');
	});

	it.each<WorkflowActivateMode>(['init', 'leadershipChange'])(
		'is not, where n8n takes over a workflow that runs: %s',
		async (activation) => {
			const node = trigger({ stored: { leaving: 'w1' }, activation }, [listed('w1')]);
			expect(await registration.checkExists.call(node.inHook)).toBe(true);
			expect(node.staticData).toEqual({ ...unmoved, owner: node.owner });
		},
	);

	it('is not taken for ours for the word of another node', async () => {
		const stored = { leaving: 'w1', owner: 'another node' };
		const node = trigger({ stored, activation: 'update' }, [listed('w1')]);
		expect(await registration.checkExists.call(node.inHook)).toBe(true);
		expect(node.staticData).toEqual({ ...unmoved, owner: node.owner });
	});
});
