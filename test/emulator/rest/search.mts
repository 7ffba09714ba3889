import { filterOf } from '../filters/filter.mts';
import { sorted } from '../filters/sort.mts';
import type { Answer, ApiRequest, JsonObject, Table } from '../types.mts';
import type { World } from '../world.mts';
import { json, RestRefusal } from './answers.mts';
import { objectIn, page, pagingOf } from './request.mts';
import { shown } from './shown.mts';

/** What a search may say in its body; all else is refused, so that nobody believes it was heeded. */
const KNOWN = ['sort', 'filter', 'hydrated', 'ids', 'fields'];

/**
 * A page of the records that a search finds: `{total, offset, limit, items}`
 * (docs/internals/smartsuite.md 4 and 4.1).
 */
export function search(
	world: World,
	table: Pick<Table, 'structure'>,
	records: JsonObject[],
	request: ApiRequest,
): Answer {
	const body = objectIn(request);
	const unknown = Object.keys(body).find((key) => !KNOWN.includes(key));
	if (unknown !== undefined) throw notServed(unknown);
	const { sort, filter, ids } = body;
	if (ids !== undefined && !Array.isArray(ids)) {
		throw new RestRefusal(json({ ids: ['Expected a list of items.'] }, 400));
	}
	const passes = filterOf(world, table.structure, filter);
	const found = records.filter(
		(record) => passes(record) && (ids === undefined || ids.includes(record.id)),
	);
	const usual = world.switches.listLimitDefault === 'all' ? 0 : 100;
	const paging = pagingOf(request, usual);
	const showing = {
		hydrated: body.hydrated === true || request.query.get('hydrated') === 'true',
		fields: [...request.query.getAll('fields'), ...slugsIn(body.fields)],
	};
	const items = page(sorted(table.structure, found, sort), paging).map((record) =>
		shown(world, table, record, showing),
	);
	return json({ total: found.length, ...paging, items });
}

const slugsIn = (fields: unknown): string[] => (Array.isArray(fields) ? fields.map(String) : []);

const notServed = (name: string) =>
	new RestRefusal(json({ detail: `The emulator does not serve '${name}' in a search.` }, 501));
