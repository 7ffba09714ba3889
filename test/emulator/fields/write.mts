import type { Field, JsonObject, Table } from '../types.mts';
import { timestamp } from '../records.mts';
import type { World } from '../world.mts';
import { FieldRefusal, NOT_SAVED } from './field-type.mts';
import { fieldType } from './field-types.mts';

/** Properties of records that are in no structure. */
const SYSTEM = [
	'id',
	'application_id',
	'application_slug',
	'ranking',
	'deleted_by',
	'deleted_date',
];

/** Why values were refused: by slug, lists of complaints, as the API words them. */
export class WriteRefusal extends Error {
	constructor(
		readonly complaints: Record<string, string[]>,
		readonly status: 400 | 422 = 400,
	) {
		super(JSON.stringify(complaints));
	}
}

/** What a write through the API is about. */
interface Write {
	table: Table;
	fields: JsonObject;
	/** The record so far; absent when it is created. */
	before?: JsonObject;
	isBulk?: boolean;
}

/**
 * The fields as SmartSuite stores them; those that it ignores are left out.
 * Throws a `WriteRefusal` that names all fields it does not take.
 */
export function storedFields(world: World, write: Write): JsonObject {
	const { table, fields } = write;
	const complaints: Record<string, string[]> = {};
	const stored: JsonObject = {};
	for (const [slug, value] of Object.entries(fields)) {
		const field = table.structure.find((one) => one.slug === slug);
		if (!field) {
			if (world.switches.unknownSlugs === 'stored') stored[slug] = value;
			const isRefused = world.switches.unknownSlugs === 'refused' && !SYSTEM.includes(slug);
			if (isRefused) complaints[slug] = ['Unknown field.'];
			continue;
		}
		try {
			const kept = storedValue(world, field, value, write);
			if (kept !== NOT_SAVED) stored[slug] = kept;
		} catch (error) {
			if (!(error instanceof FieldRefusal)) throw error;
			complaints[slug] = [error.message];
		}
	}
	if (Object.keys(complaints).length > 0) throw new WriteRefusal(complaints);
	return stored;
}

function storedValue(world: World, field: Field, value: unknown, write: Write): unknown {
	const now = timestamp(world);
	const type = fieldType(field.field_type);
	// A generated title is read-only, too (docs/internals/smartsuite.md 4.2).
	if (type.isReadOnly || field.params.is_auto_generated === true) return NOT_SAVED;
	if (value === null) return (type.cleared ?? type.empty)(now);
	const before = write.before?.[field.slug] ?? type.empty(now);
	return type.store(value, { world, field, before, now, isBulk: write.isBulk ?? false });
}
