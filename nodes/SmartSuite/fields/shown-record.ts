import type { IDataObject } from 'n8n-workflow';

import type { Field, Table } from '../api';
import { typeOf } from './field-types';
import type { FieldValue, Names } from './field-type';
import { labelsBeside, labelsOf, NOT_FIELDS } from './names';
import type { FieldLabels } from './names';

/** How items show the fields of a record. */
export interface FieldView {
	fieldNames: 'label' | 'slug';
	values: 'readable' | 'raw';
}

/** A table's fields as records are shown by them. */
export interface Structure {
	bySlug: ReadonlyMap<string, Field>;
	labels: FieldLabels;
}

/** What showing a record takes. Without a structure it has slugs and raw values. */
export interface Showing extends FieldView {
	structure: Structure | undefined;
	names: Names;
}

export function structured({ fields }: Table): Structure {
	return {
		bySlug: new Map(fields.map((field) => [field.slug, field])),
		labels: labelsOf(fields),
	};
}

/** The names of the fields by slug, for a record that has these keys. */
export function namesFor(keys: readonly string[], { structure, fieldNames }: Showing): FieldLabels {
	return structure && fieldNames === 'label' ? labelsBeside(structure.labels, keys) : new Map();
}

/** The record with its fields in the table's order, and behind them what is no field of it. */
export function shownRecord(
	record: IDataObject,
	names: FieldLabels,
	showing: Showing,
): IDataObject {
	const { structure } = showing;
	const slugs = structure
		? [...structure.bySlug.keys()].filter((slug) => Object.hasOwn(record, slug))
		: [];
	const others = Object.keys(record).filter((key) => !structure?.bySlug.has(key));
	return Object.fromEntries(
		[...slugs, ...others].map((key) => [
			names.get(key) ?? key,
			shownValue(record[key], structure?.bySlug.get(key), showing),
		]),
	);
}

/** A value that cannot be shown readably is shown as it is. */
function shownValue(
	value: FieldValue,
	field: Field | undefined,
	{ values, names }: Showing,
): FieldValue {
	if (!field || values === 'raw') return value;
	try {
		return typeOf(field).shown(value, field, names);
	} catch {
		return value;
	}
}

/** Keys of the record that may be fields that are newer than the structure. */
export function unknownSlugs(record: IDataObject, { bySlug }: Structure): string[] {
	return Object.keys(record).filter((key) => !bySlug.has(key) && !NOT_FIELDS.includes(key));
}
