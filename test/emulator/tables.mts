import { tableOf } from './records.mts';
import type { Table, TableRecord } from './types.mts';
import type { World } from './world.mts';

/** Deletes a table with its records, which fires no events (assumption). */
export function removeTable(world: World, tableId: string): void {
	world.tables.splice(world.tables.indexOf(tableOf(world, tableId)), 1);
	world.records.delete(tableId);
	world.changed();
}

/** Deletes a field of a table and its values, which fires no events (assumption). */
export function removeField(world: World, tableId: string, slug: string): void {
	const table = tableOf(world, tableId);
	const left = table.structure.filter((field) => field.slug !== slug);
	if (left.length === table.structure.length) {
		throw new Error(`There is no field '${slug}' in ${table.name}`);
	}
	table.structure = left;
	const records = world.records.get(tableId) ?? new Map<string, TableRecord>();
	// Copies: events hold the records as they were.
	for (const [id, record] of records) {
		const entries = Object.entries(record).filter(([key]) => key !== slug);
		records.set(id, Object.fromEntries(entries) as TableRecord);
	}
	world.changed();
}

/** Notes all tables and fields, and gives what puts them back. */
export function tableKeeper(tables: Table[]): () => void {
	const all = tables.map((table) => ({ table, structure: table.structure }));
	return () => {
		all.forEach(({ table, structure }) => (table.structure = structure));
		tables.splice(0, Infinity, ...all.map(({ table }) => table));
	};
}
