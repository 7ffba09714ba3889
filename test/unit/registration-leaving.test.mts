import type { WorkflowActivateMode } from 'n8n-workflow';
import { describe, expect, it, vi } from 'vitest';

import { commit, cursorOf } from '../../nodes/SmartSuite/trigger/cursor.ts';
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
	unpublished,
} from './registration-setup.mts';

fakeTimeUntilAllLeft();

describe('unpublishing', () => {
	it('lets the webhook leave in a moment', async () => {
		const node = trigger({ stored: cursor }, [listed('w1')]);
		expect(await registration.delete.call(node.inHook)).toBe(true);
		expect(node.staticData).toEqual({ leaving: 'w1', owner: node.owner });
		await vi.advanceTimersByTimeAsync(GRACE_MS - 1);
		expect(node.methods()).toEqual(['ListWebhooks']);
		await vi.advanceTimersByTimeAsync(1);
		expect(node.calls().slice(1)).toEqual([['DeleteWebhook', { webhook_id: 'w1' }]]);
		expect(cursorOf(node.inHook, 'w1')).toBeUndefined();
	});

	it('takes all webhooks of ours along, and no other', async () => {
		const elsewhere = listed('elsewhere', 'https://other.example.com/');
		const node = trigger({ stored: cursor }, [listed('twin'), elsewhere, paused('w1')]);
		await registration.delete.call(node.inHook);
		await vi.advanceTimersByTimeAsync(GRACE_MS);
		expect(node.ids()).toEqual(['elsewhere']);
	});

	it.each([
		{ when: 'after a test', stored: { ...cursor, isForTest: true as const } },
		{ when: 'when static data was wiped', stored: {} },
		{ when: 'when static data is of another node', stored: { ...cursor, owner: 'another' } },
	])('deletes the webhook at once $when', async ({ stored }) => {
		const node = trigger({ stored }, [listed('w1')]);
		expect(await registration.delete.call(node.inHook)).toBe(true);
		expect([node.methods(), node.staticData]).toEqual([['ListWebhooks', 'DeleteWebhook'], {}]);
		expect(vi.getTimerCount()).toBe(0);
	});

	it.each<{ activation: WorkflowActivateMode; leaves: string[] }>([
		{ activation: 'manual', leaves: [] },
		{ activation: 'activate', leaves: ['w1'] },
		{ activation: 'init', leaves: ['w1'] },
	])('knows what it was registered for: $activation', async ({ activation, leaves }) => {
		const node = trigger({ activation }, [listed('w1')]);
		await registration.create.call(node.inHook);
		expect(node.staticData.isForTest).toBe(activation === 'manual' || undefined);
		await registration.delete.call(node.inHook);
		expect(node.ids()).toEqual(leaves);
	});

	it('changes nothing where SmartSuite cannot say what there is', async () => {
		const react = { ListWebhooks: () => status(500) };
		const node = trigger({ stored: cursor }, [listed('w1')], react);
		await expect(registration.delete.call(node.inHook)).rejects.toThrow('could not answer');
		expect(node.staticData).toEqual({ ...cursor, owner: node.owner });
		expect(vi.getTimerCount()).toBe(0);
	});

	it('is done where the solution is gone', async () => {
		const react = { ListWebhooks: () => status(404, { code: 'not_found' }) };
		const node = trigger({ stored: cursor }, [], react);
		expect(await registration.delete.call(node.inHook)).toBe(true);
		expect(vi.getTimerCount()).toBe(0);
	});

	it('again, with static data wiped meanwhile, is still in a moment', async () => {
		const node = await unpublished({}, [listed('w1')]);
		delete node.staticData.leaving;
		expect(await registration.delete.call(node.inHook)).toBe(true);
		expect(node.staticData).toEqual({ leaving: 'w1', owner: node.owner });
		await vi.advanceTimersByTimeAsync(GRACE_AFTER_FAILURE_MS - 1);
		expect(node.ids()).toEqual(['w1']);
		await vi.advanceTimersByTimeAsync(1);
		expect(node.ids()).toEqual([]);
	});
});

describe('unpublishing a node whose static data is not what it was', () => {
	it.each([
		{ further: 'this process', committed: 4, stored: 3 },
		{ further: 'static data', committed: 3, stored: 4 },
	])('keeps the further cursor, that of $further', async ({ committed, stored }) => {
		const node = trigger({ stored: { ...cursor, commits: stored } }, [listed('w1')]);
		commit(node.inHook, { ...cursor, commits: committed });
		await registration.delete.call(node.inHook);
		expect(cursorOf(node.inHook, 'w1')).toEqual({ ...cursor, commits: 4 });
	});

	it('still lets the webhook leave in a moment where this process knows it', async () => {
		const node = trigger({}, [listed('twin'), listed('w1')]);
		commit(node.inHook, cursor);
		await registration.delete.call(node.inHook);
		expect(node.staticData).toEqual({ leaving: 'w1', owner: node.owner });
		expect(node.ids()).toEqual(['twin', 'w1']);
		await vi.advanceTimersByTimeAsync(GRACE_MS);
		expect(node.ids()).toEqual([]);
	});
});
