import { storedFields, WriteRefusal } from '../fields/write.mts';
import { createRecord, deleteRecord, findRecord, updateRecord } from '../records.mts';
import { isObject, type Answer, type ApiRequest, type JsonObject, type Table } from '../types.mts';
import type { World } from '../world.mts';
import { json, RestRefusal, type Handler } from './answers.mts';
import { cleared } from './records.mts';
import { apiAuthor, objectIn, tableAt } from './request.mts';
import { requireUnique } from './rules.mts';

/** Records 25 at a time, as docs/internals/smartsuite.md 4.4 has them. */

const MOST_ITEMS = 25;

/** A checked item: `write` does it, and gives what the answer shows, if anything. */
type Planned = { write: () => JsonObject | undefined } | { complaints: JsonObject };

/** Required fields are not enforced here. */
export const create: Handler = (world, { tableId }, request) => {
	const table = tableAt(world, tableId);
	const earlier: JsonObject[] = [];
	const planned = itemsIn(request).map((item) =>
		plan(() => {
			const fields = storedFields(world, { table, fields: objectOf(item), isBulk: true });
			requireUnique(world, table, fields, { earlier });
			earlier.push(fields);
			return () => createRecord(world, table.id, fields, apiAuthor(world));
		}),
	);
	const { bulkCreateAnswer, bulkCreateOrder } = world.switches;
	return answer(world, planned, bulkCreateAnswer, bulkCreateOrder === 'reversed');
};

/** PATCH: those that did not change are left out of the answer. */
export const update: Handler = (world, { tableId }, request) =>
	updateAll(world, tableAt(world, tableId), request, (_table, fields) => fields);

/** PUT: fields that an item does not name are cleared. */
export const replace: Handler = (world, { tableId }, request) =>
	updateAll(world, tableAt(world, tableId), request, (table, fields) => ({
		...cleared(table, fields),
		...fields,
	}));

/** Items are ids, or objects with one: clients send both. */
export const remove: Handler = (world, { tableId }, request) => {
	const table = tableAt(world, tableId);
	const earlier = new Set<string>();
	const planned = itemsIn(request).map((item) =>
		plan(() => {
			const id = idOf(world, table, isObject(item) ? item : { id: item });
			if (earlier.has(id)) throw new WriteRefusal({ id: [`Record "${id}" is named twice.`] });
			earlier.add(id);
			return () => {
				const { application_id, application_slug, deleted_date } = deleteRecord(
					world,
					table.id,
					id,
					apiAuthor(world),
				);
				return { application_id, id, application_slug, deleted_date };
			};
		}),
	);
	return answer(world, planned, 'array');
};

function updateAll(
	world: World,
	table: Table,
	request: ApiRequest,
	complete: (table: Table, fields: JsonObject) => JsonObject,
): Answer {
	const earlier: JsonObject[] = [];
	const planned = itemsIn(request).map((item) =>
		plan(() => {
			const given = objectOf(item);
			const id = idOf(world, table, given);
			const before = findRecord(world, table.id, id);
			const write = { table, fields: complete(table, given), before, isBulk: true };
			const fields = storedFields(world, write);
			requireUnique(world, table, fields, { recordId: id, earlier });
			earlier.push(fields);
			return () => {
				const old = findRecord(world, table.id, id);
				const record = updateRecord(world, table.id, id, fields, apiAuthor(world));
				const isListed = world.switches.bulkUpdateUnchanged === 'listed';
				return isListed || record !== old ? record : undefined;
			};
		}),
	);
	return answer(world, planned, world.switches.bulkUpdateAnswer);
}

/** 422 for more than 25, 400 for a body without `items`. */
function itemsIn(request: ApiRequest): unknown[] {
	const { items } = objectIn(request);
	if (!Array.isArray(items)) {
		throw new RestRefusal(json({ items: ['This field is required.'] }, 400));
	}
	if (items.length <= MOST_ITEMS) return items as unknown[];
	const complaint = `Ensure this field has no more than ${MOST_ITEMS} elements.`;
	throw new RestRefusal(json({ items: [complaint] }, 422));
}

function objectOf(item: unknown): JsonObject {
	if (isObject(item)) return item;
	throw new WriteRefusal({ item: ['Expected a dictionary of items.'] });
}

function idOf(world: World, table: Table, { id }: JsonObject): string {
	if (typeof id === 'string' && findRecord(world, table.id, id)) return id;
	throw new WriteRefusal({ id: [`Record "${String(id)}" does not exist.`] });
}

function plan(check: () => () => JsonObject | undefined): Planned {
	try {
		return { write: check() };
	} catch (error) {
		if (error instanceof WriteRefusal) return { complaints: error.complaints };
		throw error;
	}
}

/** Writes what was planned; with the switch `bulkAtomic` all, or nothing and 400. */
function answer(
	world: World,
	planned: Planned[],
	form: 'array' | 'items' | 'successful_items',
	isReversed = false,
): Answer {
	const failed_items: Array<{ index: number; reason: JsonObject }> = [];
	const written: JsonObject[] = [];
	if (world.switches.bulkAtomic && planned.some((item) => 'complaints' in item)) {
		const items = planned.map((item) => ('complaints' in item ? item.complaints : {}));
		return json({ items }, 400);
	}
	planned.forEach((item, index) => {
		if ('complaints' in item) failed_items.push({ index, reason: item.complaints });
		else written.push(...[item.write()].filter((record) => record !== undefined));
	});
	if (isReversed) written.reverse();
	if (form === 'array') return json(written);
	return json(form === 'items' ? { items: written } : { successful_items: written, failed_items });
}
