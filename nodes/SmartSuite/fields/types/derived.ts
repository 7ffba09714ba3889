import { asObject, asText } from '../../api';
import type { Field } from '../../api';
import { NO_COMPARISONS } from '../comparisons';
import { computed } from '../entry';
import type { FieldType, FieldValue, Names } from '../field-type';
import { asNumberIfExact, isBlank, listOf, orNull } from '../words/shapes';

/** The entry of a type, as `typeOf` gives it; handed in, as the table holds these entries, too. */
type TypeOf = (field: Pick<Field, 'type'>) => FieldType | undefined;

/** What the field computes is of this type; undefined where the structure does not tell. */
function targetOf({ slug, label, params }: Field): Field | undefined {
	const target = asObject(params.target_field_structure);
	const type = asText(target.field_type);
	if (type === '' || type === 'lookupfield' || type === 'formulafield') return undefined;
	return { slug, label, type, hidden: false, params: asObject(target.params) };
}

/** Entries for the types that show what other fields hold. */
export function derived(typeOf: TypeOf): Readonly<Record<string, FieldType>> {
	/** One value, shown as the type of what it was computed from. */
	const shownResult = (value: FieldValue, field: Field, names: Names): FieldValue => {
		const target = targetOf(field);
		const type = target && typeOf(target);
		return target && type ? type.shown(value, target, names) : orNull(value);
	};

	/** One list, though SmartSuite gives a list for each linked record. */
	const shownLookup = (value: FieldValue, field: Field, names: Names): FieldValue =>
		listOf(value)
			.flatMap(listOf)
			.flatMap((one) => listOf(shownResult(one, field, names)))
			.filter((one) => !isBlank(one));

	return {
		formulafield: computed({
			name: 'Formula',
			shows: 'as the type of its result',
			shown: shownResult,
			comparisons: NO_COMPARISONS,
		}),
		rollupfield: computed({
			name: 'Rollup',
			shows: 'number, or as the type of its result',
			shown: (value, field, names) => {
				const number = asNumberIfExact(value);
				return typeof number === 'number' ? number : shownResult(value, field, names);
			},
			comparisons: NO_COMPARISONS,
		}),
		lookupfield: computed({
			name: 'Lookup',
			shows: 'list, each as the type of the field that is looked up',
			shown: shownLookup,
			comparisons: NO_COMPARISONS,
		}),
	};
}
