import type { IDataObject } from 'n8n-workflow';

import type { Haste, SmartSuiteContext } from '../transport';
import { callRest, inPath } from './rest';
import type { RestCall } from './rest';
import { asObject, asText, listIn } from './shape';

/** Records one by one, and searches (docs/internals/smartsuite.md section 4). */

/** A record as SmartSuite gives it: fields by slug, `id`, and more. Empty fields may be left out. */
export type StoredRecord = IDataObject;

/** What a search asks for; filters are in SmartSuite's form (docs/internals/smartsuite.md section 4.1). */
export interface RecordSearch {
	filter?: IDataObject;
	sort?: IDataObject[];
	/** Records by id. SmartSuite refuses `id` in a filter. */
	ids?: string[];
	/** Slugs of the fields to give; all where absent. */
	fields?: string[];
}

/** The most records of one page (docs/internals/smartsuite.md section 4). */
const RECORDS_PAGE_SIZE = 1_000;

export function recordsPath(context: SmartSuiteContext, tableId: string): string {
	return `/applications/${inPath(context, 'table', tableId)}/records`;
}

/** What a call about the records of a table is about, for messages. */
export const aboutTable = (tableId: string) => `table '${tableId}'`;

/** One page of the records that a search finds. */
export async function searchRecords(
	context: SmartSuiteContext,
	tableId: string,
	{ filter = {}, sort = [], ids, fields = [] }: RecordSearch,
	{ offset, limit }: { offset: number; limit: number },
	haste: Haste = {},
): Promise<{ records: StoredRecord[]; total: number }> {
	const body = await callRest(context, {
		method: 'POST',
		path: `${recordsPath(context, tableId)}/list/`,
		query: { offset, limit, ...(fields.length > 0 && { fields }) },
		body: { sort, filter, ...(ids && { ids }) },
		about: aboutTable(tableId),
		...haste,
	});
	const records = listIn(body, 'items', 'results', 'records');
	return {
		records,
		total: totalIn(body) ?? offset + records.length + Number(records.length >= limit),
	};
}

/** Undefined where the answer does not tell: then a full page is not the last one. */
function totalIn(body: unknown): number | undefined {
	const { total, count } = asObject(body);
	const told = asText(total) || asText(count);
	return told === '' || Number.isNaN(Number(told)) ? undefined : Number(told);
}

/**
 * The records that a search finds, each once, by the largest pages. Where the total falls between two
 * pages, records moved to the front past the gap: the page is read again from so many before it.
 */
export async function findRecords(
	context: SmartSuiteContext,
	tableId: string,
	search: RecordSearch,
	limit = Infinity,
): Promise<StoredRecord[]> {
	const found = new Map<string, StoredRecord>();
	let known = 0;
	for (let offset = 0; found.size < limit; ) {
		const page = { offset, limit: Math.min(RECORDS_PAGE_SIZE, limit - found.size) };
		const { records, total } = await searchRecords(context, tableId, search, page);
		for (const record of records) found.set(asText(record.id), record);
		const vanished = Math.max(0, known - total);
		known = total;
		offset = vanished > 0 ? Math.max(0, offset - vanished) : offset + records.length;
		const isEnd = vanished === 0 && (records.length === 0 || offset >= total);
		if (isEnd) break;
	}
	return [...found.values()];
}

/** Values that one search looks for: more of them under `or` nobody has tried (docs/internals/smartsuite.md section 4.1). */
const VALUES_A_SEARCH = 50;

/**
 * The records that have one of the values, fifty values a search; one that has several may come several times.
 * @param entriesFor the entries of a filter, to be joined by OR, that find some of them
 */
export async function findRecordsWithAny<Value>(
	context: SmartSuiteContext,
	tableId: string,
	values: readonly Value[],
	entriesFor: (values: readonly Value[]) => IDataObject[],
	fields?: string[],
): Promise<StoredRecord[]> {
	const found: StoredRecord[] = [];
	for (let from = 0; from < values.length; from += VALUES_A_SEARCH) {
		const entries = entriesFor(values.slice(from, from + VALUES_A_SEARCH));
		const filter = { operator: 'or', fields: entries };
		found.push(...(await findRecords(context, tableId, { filter, fields })));
	}
	return found;
}

/** One record. @throws SmartSuiteError of the kind `missing` where there is none */
export async function getRecord(
	context: SmartSuiteContext,
	tableId: string,
	recordId: string,
): Promise<StoredRecord> {
	return await callRecord(context, tableId, recordId, { method: 'GET' });
}

/** It is not repeated: an answer that got lost may have made the record (see actions/record/creation). */
export async function createRecord(
	context: SmartSuiteContext,
	tableId: string,
	fields: IDataObject,
): Promise<StoredRecord> {
	const body = await callRest(context, {
		method: 'POST',
		path: `${recordsPath(context, tableId)}/`,
		body: fields,
		about: aboutTable(tableId),
		repeatable: false,
	});
	return asObject(body);
}

/** Changes the named fields only. */
export async function updateRecord(
	context: SmartSuiteContext,
	tableId: string,
	recordId: string,
	fields: IDataObject,
): Promise<StoredRecord> {
	return await callRecord(context, tableId, recordId, { method: 'PATCH', body: fields });
}

/** Moves it to the trash. */
export async function deleteRecord(
	context: SmartSuiteContext,
	tableId: string,
	recordId: string,
): Promise<void> {
	await callRecord(context, tableId, recordId, { method: 'DELETE', answerIsOptional: true });
}

/** Takes it out of the trash; SmartSuite may add "(Restored)" to its title. */
export async function restoreRecord(
	context: SmartSuiteContext,
	tableId: string,
	recordId: string,
): Promise<StoredRecord> {
	const call = { method: 'POST', body: {}, answerIsOptional: true } as const;
	return await callRecord(context, tableId, recordId, call, 'restore/');
}

async function callRecord(
	context: SmartSuiteContext,
	tableId: string,
	recordId: string,
	call: Pick<RestCall, 'method' | 'body' | 'answerIsOptional'>,
	rest = '',
): Promise<StoredRecord> {
	const path = `${recordsPath(context, tableId)}/${inPath(context, 'record', recordId)}/${rest}`;
	return asObject(await callRest(context, { path, about: `record '${recordId}'`, ...call }));
}
