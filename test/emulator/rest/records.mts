import { withExtraValue } from '../extras.mts';
import { createRecord, deleteRecord, findRecord, listRecords, updateRecord } from '../records.mts';
import { isObject, type ApiRequest, type JsonObject } from '../types.mts';
import type { World } from '../world.mts';
import { found, json, RestRefusal, type Handler } from './answers.mts';

/** Records as docs/internals/smartsuite.md 4 has them; filter and sort are not emulated. */

export const list: Handler = (world, { tableId = '' }, { query }) => {
	requireTable(world, tableId);
	const offset = Number(query.get('offset') ?? 0);
	const limit = Math.min(Number(query.get('limit') ?? 100), 1000);
	const all = listRecords(world, tableId);
	const items = all.slice(offset, offset + limit).map((record) => withoutEmpty(world, record));
	return json({ total: all.length, offset, limit, items });
};

export const get: Handler = (world, { tableId = '', recordId = '' }) =>
	json(withoutEmpty(world, found(findRecord(world, tableId, recordId))));

export const create: Handler = (world, { tableId = '' }, request) => {
	requireTable(world, tableId);
	const fields = fieldsOf(request);
	if (!fields.title) throw new RestRefusal(json({ title: ['This field is required.'] }, 422));
	return json(createRecord(world, tableId, fields, author(world)), 201);
};

export const update: Handler = (world, { tableId = '', recordId = '' }, request) => {
	found(findRecord(world, tableId, recordId));
	return json(updateRecord(world, tableId, recordId, fieldsOf(request), author(world)));
};

/** Answers the record with deleted_by and deleted_date. */
export const remove: Handler = (world, { tableId = '', recordId = '' }) => {
	found(findRecord(world, tableId, recordId));
	return json(deleteRecord(world, tableId, recordId, author(world)));
};

const author = ({ caller }: World) => ({ by: caller.id, throughApi: true });

function requireTable({ tables }: World, tableId: string): void {
	found(tables.find(({ id }) => id === tableId));
}

function fieldsOf({ body }: ApiRequest): JsonObject {
	try {
		const fields: unknown = JSON.parse(body);
		if (isObject(fields)) return fields;
	} catch {
		// Answered below, like a body that is no object.
	}
	throw new RestRefusal(json({ detail: 'JSON parse error' }, 400));
}

/** Unlike events (1.7), the REST API leaves out empty fields (docs/internals/smartsuite.md 4). */
function withoutEmpty({ switches }: World, record: JsonObject): JsonObject {
	const isEmpty = (value: unknown) =>
		value === null || value === '' || (Array.isArray(value) && value.length === 0);
	const filled = Object.entries(record).filter(([, value]) => !isEmpty(value));
	return withExtraValue(switches, Object.fromEntries(filled));
}
