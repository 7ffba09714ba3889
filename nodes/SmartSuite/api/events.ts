import { recover } from '../transport';
import type { SmartSuiteContext } from '../transport';
import { callEngine } from './engine';
import { parseEvent } from './event';
import type { ChangeEvent } from './event';
import { LARGE_PAGE_SIZE, PAGE_SIZE, pagesFrom } from './pages';
import type { Page } from './pages';
import { listIn } from './shape';
import { nextPageTokenIn } from './webhooks';

/**
 * ListEvents, one page. Reading consumes nothing; any such call keeps the webhook alive for seven
 * more days (Webhooks Overview, "Webhook Expiration").
 * @param pageToken where to go on; '' is the oldest event there is
 */
export async function listEvents(
	context: SmartSuiteContext,
	webhookId: string,
	pageToken = '',
	pageSize = PAGE_SIZE,
): Promise<Page<ChangeEvent>> {
	const body = await callEngine(
		context,
		'ListEvents',
		// Strings, because proto-JSON takes "50" for a number but not 50 for a string (smartsuite-api.md 1.7).
		{ webhook_id: webhookId, page_size: String(pageSize), page_token: pageToken },
		`webhook '${webhookId}'`,
	);
	return { items: listIn(body, 'events').map(parseEvent), nextPageToken: nextPageTokenIn(body) };
}

/** A page of events, with the page size that the server took. */
export interface EventPage extends Page<ChangeEvent> {
	pageSize: number;
}

/**
 * The pages of events from a token on, oldest first, up to the last one there is now. Asks for large
 * pages; a server that refuses them is asked for the size of the documents' examples.
 * @param pageSize the size that this server took before
 */
export async function* eventPages(
	context: SmartSuiteContext,
	webhookId: string,
	pageToken = '',
	pageSize = LARGE_PAGE_SIZE,
): AsyncGenerator<EventPage> {
	let size = pageSize;
	const fetchPage = async (token: string): Promise<EventPage> => {
		const ask = async () => await listEvents(context, webhookId, token, size);
		const page = await recover(ask(), size > PAGE_SIZE ? ['refused'] : [], async () => {
			size = PAGE_SIZE;
			return await ask();
		});
		return { ...page, pageSize: size };
	};
	yield* pagesFrom(fetchPage, pageToken);
}

/**
 * As many events as asked for, from a token on, with the token to go on from without missing one.
 * Pages are asked for just as long, so that the token fits the last event.
 */
export async function readEvents(
	context: SmartSuiteContext,
	webhookId: string,
	pageToken: string,
	limit: number,
): Promise<Page<ChangeEvent>> {
	const items: ChangeEvent[] = [];
	let nextPageToken = pageToken;
	const fetchPage = async (token: string) =>
		await listEvents(context, webhookId, token, Math.min(PAGE_SIZE, limit - items.length));
	for await (const page of pagesFrom(fetchPage, pageToken)) {
		items.push(...page.items);
		// A page longer than asked for does not fit: its rest is read again rather than skipped.
		if (items.length <= limit) nextPageToken = page.nextPageToken ?? nextPageToken;
		if (items.length >= limit) break;
	}
	return { items: items.slice(0, limit), nextPageToken: nextPageToken || undefined };
}
