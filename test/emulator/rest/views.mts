import { filterOf } from '../filters/filter.mts';
import { listRecords } from '../records.mts';
import type { JsonObject, Table } from '../types.mts';
import { found, json, type Handler } from './answers.mts';
import { tableAt } from './request.mts';
import { shown } from './shown.mts';

/** A saved view, which the API calls a report. */
interface View extends JsonObject {
	id: string;
	label: string;
	filter: JsonObject;
}

/** A bare array; without `application` the views of all tables. */
export const list: Handler = (world, _params, { query }) => {
	const wanted = query.get('application');
	const tables = wanted === null ? world.tables : [tableAt(world, wanted)];
	return json(tables.flatMap(viewsOf));
};

/** All records of a view at once (docs/internals/smartsuite.md 3.5). */
export const records: Handler = (world, { tableId }, { query }) => {
	const table = tableAt(world, tableId);
	const { filter } = found(viewsOf(table).find(({ id }) => id === query.get('report')));
	const passes = filterOf(world, table.structure, filter);
	const withEmpty = query.get('with_empty_values') !== 'false';
	return json({
		records: listRecords(world, table.id)
			.filter(passes)
			.map((record) => shown(world, table, record, { withEmpty })),
		related_records: [],
		fields: table.structure.map(({ slug }) => slug),
		filter,
		unfiltered: Object.keys(filter).length === 0,
	});
};

/** Every table has a view of all its records; one with a status also a view of what is open. */
function viewsOf(table: Table): View[] {
	const base = {
		application: table.id,
		solution: table.solution,
		view_mode: 'grid',
		is_private: false,
	};
	const prefix = table.id.slice(0, -2);
	const all = { ...base, id: `${prefix}a1`, label: 'All Records', order: 1, filter: {} };
	if (!table.structure.some(({ slug }) => slug === 'status')) return [all];
	const isOpen = { field: 'status', comparison: 'is_none_of', value: ['complete'] };
	const filter = { operator: 'and', fields: [isOpen] };
	return [all, { ...base, id: `${prefix}a2`, label: 'Open', order: 2, filter }];
}
