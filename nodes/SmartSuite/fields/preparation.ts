import { asText, findRecordsWithAny, getOwnMemberId, listMembers } from '../api';
import type { Field, Member } from '../api';
import type { LoggingContext } from '../transport';
import { typeOf } from './field-types';
import type { FieldValue, Words } from './field-type';
import { loosely } from './words/list';
import { namesMissed } from './words/refuse';
import { givenFields, writtenRecord } from './written-record';
import type { GivenRecord, WrittenRecord } from './written-record';
import { membersOf, structureOf } from './workspace';
import type { KnownTable } from './workspace';
import { recall, withNews } from './workspace-memory';
import type { Missed } from './workspace-memory';

/** One of several records that people gave, with what belongs to its item. */
export interface Gift {
	given: GivenRecord;
	/** Labels or slugs of fields to empty; what is given for one counts more. */
	clear: readonly string[];
	/** Whether its item has a binary property of this name. */
	hasBinary(name: string): boolean;
}

/** The table, read once a day at most. @throws SmartSuiteError where it cannot be read */
export async function knownTable(
	context: LoggingContext,
	tableId: string,
	missed?: Missed,
): Promise<KnownTable> {
	const known = await recall(context, structureOf(context, tableId), missed);
	// It was not there when it was read last: the same call says why.
	return known ?? (await structureOf(context, tableId).read());
}

/**
 * What the API wants for each of the records. One structure and one list of members a day, titles of linked
 * records fifty a call; what was not found is looked for in what is there now.
 * @throws SmartSuiteError where something of that cannot be read
 */
export async function prepareRecords(
	context: LoggingContext & { getTimezone(): string },
	tableId: string,
	gifts: readonly Gift[],
): Promise<{ table: KnownTable; prepared: WrittenRecord[] }> {
	const prepareAll = async (missed?: Missed) => {
		const table = await knownTable(context, tableId, missed);
		const values = gifts.flatMap(({ given }) => givenFields(given, table.structure));
		const words = await wordsFor(context, values, missed);
		const prepared = gifts.map(({ given, clear, hasBinary }) =>
			writtenRecord(given, table.structure, { ...words, hasBinary }, clear),
		);
		return { table, prepared };
	};
	return await withNews(prepareAll, ({ prepared }) => prepared.flatMap(namesMissedIn));
}

/** What may be there by now, though it was not known. */
function namesMissedIn({ unknown, refusals, leftOut }: WrittenRecord): string[] {
	return [...unknown, ...leftOut, ...namesMissed(refusals)];
}

/**
 * What turns words into ids in these values. Members are read once a day, titles of linked records fifty a call.
 * @throws SmartSuiteError where that cannot be read
 */
export async function wordsFor(
	context: LoggingContext & { getTimezone(): string },
	values: ReadonlyArray<readonly [Field, FieldValue]>,
	missed?: Missed,
): Promise<Omit<Words, 'hasBinary'>> {
	const people = values.filter(([{ type }]) => type === 'userfield');
	const namesMe = people.some(([, value]) => ME.test(JSON.stringify(value ?? '')));
	return {
		zone: context.getTimezone(),
		members: people.length > 0 ? await knownMembers(context, missed) : [],
		ownId: namesMe ? await ownMemberId(context) : '',
		recordsTitled: await titlesIn(context, values),
	};
}

const ME = /\bme\b/i;

async function knownMembers(context: LoggingContext, missed?: Missed): Promise<Member[]> {
	const known = await recall(context, membersOf(context), missed);
	return known ? [...known.values()] : await listMembers(context, {});
}

async function ownMemberId(context: LoggingContext): Promise<string> {
	const source = {
		key: 'own member',
		what: "the token's owner",
		instead: 'no member for "me"',
		read: async () => await getOwnMemberId(context),
	};
	return (await recall(context, source)) ?? '';
}

/** Ids of the records that have the titles in the values, by the table that each field links to. */
async function titlesIn(
	context: LoggingContext,
	values: ReadonlyArray<readonly [Field, FieldValue]>,
): Promise<Words['recordsTitled']> {
	const byTable = new Map<string, Set<string>>();
	for (const [field, value] of values) {
		const titles = linkedTable(field) ? (typeOf(field).titlesIn?.(value) ?? []) : [];
		if (titles.length === 0) continue;
		byTable.set(
			linkedTable(field),
			new Set([...(byTable.get(linkedTable(field)) ?? []), ...titles]),
		);
	}
	const found = new Map<string, Array<[title: string, id: string]>>();
	for (const [tableId, titles] of byTable) {
		found.set(tableId, await recordsTitled(context, tableId, [...titles]));
	}
	return (field, title) => {
		const records = found.get(linkedTable(field)) ?? [];
		const exact = records.filter(([own]) => own === title);
		const meant = exact.length > 0 ? exact : records.filter(([own]) => isAlike(own, title));
		return meant.map(([, id]) => id);
	};
}

const isAlike = (one: string, other: string) => loosely(one) === loosely(other);

const linkedTable = ({ params }: Field) => asText(params.linked_application);

async function recordsTitled(
	context: LoggingContext,
	tableId: string,
	titles: string[],
): Promise<Array<[string, string]>> {
	const entriesFor = (some: readonly string[]) =>
		some.map((value) => ({ field: 'title', comparison: 'is', value }));
	const records = await findRecordsWithAny(context, tableId, titles, entriesFor, ['title']);
	return records.map(({ title, id }) => [asText(title).trim(), asText(id)]);
}
