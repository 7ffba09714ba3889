import fc from 'fast-check';
import { createRecord, deleteRecord, updateRecord } from '../emulator/records.mts';
import { setSwitches } from '../emulator/switches.mts';
import type { TableRecord, Webhook } from '../emulator/types.mts';
import { addWebhook, changeWebhook } from '../emulator/webhooks.mts';
import type { StoredWorkflow } from './database.mts';
import { DAY_MS, HOUR_MS, kind, MINUTE_MS, of, SECOND_MS, upTo, which } from './kind.mts';
import type { Life } from './life.mts';
import { ELSEWHERE } from './network.mts';

/** People at work: so many changes at once. */
export function makeChanges(life: Life, count: number, what: string, more: object = {}): void {
	const { smartSuite } = life;
	const tableId = smartSuite.tables[0]?.id ?? '';
	const author = { by: smartSuite.worker.id };
	const left = [...(smartSuite.records.get(tableId)?.values() ?? [])].filter(isLeft);
	for (let n = 0; n < count; n++) {
		const fields = { title: `${life.time.now} ${n}`, ...more };
		const id = what === 'create' ? undefined : left.at(-1 - n)?.id;
		if (!id) createRecord(smartSuite, tableId, fields, author);
		else if (what === 'update') updateRecord(smartSuite, tableId, id, fields, author);
		else deleteRecord(smartSuite, tableId, id, author);
		life.expectations.expect();
	}
}

const isLeft = ({ deleted_date }: TableRecord) => !(deleted_date as { date: unknown }).date;

/** What becomes of one of the webhooks that point at a workflow. */
const toWebhook = (
	weight: number,
	does: (life: Life, webhook: Webhook, workflow: StoredWorkflow) => void,
) =>
	kind(weight, which, (life, number) => {
		const workflow = life.workflow(number);
		const [webhook] = life.webhooksOf(workflow);
		if (webhook) does(life, webhook, workflow);
	});

const nested = (levels: number) =>
	Array.from({ length: levels }).reduce<object>((inner) => ({ in: inner }), {});

/** Settings of the emulator, each of which may turn out to be SmartSuite's way. */
const HABITS = fc.oneof(
	fc.record({ lostPings: of(0, 0.3, 1) }),
	fc.record({ duplicatePings: of(0, 0.5, 1) }),
	fc.record({ pingsPer: of('event', 'batch') }),
	fc.record({ pingsRetryOn: of('non-2xx', 'non-200', 'no-answer', 'never') }),
	fc.record({ pingTimeoutMs: of(500, 10_000, 60_000) }),
	fc.record({ pingBody: of('documented', 'planned') }),
	fc.record({ pingContentType: of('text/plain', 'form-fields', 'absent', 'application/json') }),
	fc.record({ handshakePing: fc.boolean() }),
	fc.record({ eventsVisibleAfterMs: of(0, 1_500, 10_000) }),
	fc.record({ pageSizeMax: of(1, 7, 50, 1_000) }),
	fc.record({ pageCuts: of([], [200, 180, 190], [3, 1, 2], [10]) }),
	fc.record({ pageBytesMax: of(0, 2_000, 60_000) }),
	fc.record({ pageSizeOverMax: of('cap', 'refuse', 'break-down') }),
	fc.record({ casing: of('snake', 'camel') }),
	fc.record({ emptyPageToken: of('same', 'absent', 'empty-string') }),
	fc.record({ filterEcho: of('as-sent', 'reordered', 'doubled', 'one-more', 'omitted') }),
	fc.record({ kindsAs: of('names', 'numbers') }),
	fc.record({ expiredStatus: of('system_status.disabled', 'system_status.absent') }),
	fc.record({ unknownExtras: fc.boolean() }),
	fc.record({ plainTextErrors: fc.boolean(), retryAfterHeader: fc.boolean() }),
);

/** What people do in SmartSuite, and what SmartSuite does. */
export const atSmartSuite = {
	changes: kind(
		30,
		fc.record({ count: upTo(20), what: of('create', 'create', 'update', 'delete') }),
		(life, { count, what }) => makeChanges(life, 1 + count, what),
	),
	'large changes': kind(2, fc.record({ count: upTo(6), kilobytes: upTo(3_000) }), (life, given) =>
		makeChanges(life, 1 + given.count, 'create', { text: 'x'.repeat(given.kilobytes * 1_000) }),
	),
	'a deep change': kind(1, of(100, 700), (life, levels) =>
		makeChanges(life, 1, 'create', { deep: nested(levels) }),
	),
	// More than one execution takes, now and then.
	'an import': kind(1, of(60, 100, 150, 200, 700), (life, count) =>
		makeChanges(life, count, 'create'),
	),
	drips: kind(4, fc.record({ count: upTo(15), everyMs: upTo(MINUTE_MS) }), (life, given) => {
		for (let n = 0; n < 2 + given.count; n++) {
			setTimeout(() => makeChanges(life, 1, 'create'), n * (100 + given.everyMs));
		}
	}),
	'an event that no page can show': kind(1, upTo(DAY_MS), (life, forMs) => {
		const { poisoned, webhooks } = life.smartSuite;
		makeChanges(life, 1, 'create');
		const ids = [...webhooks.values()].map(({ id, eventsSoFar }) => `${id}.${eventsSoFar}`);
		for (const id of ids) poisoned.add(id);
		setTimeout(() => ids.forEach((id) => poisoned.delete(id)), MINUTE_MS + forMs);
	}),
	'habits of SmartSuite': kind(8, HABITS, (life, habit) =>
		setSwitches(life.smartSuite.switches, habit),
	),
	'the token is replaced': kind(
		2,
		of(SECOND_MS, MINUTE_MS, 5 * HOUR_MS, 2 * DAY_MS),
		(life, forMs) => {
			life.smartSuite.token = `token-${life.time.now}`;
			setTimeout(() => {
				for (const { credential } of life.n8n.workflows) {
					credential.data.apiToken = life.smartSuite.token;
				}
			}, forMs);
		},
	),
	'somebody pauses the webhook': toWebhook(3, (life, webhook, { isNewHere }) => {
		changeWebhook(life.smartSuite, webhook, { url: undefined }, 'somebody');
		if (isNewHere) life.disown(webhook.id);
	}),
	'somebody sends the webhook elsewhere': toWebhook(1, (life, webhook) => {
		changeWebhook(life.smartSuite, webhook, { url: ELSEWHERE }, 'somebody');
		life.expectations.forgiveWith(webhook.id);
	}),
	'the webhook expires': toWebhook(2, ({ smartSuite }, webhook) => {
		webhook.lastListedAtMs = smartSuite.clock.now() - 8 * DAY_MS;
	}),
	'somebody makes a second webhook': toWebhook(1, ({ smartSuite }, webhook, { isPublished }) => {
		if (!isPublished) return;
		const { solutionId, kinds, filter, url } = webhook;
		addWebhook(smartSuite, { solutionId, kinds, filter, url }, 'somebody');
	}),
	'somebody deletes the webhook': toWebhook(3, (life, { id }) => {
		life.smartSuite.webhooks.delete(id);
		life.expectations.forgiveWith(id);
	}),
};
