import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { asText, searchRecords as searchApi } from '../api';
import type { RecordSearch, StoredRecord } from '../api';
import { recordUrl } from '../fields';
import type { KnownTable } from '../fields';
import { readAccount, recover } from '../transport';
import { toldApart, withWords, wordsIn } from './choices';
import { tableKnown } from './field-lists';
import { LIST_HASTE, readOnce } from './list-memory';
import { ofChosenTable, searchedThere } from './listing';
import { idInAddress, RECORD_ID, RECORD_URL } from './locator';

/** Lines that the dropdown gets at once. A table of fewer records costs one call, whatever is typed. */
const PAGE_SIZE = 100;
/** The newest records, of which those with the typed words are shown where SmartSuite cannot search. */
const NEWEST = 1_000;

/**
 * The records of the chosen table by title: searched by SmartSuite, or the one whose id or address was
 * pasted.
 * @param paginationToken how many lines the dropdown has already
 */
export async function searchRecords(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: unknown,
): Promise<INodeListSearchResult> {
	const offset = Number(asText(paginationToken)) || 0;
	return await searchedThere(
		this,
		async () =>
			await ofChosenTable(
				this,
				async (_, tableId) => await foundIn(this, tableId, filter.trim(), offset),
			),
	);
}

async function foundIn(
	context: ILoadOptionsFunctions,
	tableId: string,
	typed: string,
	offset: number,
): Promise<INodeListSearchResult> {
	const known = await tableKnown(context, tableId);
	const ask = async (search: RecordSearch, from = 0, limit = PAGE_SIZE) =>
		await page(context, known, search, { offset: from, limit });
	const id = idInAddress(typed, RECORD_URL) ?? (RECORD_ID.test(typed) ? typed : undefined);
	if (id !== undefined) return await ask({ ids: [id] });
	const sort = [{ field: known.table.titleSlug, direction: 'asc' }];
	const words = wordsIn(typed);
	const search = async () => {
		if (words.length === 0) return await ask({ sort }, offset);
		const { results, paginationToken } = await ask({ sort });
		if (paginationToken === undefined) return { results: withWords(results, typed) };
		return await ask({ sort, filter: titleHas(words, known) }, offset);
	};
	return await recover(search(), ['refused'], async () => {
		const newest = [{ field: 'first_created', direction: 'desc' }];
		const { results } = await ask({ sort: newest }, 0, NEWEST);
		return { results: withWords(results, typed) };
	});
}

function titleHas(words: string[], { table }: KnownTable): IDataObject {
	const fields = words.map((value) => ({ field: table.titleSlug, comparison: 'contains', value }));
	return { operator: 'and', fields };
}

/** A page of what SmartSuite finds, remembered like other lists. */
async function page(
	context: ILoadOptionsFunctions,
	known: KnownTable,
	search: RecordSearch,
	range: { offset: number; limit: number },
): Promise<INodeListSearchResult> {
	const { id: tableId, titleSlug } = known.table;
	const read = async () => {
		const asked = { ...search, fields: [titleSlug] };
		const { records, total } = await searchApi(context, tableId, asked, range, LIST_HASTE);
		const end = range.offset + records.length;
		const account = await readAccount(context);
		return {
			results: toldApart(records.map((record) => lineOf(record, known, account))),
			...(records.length > 0 && end < total && { paginationToken: String(end) }),
		};
	};
	const what = `records of ${tableId}: ${JSON.stringify([search, range])}`;
	return await readOnce<INodeListSearchResult>(context, what, { read });
}

function lineOf(
	record: StoredRecord,
	{ table }: KnownTable,
	account: Parameters<typeof recordUrl>[0],
): INodeListSearchItems {
	const id = asText(record.id);
	const where = { solution_id: table.solutionId, table_id: table.id, record_id: id };
	const url = recordUrl(account, where);
	const title = asText(record[table.titleSlug]).trim();
	return { name: title || `(untitled) ${id}`, value: id, ...(url !== null && { url }) };
}
