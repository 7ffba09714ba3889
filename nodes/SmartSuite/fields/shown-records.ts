import type { IDataObject } from 'n8n-workflow';

import { asText } from '../api';
import type { StoredRecord } from '../api';
import { readAccount } from '../transport';
import type { LoggingContext } from '../transport';
import { lookupIn } from './lookup';
import { NOT_FIELDS, recordUrl } from './names';
import { namesFor, shownRecord, unknownSlugs } from './shown-record';
import type { FieldView, Showing, Structure } from './shown-record';
import { membersOf, structureOf } from './workspace';
import type { KnownTable } from './workspace';
import { recall } from './workspace-memory';

/**
 * Records as flat items: the fields in the table's order, then `record_id`, `record_url` and `table_id`.
 * Readable ones have every field of the table, the empty ones as null, [] or false, because SmartSuite leaves
 * those out. What is known of the table and of members is a day old at most, and read anew for what is not
 * in it.
 * @param only slugs of the fields to show; all where absent
 * @throws where the credential is refused or incomplete, and where the execution was stopped
 */
export async function shownRecords(
	context: LoggingContext,
	tableId: string,
	records: readonly StoredRecord[],
	view: FieldView,
	only?: readonly string[],
): Promise<IDataObject[]> {
	if (records.length === 0) return [];
	const account = await readAccount(context).catch(() => undefined);
	const since = Date.now();
	const show = async (missed?: { names: Missing; since: number }) => {
		const known = await recallBoth(context, tableId, view, missed);
		const names = lookupIn(known.members);
		const missing: Missing = { fields: new Set(), members: names.unknownMembers };
		const items = records.map((record) => {
			const showing = { ...view, structure: known.table?.structure, names };
			for (const name of newIn(record, showing.structure)) missing.fields.add(name);
			const ids = {
				solution_id: known.table?.table.solutionId ?? '',
				table_id: tableId,
				record_id: asText(record.id),
			};
			return {
				...shownWhole(record, showing, only),
				record_id: ids.record_id,
				record_url: account ? recordUrl(account, ids) : null,
				table_id: tableId,
			};
		});
		for (const name of names.unknownChoices) missing.fields.add(name);
		return { items, missing };
	};
	const { items, missing } = await show();
	if (missing.fields.size === 0 && missing.members.size === 0) return items;
	return (await show({ names: missing, since })).items;
}

/** What was looked for in vain: slugs and choices of the table, ids of members. */
interface Missing {
	fields: Set<string>;
	members: Set<string>;
}

async function recallBoth(
	context: LoggingContext,
	tableId: string,
	{ values }: FieldView,
	missed?: { names: Missing; since: number },
) {
	const since = missed?.since ?? Infinity;
	const named = (names: Set<string> = new Set()) => ({ names, since });
	const [table, members] = await Promise.all([
		recall<KnownTable>(context, structureOf(context, tableId), named(missed?.names.fields)),
		values === 'readable'
			? recall(context, membersOf(context), named(missed?.names.members))
			: undefined,
	]);
	return { table, members };
}

function newIn(record: StoredRecord, structure: Structure | undefined): string[] {
	return structure ? unknownSlugs(record, structure) : [];
}

function shownWhole(
	record: StoredRecord,
	showing: Showing,
	only: readonly string[] | undefined,
): IDataObject {
	const { structure, values } = showing;
	const isShown = (slug: string) => !only || only.includes(slug);
	const stored = Object.entries(record).filter(
		([key]) => isShown(key) && (structure?.bySlug.has(key) === true || !NOT_FIELDS.includes(key)),
	);
	const empty =
		structure && values === 'readable'
			? [...structure.bySlug.values()].filter(({ slug, hidden }) => !hidden && isShown(slug))
			: [];
	const whole: IDataObject = Object.fromEntries([
		...empty.map(({ slug }) => [slug, null] as const),
		...stored,
	]);
	return shownRecord(whole, namesFor(Object.keys(whole), showing), showing);
}
