import * as fc from 'fast-check';
import type { IWebhookFunctions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';

import { parsePing, readPing } from '../../nodes/SmartSuite/trigger/ping.ts';
import { objectWith } from './arbitrary-json.mts';
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
		['as the data of a CloudEvent', { id: 'x', type: 'changed', data: documented.ping() }],
		['as JSON in the data', { id: 'x', data: JSON.stringify(documented.ping()) }],
		['before its data', { webhookId: ID, data: { webhookId: 'another' } }],
		['as JSON', JSON.stringify(documented.ping())],
		['as a form', `webhookId=${ID}&locator=x`],
		['as a form in snake_case', `webhook_id=${ID}`],
		['as the fields of a form', { webhookId: ID, 'locator[accountId]': 'x' }],
		['as JSON that was read as a form', { [JSON.stringify(documented.ping())]: '' }],
		['as JSON with = that was read as a form', { '{"a":"b': `c","webhookId":"${ID}"}` }],
	])('names its webhook %s', (_, body) => {
		expect(parsePing(body)).toEqual({ webhookId: ID });
	});

	// n8n leaves application/cloudevents+json unread, so such a body comes as text.
	it('names its webhook as the JSON of a CloudEvent', () => {
		const event = JSON.stringify({ id: 'x', data: documented.ping() });
		expect(parsePing(event)).toEqual({ webhookId: ID });
	});

	it.each(['isOwn', 'keepsPlace', 'wantsStored'])('of our own may say %s', (flag) => {
		expect(parsePing({ webhookId: ID, [flag]: true })).toEqual({ webhookId: ID, [flag]: true });
		for (const other of ['true', 1, {}, false, null]) {
			expect(parsePing({ webhookId: ID, [flag]: other })).toEqual({ webhookId: ID });
		}
	});

	it('of our own may say which look it is', () => {
		const look = { webhookId: ID, isOwn: true, looks: 2 };
		expect(parsePing(look)).toEqual(look);
		expect(parsePing({ webhookId: ID, looks: 2 })).toEqual({ webhookId: ID });
		expect(parsePing({ ...look, looks: 'two' })).toEqual({ webhookId: ID, isOwn: true });
	});

	it('of our own may be about whatever webhook there is', () => {
		expect(parsePing({ webhookId: '', isOwn: true })).toEqual({ webhookId: '', isOwn: true });
		expect(parsePing({ webhookId: '', isOwn: 'true' })).toBeUndefined();
	});

	it('names a webhook with an id of up to 100 characters', () => {
		const webhookId = 'x'.repeat(100);
		expect(parsePing({ webhookId })).toEqual({ webhookId });
	});

	it('names its webhook whatever else it says, and however it is wrapped', () => {
		const ids = fc.string({ minLength: 1, maxLength: 100, unit: 'binary' });
		const more = objectWith({}, 'locator', 'timestamp', 'events');
		const names = fc.property(ids, more, (webhookId, others) => {
			const ping = { ...others, webhookId };
			const text = JSON.stringify(ping);
			const form = new URLSearchParams({ webhookId }).toString();
			const wrapped = [ping, { data: ping }, { data: text }, { [text]: '' }, text];
			for (const body of [...wrapped, encodeURIComponent(text), form]) {
				expect(parsePing(body)?.webhookId).toBe(webhookId);
			}
		});
		fc.assert(names, { numRuns: 1_000 });
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
		[{ data: { data: documented.ping() } }],
		[{ data: [ID] }],
		['webhookId='],
		['null'],
		[`"${ID}"`],
		['{"webhookId":'],
		[{ '{"webhookId":': '' }],
		[{ WEBHOOKID: ID }],
	])('is none when it names no webhook: %j', (body) => {
		expect(parsePing(body)).toBeUndefined();
	});
});

describe('a request', () => {
	/** What n8n gives of one, and what it left unread. */
	const request = (body: unknown, unread?: string, fails = false) => {
		const sent: { rawBody?: Buffer; readRawBody: () => Promise<void> } = {
			readRawBody: async () => {
				if (fails) throw new Error('aborted');
				if (unread !== undefined) sent.rawBody = Buffer.from(unread);
				await Promise.resolve();
			},
		};
		const context = { getBodyData: () => body, getRequestObject: () => sent };
		return context as unknown as IWebhookFunctions;
	};

	it('is the ping in its body', async () => {
		const other = JSON.stringify({ webhookId: 'another' });
		expect(await readPing(request(documented.ping(), other))).toEqual({ webhookId: ID });
	});

	it('is the ping in a body that n8n leaves unread', async () => {
		const text = JSON.stringify(documented.ping());
		expect(await readPing(request({}, text))).toEqual({ webhookId: ID });
		expect(await readPing(request({}, `webhookId=${ID}`))).toEqual({ webhookId: ID });
	});

	it.each([
		['without a body', {}, undefined],
		['that is no text', {}, '\u0000\ufffd'],
		['that names none', { webhook: 'x' }, '{"webhook":"x"}'],
		['that is longer than any ping', {}, `{"x":"${'x'.repeat(100_000)}","webhookId":"${ID}"}`],
	])('%s names no webhook', async (_, body, unread) => {
		expect(await readPing(request(body, unread))).toEqual({ webhookId: '' });
	});

	it('that breaks off names no webhook', async () => {
		expect(await readPing(request({}, undefined, true))).toEqual({ webhookId: '' });
		const old = { getBodyData: () => ({}), getRequestObject: () => ({}) };
		expect(await readPing(old as unknown as IWebhookFunctions)).toEqual({ webhookId: '' });
	});
});
