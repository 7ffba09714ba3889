import { fieldType } from '../fields/field-types.mts';
import { storedFields } from '../fields/write.mts';
import { createRecord, deleteRecord, findRecord, listRecords, updateRecord } from '../records.mts';
import type { JsonObject, Table, TableRecord } from '../types.mts';
import type { World } from '../world.mts';
import { found, json, type Handler } from './answers.mts';
import { apiAuthor, objectIn, tableAt } from './request.mts';
import { requireFields, requireUnique } from './rules.mts';
import { search } from './search.mts';
import { shown } from './shown.mts';

/** Records one by one, as docs/internals/smartsuite.md 4 has them. */

/** With `all=true` deleted ones, too. */
export const list: Handler = (world, { tableId = '' }, request) => {
	const table = tableAt(world, tableId);
	const everything = [...(world.records.get(tableId)?.values() ?? [])];
	const withDeleted = request.query.get('all') === 'true';
	return search(world, table, withDeleted ? everything : listRecords(world, tableId), request);
};

export const get: Handler = (world, { tableId = '', recordId = '' }, { query }) => {
	const table = tableAt(world, tableId);
	const hydrated = query.get('hydrated') === 'true';
	const fields = query.getAll('fields');
	return json(shown(world, table, recordAt(world, tableId, recordId), { hydrated, fields }));
};

export const create: Handler = (world, { tableId = '' }, request) => {
	const table = tableAt(world, tableId);
	const fields = storedFields(world, { table, fields: objectIn(request) });
	requireFields(table, fields);
	requireUnique(world, table, fields);
	return json(createRecord(world, tableId, fields, apiAuthor(world)), 201);
};

/** PATCH: what is not named stays. */
export const update: Handler = (world, { tableId = '', recordId = '' }, request) => {
	const table = tableAt(world, tableId);
	const before = recordAt(world, tableId, recordId);
	const fields = storedFields(world, { table, fields: objectIn(request), before });
	requireUnique(world, table, fields, { recordId });
	return json(updateRecord(world, tableId, recordId, fields, apiAuthor(world)));
};

/** PUT: what is not named is cleared. */
export const replace: Handler = (world, { tableId = '', recordId = '' }, request) => {
	const table = tableAt(world, tableId);
	const before = recordAt(world, tableId, recordId);
	const given = objectIn(request);
	const fields = storedFields(world, {
		table,
		fields: { ...cleared(table, given), ...given },
		before,
	});
	requireFields(table, fields);
	requireUnique(world, table, fields, { recordId });
	return json(updateRecord(world, tableId, recordId, fields, apiAuthor(world)));
};

/** Answers the record with deleted_by and deleted_date. */
export const remove: Handler = (world, { tableId = '', recordId = '' }) => {
	recordAt(world, tableId, recordId);
	return json(deleteRecord(world, tableId, recordId, apiAuthor(world)));
};

/** Null for each field that people write and that `given` does not name. */
export function cleared({ structure }: Table, given: JsonObject): JsonObject {
	const own = structure.filter(({ slug, field_type, params }) => {
		return !(slug in given) && params.system !== true && !fieldType(field_type).isReadOnly;
	});
	return Object.fromEntries(own.map(({ slug }) => [slug, null]));
}

function recordAt(world: World, tableId: string, recordId: string): TableRecord {
	tableAt(world, tableId);
	return found(findRecord(world, tableId, recordId));
}
