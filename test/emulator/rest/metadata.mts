import { withExtraField, withExtras } from '../extras.mts';
import { projected, solutionsOf, tablesOf } from '../leftovers.mts';
import type { ApiRequest, JsonObject, Table } from '../types.mts';
import type { World } from '../world.mts';
import { found, json, type Handler } from './answers.mts';
import { page, pagingOf } from './request.mts';

/** `fields` is documented and ignored by the server (docs/internals/smartsuite.md 3.1). */
export const listSolutions: Handler = (world, _params, request) =>
	list(
		world,
		request,
		solutionsOf(world).map((solution) => withExtras(world.switches, solution)),
	);

export const getSolution: Handler = (world, { id }) => {
	const solution = found(world.solutions.find((candidate) => candidate.id === id));
	return json(withExtras(world.switches, solution));
};

/** `solution` selects, `fields`, which may be repeated, projects (3.2). */
export const listTables: Handler = (world, _params, request) => {
	const { query } = request;
	const solution = query.get('solution');
	const tables = tablesOf(world)
		.filter((table) => solution === null || table.solution === solution)
		.map((table) => tableMessage(world, table));
	return list(world, request, projected(world, tables, query.getAll('fields')));
};

export const getTable: Handler = (world, { id }) => {
	const table = found(tablesOf(world).find((candidate) => candidate.id === id));
	return json(tableMessage(world, table));
};

/** Workspaces that the token reaches (3.6). */
export const listAccounts: Handler = (world) =>
	json([
		{
			id: 1,
			slug: world.accountId,
			name: 'Emulated Workspace',
			status: 'active',
			metrics: { solutions_count: world.solutions.length, members_count: world.members.length },
			plan: { id: 1, category: 'team' },
		},
	]);

/** A bare array without `limit`, `{count, next, previous, results}` with it (3.2). */
function list({ switches }: World, request: ApiRequest, all: JsonObject[]) {
	const { restLists } = switches;
	const isBare = restLists === 'bare' || !request.query.has('limit');
	if (isBare && restLists !== 'results') return json(all);
	const paging = pagingOf(request, 0);
	const { offset, limit } = paging;
	const results = page(all, paging);
	return json({
		count: all.length,
		next: offset + results.length < all.length ? urlAt(request, offset + limit) : null,
		previous: offset > 0 ? urlAt(request, Math.max(0, offset - limit)) : null,
		results,
	});
}

function urlAt({ path, query, headers }: ApiRequest, offset: number): string {
	const moved = new URLSearchParams(query);
	moved.set('offset', String(offset));
	return `http://${headers.host}${path}?${moved.toString()}`;
}

function tableMessage({ switches }: World, table: Table): JsonObject {
	const structure = withExtraField(switches, table.structure);
	return withExtras(switches, { ...table, structure });
}
