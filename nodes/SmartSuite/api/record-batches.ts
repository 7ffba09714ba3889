import type { IDataObject } from 'n8n-workflow';

import type { SmartSuiteContext } from '../transport';
import { aboutTable, recordsPath } from './records';
import type { StoredRecord } from './records';
import { callRest } from './rest';
import type { RestCall } from './rest';
import { asObject, asText, isObject, listIn } from './shape';

/** Records in batches (docs/internals/smartsuite.md section 4.4). */

/** SmartSuite takes no more records in one call. */
export const MOST_IN_BATCH = 25;

/** What became of a batch: the records of the answer, and by position what was refused of it, with the reason. */
export interface BatchAnswer {
	records: StoredRecord[];
	refused: ReadonlyMap<number, string>;
}

/** It is not repeated: an answer that got lost may have made the records. */
export async function createRecords(
	context: SmartSuiteContext,
	tableId: string,
	items: IDataObject[],
): Promise<BatchAnswer> {
	const call = { method: 'POST', path: '/bulk/', repeatable: false } as const;
	return await callBatch(context, tableId, items, call);
}

/** Each item has the `id` of its record. Records that did not change may be left out of the answer. */
export async function updateRecords(
	context: SmartSuiteContext,
	tableId: string,
	items: IDataObject[],
): Promise<BatchAnswer> {
	return await callBatch(context, tableId, items, { method: 'PATCH', path: '/bulk/' });
}

/** Moves the records to the trash. */
export async function deleteRecords(
	context: SmartSuiteContext,
	tableId: string,
	ids: string[],
): Promise<BatchAnswer> {
	const query = { fields: 'id' };
	const call = { method: 'PATCH', path: '/bulk_delete/', query, answerIsOptional: true } as const;
	return await callBatch(context, tableId, ids, call);
}

async function callBatch(
	context: SmartSuiteContext,
	tableId: string,
	items: IDataObject[] | string[],
	{ path, ...call }: Omit<RestCall, 'body' | 'about'>,
): Promise<BatchAnswer> {
	const body = await callRest(context, {
		...call,
		path: `${recordsPath(context, tableId)}${path}`,
		body: { items },
		about: `${items.length} records of ${aboutTable(tableId)}`,
	});
	return { records: recordsIn(body), refused: refusedIn(body) };
}

/** A bare array for most clients, `{items}` for one, `{successful_items, failed_items}` for one. */
function recordsIn(body: unknown): StoredRecord[] {
	return listIn(body, 'items', 'successful_items', 'results');
}

/** `failed_items: [{index, reason}]`. */
function refusedIn(body: unknown): ReadonlyMap<number, string> {
	const failed = listIn(asObject(body).failed_items);
	return new Map(failed.map(({ index, reason }) => [Number(index), reasonOf(reason)]));
}

function reasonOf(reason: unknown): string {
	if (!isObject(reason)) return asText(reason) || 'no reason given';
	return Object.entries(reason)
		.map(([field, said]) => `${field}: ${[said].flat().map(asText).join(' ')}`)
		.join('; ');
}
