import { findRecord } from '../records.mts';
import { entriesOf, FieldRefusal, type FieldType } from './field-type.mts';

/** Ids of members or teams. What becomes of others is the switch `unknownMembers`. */
export const users: FieldType = {
	empty: () => [],
	store(value, { world }) {
		const known = [...world.members, ...world.teams].map(({ id }) => id);
		return entriesOf(value).filter((id) => {
			if (known.some((one) => one === id)) return true;
			if (world.switches.unknownMembers === 'dropped') return false;
			throw new FieldRefusal(`Invalid pk "${String(id)}" - object does not exist.`);
		});
	},
};

/** Ids of records; those of another table are dropped in silence (docs/internals/smartsuite.md 4.3). */
export const linkedRecords: FieldType = {
	empty: () => [],
	store(value, { world, field }) {
		const table = String(field.params.linked_application);
		return entriesOf(value).filter(
			(id) => typeof id === 'string' && findRecord(world, table, id) !== undefined,
		);
	},
};
