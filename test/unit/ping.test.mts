import { describe, expect, it } from 'vitest';

import { parsePing } from '../../nodes/SmartSuite/trigger/ping.ts';
import * as documented from './documented.mts';

const ID = documented.ping().webhookId;

describe('a ping', () => {
	it.each<[string, unknown]>([
		['as documented', documented.ping()],
		[
			'with what is planned',
			{
				...documented.ping(),
				locator: { ...documented.ping().locator, applicationId: 't1', fieldIds: ['title'] },
				timestamp: '2026-11-23T12:00:00Z',
			},
		],
		['in snake_case', { webhook_id: ID, locator: { account_id: 'snbvtl79' } }],
		['with nothing else', { webhookId: ID }],
		['with a broken locator', { webhookId: ID, locator: 'nowhere' }],
	])('names its webhook %s', (_, body) => {
		expect(parsePing(body)).toEqual({ webhookId: ID });
	});

	it('may ask for stored events', () => {
		const own = { webhookId: ID, wantsStored: true };
		expect(parsePing(own)).toEqual(own);
		expect(parsePing({ ...own, wantsStored: 'yes' })).toEqual({ webhookId: ID });
	});

	it.each([
		[undefined],
		[null],
		[''],
		[ID],
		[42],
		[true],
		[[]],
		[[documented.ping()]],
		[{}],
		[{ webhookId: '' }],
		[{ webhookId: 'x'.repeat(101) }],
		[{ webhookId: null }],
		[{ webhookId: 42 }],
		[{ webhookId: [ID] }],
		[{ webhookId: { id: ID } }],
		[{ webhook: documented.ping() }],
		[{ WEBHOOKID: ID }],
	])('is none when it names no webhook: %j', (body) => {
		expect(parsePing(body)).toBeUndefined();
	});
});
