import { choicesOf } from '../fields/choices.mts';
import { isObject, type Field, type JsonObject } from '../types.mts';
import { groupOf } from './comparisons.mts';
import { FilterRefusal } from './filter.mts';
import { idsOf, momentOf, numberOf, textsOf } from './read.mts';

type Key = string | number | undefined;

/** The records in the order of `[{field, direction}]`, empty ones first; equal ones stay in order. */
export function sorted<Sorted extends JsonObject>(
	structure: Field[],
	records: Sorted[],
	sort: unknown,
): Sorted[] {
	if (sort === undefined || sort === null) return records;
	if (!Array.isArray(sort)) throw new FilterRefusal({ sort: 'Expected a list of items.' });
	const orders = sort.map((order: unknown) => orderOf(structure, order));
	return records.toSorted((one, other) => {
		for (const { field, sign } of orders) {
			const order = compared(keyOf(field, one[field.slug]), keyOf(field, other[field.slug]));
			if (order !== 0) return sign * order;
		}
		return 0;
	});
}

function orderOf(structure: Field[], order: unknown) {
	const { field: slug, direction } = isObject(order) ? order : {};
	const field = structure.find((one) => one.slug === slug);
	if (!field) throw new FilterRefusal({ [String(slug)]: 'Unknown field.' });
	if (direction !== 'asc' && direction !== 'desc') {
		throw new FilterRefusal({ direction: 'Must be "asc" or "desc".' });
	}
	return { field, sign: direction === 'asc' ? 1 : -1 };
}

/** Choices sort as people see them, not by their ids. */
function keyOf(field: Field, value: unknown): Key {
	switch (groupOf(field.field_type)) {
		case 'number':
		case 'count':
			return numberOf(value);
		case 'date':
		case 'duedate':
			return momentOf(value)?.atMs;
		case 'yesno':
			return value === true ? 1 : 0;
		case 'choice': {
			const place = choicesOf(field).findIndex((choice) => choice.value === idsOf(value)[0]);
			return place === -1 ? undefined : place;
		}
		default:
			return textsOf(value)[0]?.toLowerCase();
	}
}

function compared(one: Key, other: Key): number {
	if (one === other) return 0;
	if (one === undefined) return -1;
	if (other === undefined) return 1;
	if (typeof one === 'number' && typeof other === 'number') return one - other;
	return String(one).localeCompare(String(other));
}
