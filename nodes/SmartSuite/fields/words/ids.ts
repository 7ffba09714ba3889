import type { Field } from '../../api';
import type { FieldValue, Refusal, Sent } from '../field-type';
import { refused } from './refuse';

/** Of a record, a member or a team. */
export const ID = /^[0-9a-f]{24}$/i;

/** The id that an entry means, or why there is none. */
export type FoundId = { id: string } | { refusal: Refusal };

/** What is sent for entries that each mean an id: each id once, in order, unless one of them is refused. */
export function sentIds(
	entries: readonly FieldValue[],
	field: Field,
	noun: 'member' | 'record',
	find: (entry: FieldValue) => FoundId,
): Sent {
	if (field.params.entries_allowed === 'single' && entries.length > 1) {
		return refused(field, `takes one ${noun}, not ${entries.length}`);
	}
	const ids: string[] = [];
	for (const entry of entries) {
		const found = find(entry);
		if ('refusal' in found) return found;
		ids.push(found.id);
	}
	return { value: [...new Set(ids)] };
}
