import type { ChangeEvent } from '../../../nodes/SmartSuite/api/event.ts';
import { EVENT_KINDS, parseWebhook } from '../../../nodes/SmartSuite/api/webhook.ts';
import type { CheckId } from '../catalog/index.mts';
import { eventsOf, hasEvent, lookFor, readPages } from '../checks/listing.mts';
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

/** Whether the record that was just created fired an event. */
export async function noteOwnWrites(run: Run, webhookId: string, recordId: string): Promise<void> {
	const look = await lookFor(run, webhookId, hasEvent('RECORD_CREATED', recordId));
	run.findings.found('own-writes', look ? 'fire' : 'silent');
	if (!look) run.findings.unseen(NEED_EVENTS, 'no event of our own record came');
}

/** Read long after the writes, and once more where the last event is missing. */
export async function checkTrashEvents(run: Run, webhookId: string, batch: Batch): Promise<void> {
	const { findings, timing, signal } = run;
	if (findings.of('own-writes')?.outcome !== 'fire') return;
	const read = async () =>
		eventsOf((await readPages(run, webhookId, (all) => restored(all, batch) !== undefined)).pages);
	let events = await read();
	if (!restored(events, batch)) {
		await pause(timing.quietMs, signal);
		events = await read();
	}
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
