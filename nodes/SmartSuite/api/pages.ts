import type { IDataObject } from 'n8n-workflow';

import { recover } from '../transport';

/** One page of a list; `nextPageToken` is absent when the server gave none or an empty one. */
export interface Page<Item> {
	items: Item[];
	nextPageToken?: string;
}

/** A page with the page size that the server took; 0 is its own choice. */
export interface SizedPage<Item> extends Page<Item> {
	pageSize: number;
}

/** Fetches one page; a page size of 0 is left to the server. */
export type FetchPage<Item> = (pageToken: string, pageSize: number) => Promise<Page<Item>>;

/** That of the documents' examples; no maximum is known (docs/internals/smartsuite.md section 1.7). */
export const PAGE_SIZE = 50;

/** Asked for where many items are expected: an execution's events in one call, a page of about 1 MB. */
export const LARGE_PAGE_SIZE = 500;

/** Asked for in turn where a larger page is refused; the last lets the server choose. */
const SMALLER_PAGE_SIZES = [200, PAGE_SIZE, 0];

/**
 * The part of a request that asks for a page. The size is a string, because proto-JSON takes "50" for
 * a number but not 50 for a string (docs/internals/smartsuite.md section 1.7).
 */
export function pageRequest(pageToken: string, pageSize: number): IDataObject {
	return { ...(pageSize > 0 && { page_size: String(pageSize) }), page_token: pageToken };
}

/**
 * The pages from a token on, oldest first, until one is surely the last: empty, without a token, or
 * with a token that was asked with before (docs/internals/smartsuite.md section 1.7, "Safe rule"). A server that
 * refuses the page size is asked for smaller pages.
 */
export async function* pagesFrom<Item>(
	fetchPage: FetchPage<Item>,
	pageToken = '',
	pageSize = PAGE_SIZE,
): AsyncGenerator<SizedPage<Item>> {
	let size = pageSize;
	const asked = new Set<string>();
	for (let token: string | undefined = pageToken; token !== undefined; ) {
		const page: SizedPage<Item> = await fetchAccepted(fetchPage, token, size);
		yield page;
		size = page.pageSize;
		asked.add(token);
		const isLast: boolean = page.items.length === 0 || asked.has(page.nextPageToken ?? '');
		token = isLast ? undefined : page.nextPageToken;
	}
}

/** The items of the pages, as many as asked for; no page is fetched that is not needed. */
export async function collect<Item>(
	pages: AsyncIterable<Page<Item>>,
	limit = Infinity,
): Promise<Item[]> {
	const items: Item[] = [];
	for await (const page of pages) {
		items.push(...page.items);
		if (items.length >= limit) break;
	}
	return items.slice(0, limit);
}

/** The page in the largest size that the server takes. */
async function fetchAccepted<Item>(
	fetchPage: FetchPage<Item>,
	pageToken: string,
	pageSize: number,
): Promise<SizedPage<Item>> {
	const smaller = SMALLER_PAGE_SIZES.find((size) => size < pageSize);
	const fetched = fetchPage(pageToken, pageSize).then((page) => ({ ...page, pageSize }));
	if (smaller === undefined) return await fetched;
	return await recover(
		fetched,
		['refused'],
		async () => await fetchAccepted(fetchPage, pageToken, smaller),
	);
}
