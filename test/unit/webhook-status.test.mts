import { describe, expect, it } from 'vitest';

import { parseWebhook } from '../../nodes/SmartSuite/api/webhook.ts';
import { healthOf } from '../../nodes/SmartSuite/api/webhook-status.ts';
import * as documented from './documented.mts';
import { inCamelCase } from './spelling.mts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const IN_FIVE_DAYS = '2026-11-28T18:00:00Z';
const URL = 'https://n8n.example.com/webhook/changes';

const webhook = (system_status: unknown, notification_status: unknown) =>
	parseWebhook({ ...documented.webhook(), system_status, notification_status });
const until = (expires_at: string) => ({ enabled: { expires_at } });
const pings = { enabled: { url: URL } };
const off = { disabled: {} };

/** Only the enabled forms are documented (docs/internals/smartsuite.md section 1.8); others may come. */
describe('the health of a webhook', () => {
	it.each([
		{ is: 'on', system: until(IN_FIVE_DAYS), sends: pings, status: 'active', daysLeft: 5 },
		{ is: 'on, without a date', system: { enabled: {} }, sends: pings, status: 'active' },
		{ is: 'switched off', system: until(IN_FIVE_DAYS), sends: off, status: 'paused', daysLeft: 5 },
		{
			is: 'off in another word',
			system: until(IN_FIVE_DAYS),
			sends: { failed: {} },
			status: 'paused',
			daysLeft: 5,
		},
		{ is: 'disabled by the system', system: off, sends: pings, status: 'expired' },
		{
			is: 'expired by the system',
			system: { expired: { at: '2026' } },
			sends: pings,
			status: 'expired',
		},
		{ is: 'off twice', system: off, sends: off, status: 'expired' },
		{
			is: 'past its date',
			system: until('2026-11-23T11:59:59Z'),
			sends: pings,
			status: 'expired',
			daysLeft: 0,
		},
		{
			is: 'past its date and off',
			system: until('2026-11-01T00:00:00Z'),
			sends: off,
			status: 'expired',
			daysLeft: 0,
		},
		{
			is: 'in its last day',
			system: until('2026-11-24T11:59:59Z'),
			sends: pings,
			status: 'active',
			daysLeft: 0,
		},
		{
			is: 'a week from its date',
			system: until('2026-11-30T12:00:00Z'),
			sends: pings,
			status: 'active',
			daysLeft: 7,
		},
		{ is: 'on until something else', system: until('soon'), sends: pings, status: 'active' },
		{ is: 'silent about the system', system: {}, sends: pings, status: 'unknown' },
		{
			is: 'silent about pings',
			system: until(IN_FIVE_DAYS),
			sends: {},
			status: 'unknown',
			daysLeft: 5,
		},
		{ is: 'silent about pings, off', system: off, sends: undefined, status: 'expired' },
		{ is: 'silent about both', system: undefined, sends: undefined, status: 'unknown' },
	])('is $status when it $is', ({ system, sends, status, daysLeft }) => {
		const dates = 'enabled' in (system ?? {}) ? (system as ReturnType<typeof until>) : undefined;
		expect(healthOf(webhook(system, sends), NOW)).toEqual({
			status,
			expires_at: dates?.enabled.expires_at ?? null,
			days_left: daysLeft ?? null,
		});
	});

	it('is read in camelCase too', () => {
		const answer = inCamelCase({ ...documented.webhook(), system_status: until(IN_FIVE_DAYS) });
		expect(healthOf(parseWebhook(answer), NOW)).toEqual({
			status: 'active',
			expires_at: IN_FIVE_DAYS,
			days_left: 5,
		});
	});
});
