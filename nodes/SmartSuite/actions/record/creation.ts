import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import {
	asObject,
	asText,
	createRecord,
	createRecords,
	LOOK_DELAYS_MS,
	mayBeMadeSince,
	OPEN_FAILURES,
	searchRecords,
	withAdvice,
} from '../../api';
import type { BatchAnswer, StoredRecord } from '../../api';
import type { KnownTable } from '../../fields';
import { failedAs, recover, SmartSuiteError, stopSignal, waitFor } from '../../transport';
import { inBatches } from './batches';
import { inDateForm, inEitherForm, refusesDateForm } from './date-forms';
import type { How, Result, Sent } from './batches';
import { hasArrived, matched } from './pairing';

/** Times that the same records are sent, as long as the looks prove that they are not there. */
const MOST_TRIES = 2;
/** Records that others make meanwhile are among the newest, too. */
const NEWEST_LOOKED_AT = 200;

/**
 * Creates records, in batches.
 * @param known ids of records that were made before; those of the new ones are added
 * @returns what became of each body; undefined where nothing was tried after an earlier failure
 */
export async function createAll(
	context: IExecuteFunctions,
	table: KnownTable,
	bodies: readonly IDataObject[],
	how: How,
	known = new Set<string>(),
): Promise<Array<Result<StoredRecord> | undefined>> {
	const send = async (batch: readonly IDataObject[]) =>
		await createBatch(context, table, batch, known);
	return await inBatches(bodies, { ...how, send });
}

/**
 * Creates records with one call. Where it stays open whether they were made, it looks for them among the
 * table's newest records before it says or does anything.
 * @param known ids of records that were made before, which are none of these
 * @throws SmartSuiteError where none of them was made
 */
async function createBatch(
	context: IExecuteFunctions,
	table: KnownTable,
	bodies: readonly IDataObject[],
	known: Set<string>,
	tries = 1,
): Promise<Sent<StoredRecord>> {
	const sentAt = Date.now();
	const { answer, failure } = await attempt(context, table, bodies);
	const found = answer
		? matched(bodies, answer.records, table.structure.bySlug, answer)
		: await lookFor(context, table, bodies, { sentAt, known, failure });
	// What may be there already must not be sent once more, in whatever batch.
	if (!found && failure)
		return { results: bodies.map(() => ({ error: notKnown(context, failure) })) };
	for (const record of found ?? []) if (record) known.add(asText(record.id));
	const results = (found ?? []).map((record) => record && { done: record });
	const others = (error: (at: number) => Error) =>
		results.map((result, at) => result ?? { error: error(at) });
	if (answer) return { results: others((at) => notMade(context, answer.refused.get(at))) };
	const missing = bodies.filter((_, at) => !results[at]);
	if (missing.length === 0) return { results };
	const mayWorkNow = failedAs(failure, 'unavailable') || refusesDateForm(table, missing, failure);
	if (mayWorkNow && tries < MOST_TRIES) {
		const again = await createBatch(context, table, missing, known, tries + 1);
		const rest = [...again.results];
		return { ...again, results: results.map((result) => result ?? rest.shift()) };
	}
	if (!failedAs(failure, 'unreachable', 'unreadable')) return { results, failure };
	return { results: others(() => notThere(context, failure)) };
}

/** What SmartSuite answered, or why it may have made records all the same: a refused batch perhaps in part. */
type Attempt =
	| { answer: BatchAnswer; failure?: undefined }
	| { answer?: undefined; failure: SmartSuiteError };

async function attempt(
	context: IExecuteFunctions,
	table: KnownTable,
	bodies: readonly IDataObject[],
): Promise<Attempt> {
	const sent = create(context, table, bodies).then((answer): Attempt => ({ answer }));
	const kinds = bodies.length > 1 ? [...OPEN_FAILURES, 'refused' as const] : OPEN_FAILURES;
	return await recover(sent, kinds, async (failure) => ({ failure }));
}

async function create(
	context: IExecuteFunctions,
	table: KnownTable,
	bodies: readonly IDataObject[],
): Promise<BatchAnswer> {
	const { id } = table.table;
	// A refused batch may have made some records: those are looked for before anything is sent again.
	if (bodies.length !== 1) return await createRecords(context, id, inDateForm(table, bodies));
	// SmartSuite says more about a single record, and looks whether it has what the table requires.
	const made = await inEitherForm(table, bodies, async ([only = {}]) => {
		return await createRecord(context, id, only);
	});
	return { records: [made], refused: new Map() };
}

/** What is looked for after a failure: records made since a time in ms that nobody knows yet. */
interface Looking {
	sentAt: number;
	known: ReadonlySet<string>;
	failure: SmartSuiteError;
}

/** The newest records that have what was sent; undefined where that cannot be found out. */
async function lookFor(
	context: IExecuteFunctions,
	{ table, structure }: KnownTable,
	bodies: readonly IDataObject[],
	{ sentAt, known, failure }: Looking,
): Promise<Array<StoredRecord | undefined> | undefined> {
	const isPassing = !failedAs(failure, 'refused');
	let found: Array<StoredRecord | undefined> = [];
	for (const delayMs of isPassing ? LOOK_DELAYS_MS : [0]) {
		if (delayMs > 0) await waitFor(delayMs, stopSignal(context)).catch(() => {});
		const sort = [{ field: 'first_created', direction: 'desc' }];
		const page = { offset: 0, limit: NEWEST_LOOKED_AT };
		const newest = await searchRecords(context, table.id, { sort }, page).catch(() => undefined);
		if (!newest) return undefined;
		const candidates = newest.records.filter(
			({ id, first_created }) =>
				!known.has(asText(id)) && mayBeMadeSince(sentAt, asText(asObject(first_created).on)),
		);
		found = matched(bodies, candidates, structure.bySlug, { fits: hasArrived });
		if (found.length === bodies.length && found.every(Boolean)) break;
	}
	return found;
}

function notMade(context: IExecuteFunctions, reason = ''): SmartSuiteError {
	return new SmartSuiteError(context.getNode(), {
		kind: 'refused',
		message: 'SmartSuite did not create the record',
		description: reason ? `SmartSuite says: ${reason}` : 'Its answer does not say why.',
		passing: false,
	});
}

function notKnown(context: IExecuteFunctions, failure: SmartSuiteError): SmartSuiteError {
	const advice =
		'Whether SmartSuite has the record now is not known: look into the table before you run this again.';
	return withAdvice(context, failure, advice);
}

function notThere(context: IExecuteFunctions, failure: SmartSuiteError): SmartSuiteError {
	const seconds = LOOK_DELAYS_MS.reduce((sum, ms) => sum + ms, 0) / 1_000;
	const advice = `The record was not in the table ${seconds} s later. Look into the table before you run this again.`;
	return withAdvice(context, failure, advice);
}
