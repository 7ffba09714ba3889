import * as fc from 'fast-check';
import type { IDataObject } from 'n8n-workflow';
import { describe, it } from 'vitest';

import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import { asObject, listIn } from '../../nodes/SmartSuite/api/shape.ts';
import {
	describeWebhook,
	lifetimeOf,
	tableIdsOf,
} from '../../nodes/SmartSuite/api/webhook-line.ts';
import { healthOf } from '../../nodes/SmartSuite/api/webhook-status.ts';
import { notificationUrl, parseWebhook } from '../../nodes/SmartSuite/api/webhook.ts';
import { nextPageTokenIn } from '../../nodes/SmartSuite/api/webhooks.ts';
import { parsePing } from '../../nodes/SmartSuite/trigger/ping.ts';
import {
	CASES,
	checkPrototypes,
	isPlain,
	isText,
	isTexts,
	jsonWith,
	objectWith,
	own,
	TIME_OUT_MS,
} from './arbitrary-json.mts';
import * as documented from './documented.mts';

/** Holds for as many cases as there have to be, none of which changes a prototype. */
function holds<Case>(
	cases: fc.Arbitrary<Case>,
	property: (one: Case) => boolean,
	numRuns = CASES,
): void {
	const check = (one: Case) => {
		const isSo = property(one);
		checkPrototypes();
		return isSo;
	};
	fc.assert(fc.property(cases, check), { numRuns });
}

/** Whether every own property is there as it was, but for those that have another place. */
function keeps(before: object, after: object, known: readonly string[]): boolean {
	return Object.keys(before).every((key) => {
		const isKnown = known.includes(key) || known.includes(inSnakeCase(key));
		return isKnown || own(after, key) === own(before, key);
	});
}

const inSnakeCase = (key: string) => key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const EVENT_KEYS = [
	'event_id',
	'kind',
	'event_at',
	'webhook_id',
	'locator',
	'record_event_data',
	'ctx',
	'record_id',
	'data',
	'previous',
	'account_id',
	'solution_id',
	'application_id',
	'last_updated',
	'deleted_by',
	'by',
];
/** Names that simplified items give to something else. */
const OWN_KEYS = [...EVENT_KEYS, 'table_id', 'record', 'changed_fields'];

const PING_FLAGS = ['keepsPlace', 'wantsStored'];

const WEBHOOK_KEYS = [
	'webhook',
	'webhook_id',
	'locator',
	'kinds',
	'filter',
	'notification_status',
	'system_status',
	'created_at',
	'updated_at',
	'enabled',
	'expires_at',
	'applications',
	'application',
	'application_ids',
	'application_id',
	'field_ids',
	'url',
];
const STATUSES = ['active', 'paused', 'expired', 'unknown'];

describe(`${CASES.toLocaleString('en')} cases of any JSON`, { timeout: TIME_OUT_MS }, () => {
	// Take `.fails` away with the mending: {"a":{"toString":0}} throws.
	it('as a ping name a webhook that they have a text of, are our own, or none', () => {
		holds(jsonWith('webhook_id', 'is_own', 'keeps_place', 'wants_stored', 'data'), (body) => {
			const ping = parsePing(body);
			if (ping === undefined) return true;
			const { webhookId, isOwn, ...flags } = ping;
			const isNamed = JSON.stringify(body).includes(JSON.stringify(webhookId).slice(1, -1));
			return (
				isText(webhookId) &&
				webhookId.length <= 100 &&
				(webhookId !== '' ? isNamed : isOwn === true) &&
				(isOwn ?? true) &&
				Object.entries(flags).every(([key, is]) => PING_FLAGS.includes(key) && is)
			);
		});
	});

	it('as an answer to ListEvents give events and a token, or none', () => {
		holds(jsonWith('events', 'next_page_token', 'event_id'), (body) => {
			const token = nextPageTokenIn(body);
			return (
				(token === undefined || (isText(token) && token !== '')) &&
				listIn(body, 'events')
					.map(parseEvent)
					.every(({ raw, simplified }) => isPlain(raw) && isPlain(simplified))
			);
		});
	});

	it('as an event are read, and keep what nobody has heard of', () => {
		holds(objectWith(documented.event(), ...EVENT_KEYS), (raw) => {
			const event = parseEvent(raw as IDataObject);
			const { simplified } = event;
			return (
				[event.eventId, event.tableId, event.memberId, simplified.kind].every(isText) &&
				isTexts(simplified.changed_fields) &&
				isPlain(simplified) &&
				event.raw === raw &&
				keeps(raw, simplified, OWN_KEYS)
			);
		});
	});

	it('as a webhook are read, described, and keep what nobody has heard of', () => {
		const names = new Map([['t1', 'Tasks']]);
		holds(objectWith(documented.webhook(), ...WEBHOOK_KEYS), (body) => {
			const webhook = parseWebhook(body);
			const { status, expires_at, days_left } = healthOf(webhook, 0);
			const { locator, filter, notification_status, system_status } = webhook;
			const inside: unknown = (body as IDataObject).webhook ?? body;
			return (
				isText(webhook.webhook_id) &&
				isTexts(webhook.kinds) &&
				isTexts(tableIdsOf(webhook)) &&
				[webhook, locator, filter, notification_status, system_status].every(isPlain) &&
				STATUSES.includes(status) &&
				(expires_at === null || isText(expires_at)) &&
				(days_left === null || (Number.isInteger(days_left) && days_left >= 0)) &&
				isText(notificationUrl(webhook) ?? '') &&
				isText(describeWebhook(webhook, names)) &&
				isText(lifetimeOf(webhook, 0)) &&
				keeps(asObject(inside), webhook, WEBHOOK_KEYS)
			);
		});
	});
});
