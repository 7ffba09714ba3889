import { json, RestRefusal } from './rest/answers.mts';
import type { JsonObject, Member, Solution, Table } from './types.mts';
import type { World } from './world.mts';

/** What lists may hold besides, each with a switch (docs/internals/smartsuite.md 3.1, 3.2 and 3.4). */

const DELETED_AT = '2026-01-06T09:00:00.000000Z';

/** With one that was deleted, with the switch `deletedSolutions`. */
export function solutionsOf({ solutions, switches, caller }: World): Solution[] {
	const [first] = solutions;
	if (!switches.deletedSolutions || !first) return solutions;
	const deleted = { delete_date: DELETED_AT, deleted_by: caller.id };
	const id = '645570f23f026ab0fbd0f6aa';
	return [...solutions, { ...first, ...deleted, id, name: 'Dropped Project', slug: 'sdr0pped' }];
}

/** With one in the demo solution that is hidden there, with the switch `hiddenTables`. */
export function tablesOf({ tables, switches }: World): Table[] {
	const [first] = tables;
	if (!switches.hiddenTables || !first) return tables;
	const id = '63b87cad645b3949631b55c9';
	return [...tables, { ...first, id, name: 'Calculations', slug: 'sscalcul', hidden: true }];
}

/** With three who do not work in it, with the switch `formerMembers`. */
export function membersOf({ members, switches }: World): Member[] {
	const [first] = members;
	if (switches.formerMembers === 'absent' || !first) return members;
	const status = (value: string) => ({ value, updated_on: DELETED_AT });
	const member = (last: string, id: string, more: JsonObject): Member => ({
		...first,
		id,
		full_name: { title: '', first_name: 'Alex', last_name: last, sys_root: `Alex ${last}` },
		email: [`alex.${last.toLowerCase()}@example.com`],
		deleted_date: { date: null, include_time: false },
		...more,
	});
	const isText = switches.formerMembers === 'listed, dates as text';
	const deleted_date = isText ? DELETED_AT : { date: DELETED_AT, include_time: true };
	return [
		...members,
		member('Deleted', '63a1f65723aaf6bcb564b1fa', { deleted_date }),
		member('Invited', '63a1f65723aaf6bcb564b1fb', { status: status('4') }),
		member('Inactive', '63a1f65723aaf6bcb564b1fc', { status: status('2') }),
	];
}

/** The tables cut down to `fields`; what no table has is left out or refused, by the switch `tableProjection`. */
export function projected(
	{ switches }: World,
	tables: JsonObject[],
	fields: string[],
): JsonObject[] {
	if (fields.length === 0) return tables;
	const unknown = fields.find((field) => !tables.some((table) => field in table));
	if (unknown !== undefined && tables.length > 0 && switches.tableProjection === 'refused') {
		throw new RestRefusal(json({ fields: [`'${unknown}' is not a field of this object.`] }, 400));
	}
	return tables.map((table) =>
		Object.fromEntries(Object.entries(table).filter(([key]) => fields.includes(key))),
	);
}
