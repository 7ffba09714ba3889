import { deletedRecords, restoreRecord } from '../records.mts';
import type { JsonObject, Table, TableRecord } from '../types.mts';
import { found, json, RestRefusal, type Handler } from './answers.mts';
import { apiAuthor, objectIn, tableAt } from './request.mts';

/** The deleted records of a solution, newest first; whole ones with `preview=false`. */
export const list: Handler = (world, _params, request) => {
	const { solution_id } = objectIn(request);
	if (typeof solution_id !== 'string') {
		throw new RestRefusal(json({ solution_id: ['This field is required.'] }, 400));
	}
	const isPreview = request.query.get('preview') !== 'false';
	const records = world.tables
		.filter(({ solution }) => solution === solution_id)
		.flatMap((table) =>
			deletedRecords(world, table.id).map((record) =>
				isPreview ? previewOf(table, record) : record,
			),
		);
	return json(records.toReversed());
};

/** The title gains "(Restored)" (docs/internals/smartsuite.md 4). */
export const restore: Handler = (world, { tableId, recordId = '' }) => {
	const deleted =
		tableId === undefined
			? world.tables.flatMap(({ id }) => deletedRecords(world, id))
			: deletedRecords(world, tableAt(world, tableId).id);
	const { application_id } = found(deleted.find(({ id }) => id === recordId));
	return json(restoreRecord(world, application_id, recordId, apiAuthor(world)));
};

function previewOf(table: Table, record: TableRecord): JsonObject {
	const { last_updated, title, deleted_by, deleted_date, id } = record;
	return {
		last_updated,
		title,
		deleted_by,
		deleted_date,
		id,
		application_slug: table.slug,
		application_id: table.id,
		application_name: table.name,
		application_record_term: 'record',
		solution_id: table.solution,
	};
}
