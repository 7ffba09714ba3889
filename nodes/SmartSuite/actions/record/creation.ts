import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { asObject, asText, createRecord, createRecords, searchRecords } from '../../api';
import type { BatchAnswer, Field, StoredRecord } from '../../api';
import { isStored } from '../../fields';
import type { KnownTable } from '../../fields';
import { failedAs, SmartSuiteError, stopSignal, waitFor } from '../../transport';
import { inBatches } from './batches';
import type { Result, Sending, Sent } from './batches';

/** Waits before the looks for records that may have been made, in ms. */
const LOOK_DELAYS_MS = [1_000, 5_000];
/** How far the clocks of n8n and SmartSuite may be apart, in ms. */
const CLOCK_SLACK_MS = 120_000;
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
	how: Pick<Sending<unknown, unknown>, 'batchSize' | 'isPatient'>,
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
	{ table, structure }: KnownTable,
	bodies: readonly IDataObject[],
	known: Set<string>,
): Promise<Sent<StoredRecord>> {
	const results = bodies.map((): Result<StoredRecord> | undefined => undefined);
	for (let tries = 1; ; tries++) {
		const open = results.flatMap((result, at) => (result ? [] : [at]));
		const sentAt = Date.now();
		const wanted = open.map((at) => bodies[at] ?? {});
		const keep = (found: ReadonlyArray<StoredRecord | undefined>) => {
			found.forEach((record, nth) => {
				const at = open[nth];
				if (!record || at === undefined) return;
				known.add(asText(record.id));
				results[at] = { done: record };
			});
		};
		try {
			const answer = await create(context, table.id, wanted);
			keep(matched(wanted, answer.records, structure.bySlug, answer));
			open.forEach(
				(at, nth) => (results[at] ??= { error: notMade(context, answer.refused.get(nth)) }),
			);
			return { results };
		} catch (error) {
			if (!(error instanceof SmartSuiteError) || !mayHaveMade(error, wanted.length)) throw error;
			keep(await lookFor(context, { table, structure }, wanted, { sentAt, known, error }));
			const missing = open.filter((at) => !results[at]);
			if (missing.length === 0) return { results };
			if (failedAs(error, 'unavailable') && tries < MOST_TRIES) continue;
			if (!failedAs(error, 'unreachable', 'unreadable')) return { results, failure: error };
			for (const at of missing) results[at] = { error: notThere(error) };
			return { results };
		}
	}
}

async function create(
	context: IExecuteFunctions,
	tableId: string,
	bodies: IDataObject[],
): Promise<BatchAnswer> {
	const [only, ...more] = bodies;
	// SmartSuite says more about a single record, and looks whether it has what the table requires.
	if (!only || more.length > 0) return await createRecords(context, tableId, bodies);
	return { records: [await createRecord(context, tableId, only)], refused: new Map() };
}

/** Whether the call may have made records all the same; a batch that was refused may have been so in part. */
function mayHaveMade(error: SmartSuiteError, size: number): boolean {
	return (
		failedAs(error, 'unavailable', 'unreachable', 'unreadable') ||
		(size > 1 && failedAs(error, 'refused'))
	);
}

/** The newest records that have what was sent. @throws SmartSuiteError that the outcome is unknown */
async function lookFor(
	context: IExecuteFunctions,
	{ table, structure }: KnownTable,
	bodies: IDataObject[],
	{ sentAt, known, error }: { sentAt: number; known: ReadonlySet<string>; error: SmartSuiteError },
): Promise<Array<StoredRecord | undefined>> {
	const isPassing = !failedAs(error, 'refused');
	let found: Array<StoredRecord | undefined> = [];
	for (const delayMs of isPassing ? LOOK_DELAYS_MS : [0]) {
		if (delayMs > 0) await waitFor(delayMs, stopSignal(context)).catch(() => {});
		const sort = [{ field: 'first_created', direction: 'desc' }];
		const page = { offset: 0, limit: NEWEST_LOOKED_AT };
		const newest = await searchRecords(context, table.id, { sort }, page).catch(() => {
			throw Object.assign(error, {
				message: `${error.message}, and it is not known whether records were created`,
				description:
					`Look into the table before you run this again. ${error.description ?? ''}`.trim(),
			});
		});
		const candidates = newest.records.filter(
			(record) => !known.has(asText(record.id)) && createdAt(record) >= sentAt - CLOCK_SLACK_MS,
		);
		found = matched(bodies, candidates, structure.bySlug, { fits: hasArrived });
		if (found.length === bodies.length && found.every(Boolean)) break;
	}
	return found;
}

/** When it was made, in ms; 0 where it does not say. */
function createdAt({ first_created }: StoredRecord): number {
	return Date.parse(asText(asObject(first_created).on)) || 0;
}

/**
 * The record of each body, in the order of the bodies: the one at its place where that has all that was sent,
 * else the one that has most of it. Nobody says in which order SmartSuite answers.
 */
function matched(
	bodies: readonly IDataObject[],
	records: readonly StoredRecord[],
	fields: ReadonlyMap<string, Field>,
	{
		refused = new Map<number, string>(),
		fits = (_: IDataObject, share: number) => share > 0,
	}: {
		refused?: ReadonlyMap<number, string>;
		/** Whether a record that has this share of what was sent may be the one. */
		fits?: (body: IDataObject, share: number, record: StoredRecord) => boolean;
	} = {},
): Array<StoredRecord | undefined> {
	const free = new Set(records);
	const accepted = bodies.map((body, at) => ({ body, at })).filter(({ at }) => !refused.has(at));
	const found = new Map<number, StoredRecord>();
	const take = (at: number, record: StoredRecord) => {
		found.set(at, record);
		free.delete(record);
	};
	accepted.forEach(({ body, at }, nth) => {
		const record = records[nth];
		if (record && storedShare(body, record, fields) === 1) take(at, record);
	});
	for (const { body, at } of accepted) {
		if (found.has(at)) continue;
		const shares = [...free].map((record) => ({
			record,
			share: storedShare(body, record, fields),
		}));
		const [best] = shares.sort((one, other) => other.share - one.share);
		if (best && fits(body, best.share, best.record)) take(at, best.record);
	}
	return bodies.map((_, at) => found.get(at));
}

/** Fields that SmartSuite did not store may be missing in a record that has the title, but not in one without. */
function hasArrived({ title }: IDataObject, share: number, record: StoredRecord): boolean {
	return share === 1 || (share >= 0.5 && asText(title) !== '' && title === record.title);
}

/** How much of what was sent the record has, from 0 to 1. */
function storedShare(
	body: IDataObject,
	record: StoredRecord,
	fields: ReadonlyMap<string, Field>,
): number {
	const sent = Object.entries(body);
	if (sent.length === 0) return 1;
	const stored = sent.filter(([slug, value]) => {
		const field = fields.get(slug);
		return field && isStored(field, value, record[slug]);
	});
	return stored.length / sent.length;
}

function notMade(context: IExecuteFunctions, reason = ''): SmartSuiteError {
	return new SmartSuiteError(context.getNode(), {
		kind: 'refused',
		message: 'SmartSuite did not create the record',
		description: reason ? `SmartSuite says: ${reason}` : 'Its answer does not say why.',
		passing: false,
	});
}

function notThere(error: SmartSuiteError): SmartSuiteError {
	const description = `The record was not in the table ${LOOK_DELAYS_MS.reduce((sum, ms) => sum + ms, 0) / 1_000} s later. Look into the table before you run this again.`;
	return Object.assign(error, { description: `${description} ${error.description ?? ''}`.trim() });
}
