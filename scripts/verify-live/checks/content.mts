import type { ChangeEvent } from '../../../nodes/SmartSuite/api/event.ts';
import { asObject, asText, inSnakeCase } from '../../../nodes/SmartSuite/api/shape.ts';
import type { Run } from '../run.mts';
import type { Changes } from './changes.mts';
import { isWhole, noteSpelling } from './spelling.mts';

/** What the events of our own record hold. */
export function checkContent(run: Run, changes: Changes): void {
	const { findings } = run;
	for (const { raw } of changes.events) noteShape(run, raw);
	findings.found('event-shape', 'documented');
	findings.found('unknown-properties', 'none');
	const own = changes.events.filter(({ simplified }) => simplified.record_id === changes.recordId);
	const ofKind = (kind: string) => own.find(({ simplified }) => simplified.kind === kind);
	const [updated, deleted] = [ofKind('RECORD_UPDATED'), ofKind('RECORD_DELETED')];
	if (updated) findings.found('previous', previousOf(run, updated));
	if (deleted) findings.found('deleted-data', dataOf(deleted));
	if (updated && deleted)
		findings.found('event-member', namedIn(updated, deleted, changes.memberId));
	noteHandler(run, updated);
}

function noteShape(run: Run, raw: ChangeEvent['raw']): void {
	noteSpelling(run, 'event', raw);
	const { record_event_data: inner } = inSnakeCase(raw, ['record_event_data']);
	noteSpelling(run, 'record_event_data', inner);
	if (isWhole('event', raw) && isWhole('record_event_data', inner)) return;
	run.findings.found('event-shape', 'otherwise');
}

function previousOf({ place }: Run, { simplified }: ChangeEvent) {
	const keys = Object.keys(asObject(simplified.previous));
	if (keys.length === 0) return 'empty';
	const others = keys.filter((key) => key !== place.titleSlug);
	if (others.length === 0) return 'changed';
	return others.every((key) => key === 'last_updated') ? 'changed-and-system' : 'all';
}

function dataOf({ simplified }: ChangeEvent) {
	const keys = Object.keys(asObject(simplified.record));
	if (keys.length === 0) return 'empty';
	return keys.every((key) => key === 'id') ? 'id-only' : 'whole';
}

/** @param memberId as the REST API named the author; '' where it did not */
function namedIn(updated: ChangeEvent, deleted: ChangeEvent, memberId: string) {
	const isAuthor = (id: string) => id !== '' && (memberId === '' || id === memberId);
	if (!isAuthor(updated.memberId)) return 'otherwise';
	return isAuthor(deleted.memberId) ? 'both' : 'updates-only';
}

function noteHandler({ findings }: Run, event?: ChangeEvent): void {
	if (!event) return;
	const handler = asText(asObject(event.simplified.ctx).handler);
	if (handler === 'INTERACTIVE' || handler === 'API')
		return findings.found('event-handler', handler);
	const detail = /^[A-Z_]{1,30}$/.test(handler) ? handler : 'no plain word';
	findings.found('event-handler', 'otherwise', { detail });
}
