import type { IDataObject } from 'n8n-workflow';

import { asObject, asText } from '../api';
import type { ChangeEvent, Member } from '../api';
import { readAccount } from '../transport';
import type { LoggingContext } from '../transport';
import { lookupIn } from './lookup';
import type { Lookup } from './lookup';
import { recordUrl } from './names';
import { namesFor, shownRecord, unknownSlugs } from './shown-record';
import type { FieldView } from './shown-record';
import { membersOf, structureOf } from './workspace';
import type { KnownTable } from './workspace';
import { recall } from './workspace-memory';

/** How items show events: as the API gave them, or flat, with fields and values as people want them. */
export interface EventView extends FieldView {
	isSimple: boolean;
}

/** As SmartSuite sent them, though flat: what needs no call. */
export const RAW_BY_SLUG: FieldView = { fieldNames: 'slug', values: 'raw' };

/** What the workspace says about the tables and members that events name. */
interface Known {
	tables: ReadonlyMap<string, KnownTable>;
	members: ReadonlyMap<string, Member> | undefined;
}

/** What was looked for in vain. */
interface Misses {
	/** By table: slugs, and choices. */
	byTable: Map<string, Set<string>>;
	members: Set<string>;
}

/**
 * The JSON of one item an event, for both nodes. By slug and raw it costs no call; otherwise what is known
 * of tables and members is a day old at most, and read anew for what is not in it.
 * @throws where the credential is refused or incomplete, and where the execution was stopped
 */
export async function viewed(
	context: LoggingContext,
	events: readonly ChangeEvent[],
	{ isSimple, ...view }: EventView,
): Promise<IDataObject[]> {
	if (!isSimple || events.length === 0) return events.map(({ raw }) => raw);
	// Without it no event waits for the address of its page.
	const account = await readAccount(context).catch(() => undefined);
	const show = (known: Known, misses: Misses) => {
		const names = lookupIn(known.members);
		const items = events.map((event) => itemOf(event, { known, names, view, misses, account }));
		misses.members = names.unknownMembers;
		return items;
	};
	if (view.fieldNames === 'slug' && view.values === 'raw') return show(NOTHING_KNOWN, noMisses());
	const since = Date.now();
	const misses = noMisses();
	const known = await recallAll(context, events, view);
	const items = show(known, misses);
	if (misses.byTable.size === 0 && misses.members.size === 0) return items;
	const refreshed = await recallAll(context, events, view, { ...misses, since });
	return show(refreshed, noMisses());
}

const NOTHING_KNOWN: Known = { tables: new Map(), members: undefined };

const noMisses = (): Misses => ({ byTable: new Map(), members: new Set() });

async function recallAll(
	context: LoggingContext,
	events: readonly ChangeEvent[],
	{ values }: FieldView,
	{ byTable, members, since }: Misses & { since: number } = { ...noMisses(), since: Infinity },
): Promise<Known> {
	const tableIds = [...new Set(events.map(({ tableId }) => tableId))].filter(Boolean);
	const namesMembers = events.some(({ memberId, simplified: { record, previous } }) => {
		const hasValues = Object.keys({ ...asObject(record), ...asObject(previous) }).length > 0;
		return memberId !== '' || (values === 'readable' && hasValues);
	});
	const recalled = await Promise.all([
		namesMembers ? recall(context, membersOf(context), { names: members, since }) : undefined,
		...tableIds.map(async (id) => {
			const missed = { names: byTable.get(id) ?? new Set<string>(), since };
			return await recall(context, structureOf(context, id), missed);
		}),
	]);
	const [known, ...tables] = recalled as [Known['members'], ...Array<KnownTable | undefined>];
	return {
		members: known,
		tables: new Map(
			tables.flatMap((table, nth) => (table ? [[tableIds[nth] ?? '', table] as const] : [])),
		),
	};
}

interface Circumstances {
	known: Known;
	names: Lookup;
	view: FieldView;
	misses: Misses;
	account: { apiUrl: string; accountId: string } | undefined;
}

function itemOf(
	{ simplified, tableId, memberId }: ChangeEvent,
	{ known, names, view, misses, account }: Circumstances,
): IDataObject {
	const { table, structure } = known.tables.get(tableId) ?? {};
	const record = asObject(simplified.record);
	const previous = asObject(simplified.previous);
	const changed = Array.isArray(simplified.changed_fields) ? simplified.changed_fields : [];
	const showing = { ...view, structure, names };
	const labels = namesFor([...Object.keys(record), ...Object.keys(previous)], showing);
	const item = {
		...simplified,
		table: table?.name ?? null,
		record: shownRecord(record, labels, showing),
		previous: shownRecord(previous, labels, showing),
		changed_fields: changed.map((slug) => labels.get(asText(slug)) ?? slug),
		changed_by: memberId === '' ? null : names.member(memberId),
		record_url: account ? recordUrl(account, simplified) : null,
	};
	if (structure)
		note(misses, tableId, [
			...unknownSlugs({ ...previous, ...record }, structure),
			...names.unknownChoices,
		]);
	names.unknownChoices.clear();
	return item as IDataObject;
}

function note({ byTable }: Misses, tableId: string, missed: string[]): void {
	if (missed.length === 0) return;
	byTable.set(tableId, new Set([...(byTable.get(tableId) ?? []), ...missed]));
}
