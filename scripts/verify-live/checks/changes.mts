import type { ChangeEvent } from '../../../nodes/SmartSuite/api/event.ts';
import type { CheckId } from '../catalog/index.mts';
import type { Run } from '../run.mts';
import { checkBurst, checkFirstPing, NEED_PINGS } from './pings.mts';
import { eventsOf, hasEvent, lookFor, type EventsPage, type Look } from './listing.mts';
import { changeTitle, createRecord, deleteRecord, type Written } from './records.mts';
import type { Webhooks } from './registration.mts';
import { checkPause, checkRevival } from './updates.mts';

/** How often the record is changed at once. */
const UPDATES = 3;

/** Events of our own record, and how many there are: it was created, changed and deleted. */
export const OWN_EVENTS = UPDATES + 2;

export interface Changes extends Written {
	/** All pages of the main webhook, once they hold everything. */
	pages: EventsPage[];
	events: ChangeEvent[];
}

/** What only events can show. */
const NEED_EVENTS: CheckId[] = [
	'event-visible',
	'event-shape',
	'event-ids',
	'event-member',
	'event-handler',
	'previous',
	'deleted-data',
	'field-slugs',
	'update-keeps-events',
	'paused-stores-events',
	'token-last-page',
	'token-empty-page',
	'token-sequence',
	'tokens-lead-on',
	'page-order',
	'page-full',
	'page-size-default',
	'page-size-most',
	'listing-extends',
	...NEED_PINGS,
];

/** Creates, changes and deletes a record, and follows what the webhooks and the pings say about it. */
export async function checkChanges(run: Run, webhooks: Webhooks): Promise<Changes | undefined> {
	const { findings } = run;
	run.receiver?.arm();
	noteHandshake(run);
	const written = await createRecord(run);
	const { recordId } = written;
	const { main, field } = webhooks;
	const look = await lookFor(run, main.webhook_id, hasEvent('RECORD_CREATED', recordId));
	if (!look) {
		findings.found('own-writes', 'silent');
		findings.unseen(NEED_EVENTS, 'no event of our own record came');
		const paused = await checkPause(run, field);
		if (paused) await checkRevival(run, paused);
		return undefined;
	}
	findings.found('own-writes', 'fire');
	noteVisible(run, look);
	await checkFirstPing(run, main, look);
	await checkBurst(run, UPDATES, () => changeTitle(run, recordId, UPDATES));
	const bySlug = await lookFor(run, field.webhook_id, hasEvent('RECORD_UPDATED', recordId));
	findings.found('field-slugs', bySlug ? 'slugs' : 'otherwise');
	const paused = await checkPause(run, field);
	await deleteRecord(run, recordId);
	const all = await lookFor(run, main.webhook_id, hasEvent('RECORD_DELETED', recordId));
	if (paused) await checkRevival(run, paused, recordId);
	if (!all) throw new Error('No event of the deletion came');
	return { ...written, pages: all.pages, events: eventsOf(all.pages) };
}

function noteHandshake({ receiver, findings }: Run): void {
	if (!receiver) return;
	findings.found('ping-handshake', receiver.handshakes > 0 ? 'sent' : 'none');
}

function noteVisible({ findings }: Run, look: Look): void {
	if (look.looksInVain === 0) return findings.found('event-visible', 'at-once');
	const position = Math.round(look.tookMs);
	findings.found('event-visible', 'later', { detail: `within ${position} ms`, position });
}
