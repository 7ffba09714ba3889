import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { findRecordsWithAny } from '../../api';
import type { Field, StoredRecord } from '../../api';
import { entriesEqualTo, keyOf } from '../../fields';
import type { FieldValue } from '../../fields';

/** The key of a record by several fields; '' where one of them is empty. */
export function keyBy(fields: readonly Field[], record: IDataObject): string {
	const keys = fields.map((field) => keyOf(field, record[field.slug]));
	return keys.includes('') ? '' : JSON.stringify(keys);
}

/**
 * The records that have one of the keys, by key. SmartSuite's filters are one level deep, so it is asked for one
 * field, fifty values a call, and the others are compared here.
 * @param bodies by key
 */
export async function recordsByKey(
	context: IExecuteFunctions,
	tableId: string,
	fields: readonly Field[],
	bodies: ReadonlyMap<string, IDataObject>,
): Promise<Map<string, StoredRecord[]>> {
	const found = new Map<string, StoredRecord[]>();
	const field = mostTelling(fields);
	if (!field) return found;
	const wanted = new Map(
		[...bodies.values()].map((body) => [keyOf(field, body[field.slug]), body[field.slug]]),
	);
	const entriesFor = (values: readonly FieldValue[]) => entriesEqualTo(field, values);
	const records = await findRecordsWithAny(context, tableId, [...wanted.values()], entriesFor);
	const seen = new Set<unknown>();
	for (const record of records) {
		const key = keyBy(fields, record);
		// A record with a list of values may be found by several calls.
		if (!bodies.has(key) || seen.has(record.id)) continue;
		seen.add(record.id);
		found.set(key, [...(found.get(key) ?? []), record]);
	}
	return found;
}

/** The field that most likely has few records for each of its values. */
function mostTelling(fields: readonly Field[]): Field | undefined {
	const isShared = ({ type }: Field) => SHARED.includes(type);
	return (
		fields.find(({ params }) => params.unique === true) ??
		fields.find((field) => !isShared(field)) ??
		fields[0]
	);
}

/** Types whose values many records have in common. */
const SHARED = [
	'singleselectfield',
	'statusfield',
	'multipleselectfield',
	'tagsfield',
	'yesnofield',
	'userfield',
	'ratingfield',
	'percentcompletefield',
];
