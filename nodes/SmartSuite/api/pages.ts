/** One page of a list; `nextPageToken` is absent when the server gave none or an empty one. */
export interface Page<Item> {
	items: Item[];
	nextPageToken?: string;
}

/** Page size of the documents' examples; nothing is known of a maximum (smartsuite-api.md section 1.7). */
export const PAGE_SIZE = 50;

/** Asked for where many items are expected: a thousand events in five calls, a page of about 1 MB. */
export const LARGE_PAGE_SIZE = 200;

/**
 * The pages from a token on, oldest first, until one is surely the last: empty, without a token, or
 * with the token it was asked with (smartsuite-api.md section 1.7, "Safe rule").
 */
export async function* pagesFrom<Fetched extends Page<unknown>>(
	fetchPage: (pageToken: string) => Promise<Fetched>,
	pageToken = '',
): AsyncGenerator<Fetched> {
	for (let token: string | undefined = pageToken; token !== undefined; ) {
		const page: Fetched = await fetchPage(token);
		yield page;
		const isLast: boolean = page.items.length === 0 || page.nextPageToken === token;
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
