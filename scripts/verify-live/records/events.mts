import type { ChangeEvent } from '../../../nodes/SmartSuite/api/event.ts';
import { EVENT_KINDS, parseWebhook } from '../../../nodes/SmartSuite/api/webhook.ts';
import type { CheckId } from '../catalog/index.mts';
import { eventsOf, hasEvent, readPages } from '../checks/listing.mts';
import { requestWebhook } from '../checks/registration.mts';
import { pause } from '../client.mts';
import { accepted, type Run } from '../run.mts';
import type { Batch } from './batches.mts';

/** What only events can show. */
const NEED_EVENTS: CheckId[] = ['bulk-events', 'restore-event'];

/** A webhook for all that happens to the table, so that its events can be listed. @returns its id */
export async function watchTable(run: Run): Promise<string> {
	const { solutionId, tableId } = run.place;
	const answer = await requestWebhook(run, {
		solutionId,
		kinds: [...EVENT_KINDS],
		filter: { applications: { application_ids: [tableId] } },
		notificationUrl: run.marks.urlFor('records'),
	});
	return parseWebhook(accepted(answer, 'CreateWebhook').body).webhook_id;
}

/**
 * The events of the part, read long after the writes, and once more where the last one is missing.
 * @param recordId of a record that was created by itself
 */
export async function checkEvents(
	run: Run,
	webhookId: string,
	recordId: string,
	batch?: Batch,
): Promise<void> {
	const { findings, timing, signal } = run;
	const isWhole = (all: ChangeEvent[]) => batch !== undefined && restored(all, batch) !== undefined;
	const read = async () => eventsOf((await readPages(run, webhookId, isWhole)).pages);
	let events = await read();
	if (!isWhole(events)) {
		await pause(timing.quietMs, signal);
		events = await read();
	}
	const doFire = hasEvent('RECORD_CREATED', recordId)(events);
	findings.found('own-writes', doFire ? 'fire' : 'silent');
	if (!doFire) return findings.unseen(NEED_EVENTS, 'no event of our own record came');
	if (!batch) return;
	if (!hasEvent('RECORD_DELETED', batch.restored.id)(events)) {
		return findings.unseen(NEED_EVENTS, 'the event of a deletion did not come');
	}
	findings.found('restore-event', restored(events, batch) ?? 'none');
	const isThere = batch.made.every(({ id }) => hasEvent('RECORD_CREATED', id)(events));
	findings.found('bulk-events', isThere ? 'each' : 'fewer');
}

/** What came of the record that was restored after its deletion. */
function restored(
	events: ChangeEvent[],
	batch: Batch,
): 'RECORD_UPDATED' | 'RECORD_CREATED' | undefined {
	const kinds = events
		.filter(({ simplified }) => simplified.record_id === batch.restored.id)
		.map(({ simplified }) => simplified.kind);
	if (!kinds.includes('RECORD_DELETED')) return undefined;
	// Nothing else ever happens to it, whatever the order of a page.
	if (kinds.includes('RECORD_UPDATED')) return 'RECORD_UPDATED';
	return kinds.filter((kind) => kind === 'RECORD_CREATED').length > 1
		? 'RECORD_CREATED'
		: undefined;
}
