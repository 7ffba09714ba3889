import { withExtraField, withExtras } from '../extras.mts';
import { membersOf, projected, solutionsOf, tablesOf } from '../leftovers.mts';
import type { JsonObject, Table } from '../types.mts';
import type { World } from '../world.mts';
import { found, json, type Handler } from './answers.mts';

/** `fields` is documented and ignored by the server (docs/internals/smartsuite.md 3.1). */
export const listSolutions: Handler = (world) =>
	list(
		world,
		solutionsOf(world).map((solution) => withExtras(world.switches, solution)),
	);

export const getSolution: Handler = (world, { id }) => {
	const solution = found(world.solutions.find((candidate) => candidate.id === id));
	return json(withExtras(world.switches, solution));
};

/** `solution` selects, `fields`, which may be repeated, projects (3.2). */
export const listTables: Handler = (world, _params, { query }) => {
	const solution = query.get('solution');
	const tables = tablesOf(world)
		.filter((table) => solution === null || table.solution === solution)
		.map((table) => tableMessage(world, table));
	return list(world, projected(world, tables, query.getAll('fields')));
};

export const getTable: Handler = (world, { id }) => {
	const table = found(tablesOf(world).find((candidate) => candidate.id === id));
	return json(tableMessage(world, table));
};

/** Limit 100 by default, 1000 at most (3.4). */
export const listMembers: Handler = (world, _params, { query }) => {
	const offset = Number(query.get('offset') ?? 0);
	const limit = Math.min(Number(query.get('limit') ?? 100), 1000);
	const members = membersOf(world);
	const items = members.slice(offset, offset + limit);
	return json({ items, total: members.length, offset, limit, time: 1 });
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

function list({ switches }: World, results: JsonObject[]) {
	if (switches.restLists === 'bare') return json(results);
	return json({ results, count: results.length, next: null, previous: null });
}

function tableMessage({ switches }: World, table: Table): JsonObject {
	const structure = withExtraField(switches, table.structure);
	return withExtras(switches, { ...table, structure });
}
