import { fieldType } from './fields/field-types.mts';
import { announceChange, changedSlugs } from './events.mts';
import { newId } from './random.mts';
import { isObject, type JsonObject, type Kind, type Table, type TableRecord } from './types.mts';
import type { World } from './world.mts';

export interface Author {
	/** Member id; default: the member who works by hand. */
	by?: string;
	/** Written with the API token, not by a person. */
	throughApi?: boolean;
}

/** A change to a record, before anybody has looked whether a webhook wants it. */
export interface Change {
	kind: Kind;
	table: Table;
	record: TableRecord;
	/** The record as it was; the same as `record` when it was created. */
	before: TableRecord;
	author: Author;
}

/** Creates a record; slugs that the table lacks are kept too, so that tests can invent fields. */
export function createRecord(world: World, tableId: string, fields: JsonObject, author: Author) {
	const table = tableOf(world, tableId);
	const records = recordsOf(world, table);
	const now = timestamp(world);
	const by = author.by ?? world.worker.id;
	const empty = Object.fromEntries(
		table.structure.map(({ slug, field_type }) => [slug, fieldType(field_type).empty(now)]),
	);
	const record: TableRecord = {
		...empty,
		title: '',
		id: newId(),
		application_id: table.id,
		application_slug: table.slug,
		ranking: { default: 'aagckvkhyq' },
		deleted_by: null,
		deleted_date: { date: null, include_time: false },
		autonumber: records.size + 1,
		first_created: { on: now, by },
		last_updated: { on: now, by },
		...written(table, fields, now),
	};
	records.set(record.id, record);
	return announced(world, { kind: 'RECORD_CREATED', table, record, before: record, author });
}

/** Changes some fields; a write that changes nothing is no event (assumption). */
export function updateRecord(
	world: World,
	tableId: string,
	recordId: string,
	fields: JsonObject,
	author: Author,
): TableRecord {
	const table = tableOf(world, tableId);
	const before = findRecord(world, tableId, recordId);
	if (!before) throw new Error(`There is no record '${recordId}' in ${table.name}`);
	const now = timestamp(world);
	const by = author.by ?? world.worker.id;
	const record: TableRecord = { ...before, ...written(table, fields, now, before) };
	if (changedSlugs({ before, record }).length === 0) return before;
	record.last_updated = { on: now, by };
	recordsOf(world, table).set(recordId, record);
	return announced(world, { kind: 'RECORD_UPDATED', table, record, before, author });
}

/** Deletes softly, as SmartSuite does: the record keeps its fields (docs/internals/smartsuite.md 4). */
export function deleteRecord(world: World, tableId: string, recordId: string, author: Author) {
	const table = tableOf(world, tableId);
	const before = findRecord(world, tableId, recordId);
	if (!before) throw new Error(`There is no record '${recordId}' in ${table.name}`);
	const record: TableRecord = {
		...before,
		deleted_by: author.by ?? world.worker.id,
		deleted_date: { date: timestamp(world), include_time: true },
	};
	recordsOf(world, table).set(recordId, record);
	return announced(world, { kind: 'RECORD_DELETED', table, record, before, author });
}

/** Brings a deleted record back; which event that is, if any, is the switch `restoreFires`. */
export function restoreRecord(world: World, tableId: string, recordId: string, author: Author) {
	const table = tableOf(world, tableId);
	const before = deletedRecords(world, tableId).find(({ id }) => id === recordId);
	if (!before) throw new Error(`There is no deleted record '${recordId}' in ${table.name}`);
	const record: TableRecord = {
		...before,
		title: `${before.title} (Restored)`,
		deleted_by: null,
		deleted_date: { date: null, include_time: false },
		last_updated: { on: timestamp(world), by: author.by ?? world.worker.id },
	};
	recordsOf(world, table).set(recordId, record);
	const kind = world.switches.restoreFires;
	if (kind !== 'none') return announced(world, { kind, table, record, before, author });
	world.changed();
	return record;
}

/** The records of a table that are deleted. */
export function deletedRecords(world: World, tableId: string): TableRecord[] {
	const records = recordsOf(world, tableOf(world, tableId)).values();
	return [...records].filter(({ deleted_by }) => deleted_by !== null);
}

/** A record that is not deleted. */
export function findRecord(
	world: World,
	tableId: string,
	recordId: string,
): TableRecord | undefined {
	const record = world.records.get(tableId)?.get(recordId);
	return record?.deleted_by === null ? record : undefined;
}

/** The records of a table that are not deleted, oldest first. */
export function listRecords(world: World, tableId: string): TableRecord[] {
	const records = recordsOf(world, tableOf(world, tableId)).values();
	return [...records].filter(({ deleted_by }) => deleted_by === null);
}

/** The table of that id; throws on an unknown one. */
export function tableOf({ tables }: World, tableId: string): Table {
	const table = tables.find(({ id }) => id === tableId);
	if (!table) throw new Error(`There is no table '${tableId}'`);
	return table;
}

function announced(world: World, change: Change): TableRecord {
	announceChange(world, change);
	world.changed();
	return change.record;
}

function recordsOf(world: World, table: Table): Map<string, TableRecord> {
	const records = world.records.get(table.id) ?? new Map<string, TableRecord>();
	world.records.set(table.id, records);
	return records;
}

/** Microseconds, as the REST API prints times (docs/internals/smartsuite.md 3, 4). */
export const timestamp = ({ clock }: World) =>
	new Date(clock.now()).toISOString().replace('Z', '000Z');

/** Field values as SmartSuite keeps them: a status may be written as its bare value. */
function written(
	table: Table,
	fields: JsonObject,
	now: string,
	before: JsonObject = {},
): JsonObject {
	const values = { ...fields };
	for (const { slug, field_type } of table.structure) {
		const value = values[slug];
		if (field_type !== 'statusfield' || value === undefined) continue;
		const status = isObject(value) ? value : { value };
		const old = before[slug];
		const unchanged = isObject(old) && old.value === status.value;
		values[slug] = unchanged ? old : { updated_on: now, ...status };
	}
	return values;
}
