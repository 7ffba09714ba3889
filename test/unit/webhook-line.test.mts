import { describe, expect, it } from 'vitest';

import { parseWebhook } from '../../nodes/SmartSuite/api/webhook.ts';
import {
	describeWebhook,
	lifetimeOf,
	tableIdsOf,
} from '../../nodes/SmartSuite/api/webhook-line.ts';
import * as documented from './documented.mts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const NAMES = new Map([
	['t1', 'Tasks'],
	['t2', 'Contacts'],
	['t3', 'Deals'],
	['t4', 'Notes'],
]);

const on = { enabled: { url: 'https://n8n.example.com/' } };
const off = { disabled: {} };
const until = (expires_at: string) => ({ enabled: { expires_at } });
const IN_FIVE_DAYS = until('2026-11-28T18:00:00Z');

const webhook = (more: object) =>
	parseWebhook({
		...documented.webhook(),
		notification_status: on,
		system_status: IN_FIVE_DAYS,
		...more,
	});
const tables = (...application_ids: string[]) => ({ applications: { application_ids } });
const fields = (...field_ids: string[]) => ({ application: { application_id: 't1', field_ids } });

describe('a webhook in one line', () => {
	it.each([
		[['RECORD_CREATED'], 'created'],
		[['RECORD_CREATED', 'RECORD_UPDATED'], 'created, updated'],
		[[1, 3, 'RECORD_RESTORED'], 'created, deleted, restored'],
	])('names the kinds of change %j', (kinds, line) => {
		expect(describeWebhook(webhook({ kinds }), NAMES)).toBe(
			`${line} · whole solution · n8n.example.com`,
		);
	});

	it.each([
		[{ solution: {} }, 'whole solution', []],
		[{}, 'whole solution', []],
		[tables('t1'), 'Tasks', ['t1']],
		[tables('t1', 'gone'), 'Tasks, gone', ['t1', 'gone']],
		[tables('t1', 't2', 't3'), 'Tasks, Contacts, Deals', ['t1', 't2', 't3']],
		[tables('t1', 't2', 't3', 't4'), 'Tasks, Contacts, Deals and 1 more', ['t1', 't2', 't3', 't4']],
		[fields('status'), '1 field of Tasks', ['t1']],
		[fields('status', 'title'), '2 fields of Tasks', ['t1']],
		[{ application: { applicationId: 't2' } }, 'Contacts', ['t2']],
	])('names what it watches: %j', (filter, watched, ids) => {
		expect(describeWebhook(webhook({ filter }), NAMES)).toBe(
			`created · ${watched} · n8n.example.com`,
		);
		expect(tableIdsOf(webhook({ filter }))).toEqual(ids);
	});

	it.each([
		['https://hooks.example.com/webhook/0a1b/changes', 'hooks.example.com/webhook/0a1b/changes'],
		['http://ada:secret@127.0.0.1:5678/x/?token=secret#top', '127.0.0.1:5678/x'],
		['no address', 'no address'],
		[`https://example.com/${'x'.repeat(200)}`, `example.com/${'x'.repeat(108)}...`],
	])('names host and path of where it points: %s', (url, address) => {
		const notification_status = { enabled: { url } };
		expect(describeWebhook(webhook({ notification_status }), NAMES)).toBe(
			`created · whole solution · ${address}`,
		);
	});

	it('names no address of a webhook without one', () => {
		expect(describeWebhook(webhook({ notification_status: off }), NAMES)).toBe(
			'created · whole solution',
		);
	});

	it.each([
		[IN_FIVE_DAYS, on, 'expires in 5 days'],
		[until('2026-11-24T18:00:00Z'), on, 'expires in 1 day'],
		[until('2026-11-24T11:00:00Z'), on, 'expires within a day'],
		[until('2026-11-23T11:00:00Z'), on, 'expired'],
		[off, on, 'expired'],
		[{ enabled: {} }, on, 'active'],
		[IN_FIVE_DAYS, off, 'paused, expires in 5 days'],
		[IN_FIVE_DAYS, {}, 'unknown, expires in 5 days'],
		[{}, {}, 'unknown'],
	])('says how long it lives: %j %j', (system_status, notification_status, line) => {
		expect(lifetimeOf(webhook({ system_status, notification_status }), NOW)).toBe(line);
	});
});
