import type { Switches } from './switches.mts';
import type { Field, JsonObject } from './types.mts';

/** "New properties can be added" (Webhooks Overview, Notice). */
const UNHEARD_OF = { future_property: { since: 2031, list: [1, 'two', null] } };

/** "We may add more field types" (there). */
const UNHEARD_OF_FIELD: Field = {
	slug: 'sfuture001',
	label: 'Hologram',
	field_type: 'hologramfield',
	params: { depth: 3 },
};

/** Adds a property that nobody has heard of, with the switch `unknownExtras`. */
export function withExtras<Message extends JsonObject>(
	{ unknownExtras }: Switches,
	message: Message,
): Message {
	return unknownExtras ? { ...message, ...UNHEARD_OF } : message;
}

/** Adds a field of an unknown type to a table. */
export function withExtraField({ unknownExtras }: Switches, structure: Field[]): Field[] {
	return unknownExtras ? [...structure, UNHEARD_OF_FIELD] : structure;
}

/** Adds a value of that field to a record. */
export function withExtraValue({ unknownExtras }: Switches, record: JsonObject): JsonObject {
	return unknownExtras
		? { ...record, [UNHEARD_OF_FIELD.slug]: { x: 1, y: [2, { z: '3' }] } }
		: record;
}
