import { getTable, listMembers } from '../api';
import type { Haste, Member, Table } from '../api';
import { failedAs, shorten, SmartSuiteError, stopSignal, waitFor } from '../transport';
import type { LoggingContext, SmartSuiteContext } from '../transport';
import { structured } from './shown-record';
import type { Structure } from './shown-record';
import { keepRead, lastRead } from './workspace-memory';
import type { Source } from './workspace-memory';

/** Wait before the only other try to read a table: events wait meanwhile. */
const RETRY_MS = 2_000;
/** Names of members only help to tell people apart: nothing waits longer for them. */
const MEMBERS_TIMEOUT_MS = 5_000;
/** Table ids come from events, so nothing is known of their length. */
const LONGEST_ID = 100;

/** A table, and its fields as records are shown by them: worked out once for all its readings. */
export interface KnownTable {
	table: Table;
	structure: Structure;
}

export function structureOf(context: LoggingContext, tableId: string): Source<KnownTable> {
	return {
		key: keyOf(tableId),
		what: `the fields of table '${shorten(tableId, LONGEST_ID)}'`,
		instead: 'slugs and raw values',
		read: async () => known(await getTableInTwoTries(context, tableId)),
	};
}

/** The table as it was read last, and when (ms of the time of day), however long ago that was. */
export function lastKnown(context: SmartSuiteContext, tableId: string) {
	return lastRead<KnownTable>(context, keyOf(tableId));
}

/** Reads the table for somebody who waits, and remembers it for everybody. @throws SmartSuiteError */
export async function readNow(
	context: SmartSuiteContext,
	tableId: string,
	haste: Haste,
): Promise<KnownTable> {
	const table = known(await getTable(context, tableId, haste));
	keepRead(context, keyOf(tableId), table);
	return table;
}

const keyOf = (tableId: string) => `table ${tableId}`;

function known(table: Table): KnownTable {
	return { table, structure: structured(table) };
}

/** The members of the workspace, by id. */
export function membersOf(context: LoggingContext): Source<ReadonlyMap<string, Member>> {
	return {
		key: 'members',
		what: 'the members of the workspace',
		instead: 'ids in place of their names',
		read: async () => {
			const haste = { isTriedOnce: true, timeoutMs: MEMBERS_TIMEOUT_MS };
			const members = await listMembers(context, haste);
			return new Map(members.map((member) => [member.id, member]));
		},
	};
}

async function getTableInTwoTries(context: LoggingContext, tableId: string): Promise<Table> {
	const tryOnce = async () => await getTable(context, tableId, { isTriedOnce: true });
	return await tryOnce().catch(async (failure: unknown) => {
		const isLasting = failedAs(failure, 'credential', 'missing', 'forbidden');
		if (!(failure instanceof SmartSuiteError) || isLasting) throw failure;
		// A pause of the token is over for the table as it is for the events.
		if (failedAs(failure, 'throttled')) return await getTable(context, tableId);
		await waitFor(RETRY_MS, stopSignal(context)).catch(() => {});
		return await tryOnce();
	});
}
