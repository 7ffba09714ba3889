import type { IDataObject } from 'n8n-workflow';

import {
	credentialIdOf,
	failedAs,
	isExecution,
	rememberRecent,
	shorten,
	SmartSuiteError,
	stopSignal,
	waitFor,
	warn,
} from '../transport';
import type { LoggingContext } from '../transport';
import type { ChangeEvent } from './event';
import { labelsOf, withLabels } from './labels';
import type { Labels } from './labels';
import { getTable } from './metadata';
import type { Table } from './metadata';
import { asObject } from './shape';

interface Remembered {
	labels: Labels;
	/** Keys of records that were no fields when the table was read, such as `id`. */
	others: ReadonlySet<string>;
	/** Times in ms of the time of day. */
	readAt: number;
	goodUntil: number;
}

const MEMORY_MS = 600_000;
/** Least time between two readings: for the sake of a field that is not known, and after a failed one. */
const REFRESH_MS = 60_000;
/** Wait before the only other try to read a table: events wait meanwhile. */
const RETRY_MS = 2_000;
const MOST_TABLES = 200;
/** Table ids come from events, so nothing is known of their length. */
const LONGEST_ID = 100;

/** Labels by credential and table. Lost at a restart: then the table is read again. */
const remembered = new Map<string, Remembered>();

/**
 * The simplified events with labels for slugs. A table is read once in ten minutes, and for a field
 * that is not known. One that cannot be read holds up no events: they get the labels that were known
 * before, or keep their slugs, and n8n's log says why.
 * @throws where the credential is refused or incomplete, and where the execution was stopped
 */
export async function labelled(
	context: LoggingContext,
	events: readonly ChangeEvent[],
): Promise<IDataObject[]> {
	const items: IDataObject[] = [];
	for (const { simplified, tableId } of events) {
		const slugs = Object.keys(asObject(simplified.record));
		items.push(withLabels(simplified, await labelsFor(context, tableId, slugs)));
	}
	return items;
}

async function labelsFor(
	context: LoggingContext,
	tableId: string,
	slugs: string[],
): Promise<Labels> {
	if (tableId === '') return new Map();
	// By credential, too: what one token may not read, another may.
	const key = `${credentialIdOf(context)} ${tableId}`;
	const known = remembered.get(key);
	if (known && fits(known, slugs)) return known.labels;
	const { labels, memoryMs } = await read(context, tableId, known?.labels);
	const readAt = Date.now();
	const others = new Set(slugs.filter((slug) => !labels.has(slug)));
	const entry = { labels, others, readAt, goodUntil: readAt + memoryMs };
	rememberRecent(remembered, key, entry, MOST_TABLES);
	return labels;
}

function fits({ labels, others, readAt, goodUntil }: Remembered, slugs: string[]): boolean {
	const now = Date.now();
	const isKnown = (slug: string) => labels.has(slug) || others.has(slug);
	return now < goodUntil && (now - readAt < REFRESH_MS || slugs.every(isKnown));
}

interface Reading {
	labels: Labels;
	/** How long they are good. */
	memoryMs: number;
}

/** The labels of a table, or those known before. */
async function read(
	context: LoggingContext,
	tableId: string,
	known: Labels = new Map(),
): Promise<Reading> {
	return await getTableInTwoTries(context, tableId).then<Reading, Reading>(
		({ fields }) => ({ labels: labelsOf(fields), memoryMs: MEMORY_MS }),
		(failure: unknown) => {
			if (!(failure instanceof SmartSuiteError) || failedAs(failure, 'credential')) throw failure;
			logFailure(context, tableId, failure, known.size > 0);
			return { labels: known, memoryMs: failedAs(failure, ...LASTING) ? MEMORY_MS : REFRESH_MS };
		},
	);
}

/** What will not be otherwise in ten minutes. */
const LASTING = ['missing', 'forbidden'] as const;

async function getTableInTwoTries(context: LoggingContext, tableId: string): Promise<Table> {
	const tryOnce = async () => await getTable(context, tableId, { isTriedOnce: true });
	return await tryOnce().catch(async (failure: unknown) => {
		const isLasting = failedAs(failure, 'credential', ...LASTING);
		if (!(failure instanceof SmartSuiteError) || isLasting) throw failure;
		// A pause of the token is over for the table as it is for the events.
		if (failedAs(failure, 'throttled')) return await getTable(context, tableId);
		await waitFor(RETRY_MS, stopSignal(context)).catch(() => {});
		return await tryOnce();
	});
}

function logFailure(
	context: LoggingContext,
	tableId: string,
	{ message, description }: SmartSuiteError,
	areKnown: boolean,
): void {
	const table = `table '${shorten(tableId, LONGEST_ID)}'`;
	const instead = areKnown ? 'the labels known before' : 'slugs in place of labels';
	const why = `${shorten(message)}. ${description ?? ''}`.trim();
	const what = `cannot read the fields of ${table}, so its events have ${instead}: ${why}`;
	// The trigger reads tables before n8n starts an execution.
	warn(context, what, '', isExecution(context) ? 'SmartSuite' : 'SmartSuite Trigger');
}
