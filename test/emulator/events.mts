import { randomUUID } from 'node:crypto';
import { newId } from './random.mts';
import type { Change } from './records.mts';
import type { Switches } from './switches.mts';
import type { JsonObject, TableRecord, Webhook } from './types.mts';
import { liveWebhooks, standing } from './webhooks.mts';
import type { World } from './world.mts';

/** Fields that each write changes by itself. */
const SYSTEM_SLUGS = ['last_updated'];

/** Stores an event at each webhook that wants the change, and notes the pings that are due. */
export function announceChange(world: World, change: Change): void {
	const { clock, switches } = world;
	if (change.author.throughApi && !switches.ownWritesFireEvents) return;
	for (const webhook of liveWebhooks(world).values()) {
		if (!wants(webhook, change)) continue;
		const active = standing(webhook, clock.now()) === 'active';
		if (!active && !switches.disabledStoresEvents) continue;
		storeEvent(world, webhook, change);
		if (active) world.outbox.push({ webhookId: webhook.id, tableId: change.table.id });
	}
}

/**
 * Whether a webhook's kinds and filter let a change through. With `field_ids` an update counts only
 * when one of those fields changed; creation and deletion always count, and no `field_ids` means
 * all fields (assumptions: docs/internals/smartsuite.md 1.2 leaves both open).
 */
function wants(
	{ solutionId, kinds, filter }: Pick<Webhook, 'solutionId' | 'kinds' | 'filter'>,
	change: Pick<Change, 'kind' | 'table' | 'record' | 'before'>,
): boolean {
	const { kind, table } = change;
	if (table.solution !== solutionId || !kinds.includes(kind)) return false;
	if ('solution' in filter) return true;
	if ('applications' in filter) return filter.applications.application_ids.includes(table.id);
	const { application_id, field_ids } = filter.application;
	if (application_id !== table.id) return false;
	if (kind !== 'RECORD_UPDATED' || field_ids.length === 0) return true;
	return changedSlugs(change).some((slug) => field_ids.includes(slug));
}

/** Slugs whose values differ between the record before and after. */
export function changedSlugs({ record, before }: Pick<Change, 'record' | 'before'>): string[] {
	const slugs = new Set([...Object.keys(before), ...Object.keys(record)]);
	return [...slugs].filter((slug) => JSON.stringify(before[slug]) !== JSON.stringify(record[slug]));
}

/** The event object of docs/internals/smartsuite.md 1.7. */
function storeEvent(world: World, webhook: Webhook, change: Change): void {
	const { accountId, clock, switches } = world;
	const { table, record, author } = change;
	const atMs = clock.now();
	const position = ++world.position;
	const number = ++webhook.eventsSoFar;
	const locator = { account_id: accountId, solution_id: table.solution };
	const event = {
		webhook_id: webhook.id,
		locator,
		event_id: `${webhook.id}.${number}`,
		kind: change.kind,
		event_at: new Date(atMs).toISOString(),
		record_event_data: {
			record_id: record.id,
			locator: { ...locator, application_id: table.id },
			data: change.kind === 'RECORD_DELETED' ? deletedData(record, switches) : record,
			previous: previous(change, switches),
		},
		ctx: {
			change_id: randomUUID(),
			change_size: 1,
			batch_id: newId(),
			batch_size: 1,
			source: 'UNKNOWN',
			handler: author.throughApi ? switches.apiHandler : 'INTERACTIVE',
		},
	};
	webhook.events.push({ position, number, atMs, event });
}

function deletedData(record: TableRecord, { deletedData }: Switches): JsonObject {
	if (deletedData === 'empty') return {};
	return deletedData === 'id-only' ? { id: record.id } : record;
}

/** "Prior values of fields when event type is RECORD_UPDATED"; which fields is a switch. */
function previous(change: Change, { previousContents }: Switches): JsonObject {
	const { kind, before } = change;
	if (kind !== 'RECORD_UPDATED' || previousContents === 'empty') return {};
	if (previousContents === 'all') return before;
	const slugs = changedSlugs(change).filter(
		(slug) => previousContents === 'changed-and-system' || !SYSTEM_SLUGS.includes(slug),
	);
	return Object.fromEntries(slugs.map((slug) => [slug, before[slug] ?? null]));
}
