import type { IDataObject } from 'n8n-workflow';

import { wasCut } from '../transport';
import { asObject, asText, inSnakeCase } from './shape';
import { parseKind, parseLocator } from './webhook';

/** One change, read from what ListEvents gave (docs/internals/smartsuite.md section 1.7). */
export interface ChangeEvent {
	/** Unique, `<webhook id>.<number>`. */
	eventId: string;
	tableId: string;
	/** Who made the change; '' when the event does not say. */
	memberId: string;
	/**
	 * Flat, every known property in its place; what nobody has heard of stays beside it. Names that the
	 * event does not hold are null: `table`, `record_url`, and the name and address in `changed_by`.
	 */
	simplified: IDataObject;
	/** Exactly as the API gave it, but for `problem`. */
	raw: IDataObject;
	/** What the workflow's owner is to know about it; in both forms of it, too. */
	problem?: string;
}

const CUT = 'Part of this event is nested too deeply for n8n and was left out.';
const UNREAD = 'This event could not be read. Turn off Simplify to get it as SmartSuite sent it.';

const EVENT_KEYS = ['webhook_id', 'event_id', 'event_at', 'record_event_data'];
const RECORD_KEYS = ['record_id'];

/** Reads one event, in snake_case or camelCase. Never throws: see `problem`. */
export function parseEvent(raw: IDataObject): ChangeEvent {
	try {
		const event = readEvent(raw);
		return wasCut(raw) ? withProblem(event, CUT) : event;
	} catch {
		return withProblem(readIds(raw), UNREAD);
	}
}

/** The event with a problem in both its forms; what the answer holds stays as it is. */
function withProblem(event: ChangeEvent, problem: string): ChangeEvent {
	const { simplified, raw } = event;
	return {
		...event,
		simplified: { ...simplified, problem },
		raw: { ...raw, problem },
		problem,
	};
}

/** A record's own fields are never touched. */
function readEvent(raw: IDataObject): ChangeEvent {
	const { event_id, kind, event_at, webhook_id, locator, record_event_data, ctx, ...unheardOf } =
		inSnakeCase(raw, EVENT_KEYS);
	const ofRecord = inSnakeCase(record_event_data, RECORD_KEYS);
	const { record_id, locator: recordLocator, data, previous, ...unheardOfRecord } = ofRecord;
	const { account_id, solution_id, application_id, ...unheardOfLocator } = {
		...parseLocator(locator),
		...parseLocator(recordLocator),
	};
	const record = asObject(data);
	const kindName = parseKind(kind);
	const memberId = memberIn(kindName, record);
	const known: IDataObject = {
		kind: kindName,
		table: null,
		record: data ?? {},
		previous: previous ?? {},
		changed_fields: changedFields(record, asObject(previous)),
		changed_by: changedBy(memberId),
		event_at,
		record_id,
		record_url: null,
		event_id: asText(event_id),
		table_id: application_id,
		solution_id,
		account_id,
		webhook_id,
		ctx,
	};
	return {
		eventId: asText(event_id),
		tableId: asText(application_id),
		memberId,
		// Known properties stand first, what people look for before ids, and no newcomer takes the name of one.
		simplified: { ...known, ...unheardOfLocator, ...unheardOfRecord, ...unheardOf, ...known },
		raw,
	};
}

/** What tells an event from others and says where it belongs, read in the simplest way. */
function readIds(raw: IDataObject): ChangeEvent {
	const { event_id, kind, event_at, webhook_id, record_event_data } = inSnakeCase(raw, EVENT_KEYS);
	const { record_id, locator } = inSnakeCase(record_event_data, RECORD_KEYS);
	const { solution_id, application_id } = parseLocator(locator);
	return {
		eventId: asText(event_id),
		tableId: asText(application_id),
		memberId: '',
		simplified: {
			kind: parseKind(kind),
			table: null,
			record: {},
			previous: {},
			changed_fields: [],
			changed_by: null,
			event_at,
			record_id,
			record_url: null,
			event_id: asText(event_id),
			table_id: application_id,
			solution_id,
			webhook_id,
		},
		raw,
	};
}

/**
 * The fields that `previous` names. Should it name all of the record's, as no document rules out
 * (docs/internals/smartsuite.md section 1.7), only those whose values differ.
 */
function changedFields(record: IDataObject, previous: IDataObject): string[] {
	const named = Object.keys(previous);
	if (!Object.keys(record).every((slug) => Object.hasOwn(previous, slug))) return named;
	const changed = named.filter(
		(slug) => JSON.stringify(previous[slug]) !== JSON.stringify(record[slug]),
	);
	return changed.length > 0 ? changed : named;
}

function changedBy(id: string): IDataObject | null {
	return id === '' ? null : { id, name: null, email: null };
}

/** The member who deleted or last updated the record (docs/internals/smartsuite.md section 1.7, example). */
function memberIn(kind: string, record: IDataObject): string {
	// A restored record may keep `deleted_by`, a deleted one its last update.
	return asText(kind === 'RECORD_DELETED' ? record.deleted_by : asObject(record.last_updated).by);
}

/** Keys of a simplified event, in their order. */
export const SIMPLIFIED_KEYS: readonly string[] = Object.keys(parseEvent({}).simplified);
