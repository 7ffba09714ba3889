import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import {
	asText,
	deleteRecord,
	deleteRecords,
	findRecords,
	updateRecord,
	updateRecords,
} from '../../api';
import type { StoredRecord } from '../../api';
import type { KnownTable } from '../../fields';
import { SmartSuiteError } from '../../transport';
import { inBatches } from './batches';
import { inEitherForm } from './date-forms';
import type { How, Result, Sent } from './batches';

/** A record's id and the fields to change, by slug. */
export interface Change {
	id: string;
	fields: IDataObject;
}

/** Changes of one record as one: later values win. The order is that of the first. */
function merged(changes: readonly Change[]): Change[] {
	const byId = new Map<string, IDataObject>();
	for (const { id, fields } of changes) byId.set(id, { ...byId.get(id), ...fields });
	return [...byId].map(([id, fields]) => ({ id, fields }));
}

/**
 * Changes records, in batches. SmartSuite leaves records that did not change out of its answer: those are read
 * at the end, all with one call a thousand.
 * @returns by id what became of each; absent where nothing was tried after an earlier failure
 */
export async function change(
	context: IExecuteFunctions,
	table: KnownTable,
	changes: readonly Change[],
	how: How,
): Promise<Map<string, Result<StoredRecord>>> {
	const all = merged(changes);
	const tasks = all.filter(({ fields }) => Object.keys(fields).length > 0);
	const send = async (batch: readonly Change[]) => await changeBatch(context, table, batch);
	const sent = await inBatches(tasks, { ...how, send });
	const results = new Map<string, Result<StoredRecord>>();
	const unseen = all.filter((one) => !tasks.includes(one)).map(({ id }) => id);
	tasks.forEach(({ id }, nth) => {
		const result = sent[nth];
		if (result && 'error' in result) results.set(id, result);
		else if (result?.done) results.set(id, { done: result.done });
		else if (result) unseen.push(id);
	});
	for (const [id, result] of await readAll(context, table.table.id, unseen))
		results.set(id, result);
	return results;
}

async function changeBatch(
	context: IExecuteFunctions,
	table: KnownTable,
	batch: readonly Change[],
): Promise<Sent<StoredRecord | undefined>> {
	const { id: tableId } = table.table;
	const [only, ...more] = batch;
	if (only && more.length === 0) {
		const done = await inEitherForm(table, [only.fields], async ([fields = {}]) => {
			return await updateRecord(context, tableId, only.id, fields);
		});
		return { results: [{ done }] };
	}
	const items = batch.map(({ id, fields }) => ({ ...fields, id }));
	const send = async (bodies: IDataObject[]) => await updateRecords(context, tableId, bodies);
	const { records, refused } = await inEitherForm(table, items, send);
	const byId = new Map(records.map((record) => [asText(record.id), record]));
	return {
		results: batch.map(({ id }, at) => {
			const reason = refused.get(at);
			return reason === undefined
				? { done: byId.get(id) }
				: { error: refusal(context, id, reason) };
		}),
	};
}

/** The records of these ids, each with what became of reading it. */
export async function readAll(
	context: IExecuteFunctions,
	tableId: string,
	ids: readonly string[],
): Promise<Map<string, Result<StoredRecord>>> {
	if (ids.length === 0) return new Map();
	const wanted = [...new Set(ids)];
	const found = new Map<string, StoredRecord>();
	for (let from = 0; from < wanted.length; from += MOST_IDS) {
		const search = { ids: wanted.slice(from, from + MOST_IDS) };
		const records = await findRecords(context, tableId, search);
		for (const record of records) found.set(asText(record.id), record);
	}
	return new Map(
		wanted.map((id) => {
			const record = found.get(id);
			return [id, record ? { done: record } : { error: missing(context, id) }];
		}),
	);
}

/** Of one search (docs/internals/smartsuite.md section 4). */
export const MOST_IDS = 1_000;

/** Moves records to the trash, in batches. */
export async function remove(
	context: IExecuteFunctions,
	tableId: string,
	ids: readonly string[],
	how: How,
): Promise<Map<string, Result<true>>> {
	const tasks = [...new Set(ids)];
	const send = async (batch: readonly string[]) => await removeBatch(context, tableId, batch);
	const sent = await inBatches(tasks, { ...how, send });
	return new Map(
		tasks.flatMap((id, nth) => {
			const result = sent[nth];
			return result ? [[id, result] as const] : [];
		}),
	);
}

async function removeBatch(
	context: IExecuteFunctions,
	tableId: string,
	batch: readonly string[],
): Promise<Sent<true>> {
	const [only, ...more] = batch;
	if (only !== undefined && more.length === 0) {
		await deleteRecord(context, tableId, only);
		return { results: [{ done: true }] };
	}
	const { records, refused } = await deleteRecords(context, tableId, [...batch]);
	const listed = new Set(records.map(({ id }) => asText(id)));
	return {
		results: batch.map((id, at) => {
			const reason = refused.get(at);
			if (reason !== undefined) return { error: refusal(context, id, reason) };
			// An answer that lists some leaves out without a word those that it did not delete.
			return listed.size === 0 || listed.has(id) ? { done: true } : { error: missing(context, id) };
		}),
	};
}

function refusal(context: IExecuteFunctions, id: string, reason: string): SmartSuiteError {
	return new SmartSuiteError(context.getNode(), {
		kind: 'refused',
		message: `SmartSuite refused to change record '${id}'`,
		description: `SmartSuite says: ${reason}`,
		passing: false,
	});
}

function missing(context: IExecuteFunctions, id: string): SmartSuiteError {
	return new SmartSuiteError(context.getNode(), {
		kind: 'missing',
		message: `SmartSuite has no record '${id}'`,
		description: 'It may have been deleted, or belong to another table.',
		passing: false,
	});
}
