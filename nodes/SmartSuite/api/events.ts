import { recover } from '../transport';
import type { Haste, SmartSuiteContext } from '../transport';
import { callEngine } from './engine';
import { parseEvent } from './event';
import type { ChangeEvent } from './event';
import { LARGE_PAGE_SIZE, PAGE_SIZE, pageRequest, pagesFrom } from './pages';
import type { FetchPage, Page, SizedPage } from './pages';
import { listIn } from './shape';
import { nextPageTokenIn } from './webhooks';

interface PageOptions extends Haste {
	/** Where to go on; '' is the oldest event there is. */
	pageToken?: string;
	/** 0 is the server's choice. */
	pageSize?: number;
}

/**
 * ListEvents, one page. Reading consumes nothing; any such call keeps the webhook alive for seven
 * more days (Webhooks Overview, "Webhook Expiration").
 */
export async function listEvents(
	context: SmartSuiteContext,
	webhookId: string,
	{ pageToken = '', pageSize = PAGE_SIZE, isTriedOnce = false, timeoutMs }: PageOptions = {},
): Promise<Page<ChangeEvent>> {
	const body = await callEngine(
		context,
		'ListEvents',
		{ webhook_id: webhookId, ...pageRequest(pageToken, pageSize) },
		`webhook '${webhookId}'`,
		{ isTriedOnce, timeoutMs },
	);
	const events = listIn(body, 'events').map(parseEvent);
	return { items: oldestFirst(events), nextPageToken: nextPageTokenIn(body) };
}

/**
 * A page whose event numbers count down, turned round: no document gives the order within a page
 * (docs/internals/smartsuite.md section 1.7, "Order").
 */
function oldestFirst(events: ChangeEvent[]): ChangeEvent[] {
	const numbers = events.map(({ eventId }) => Number(eventId.split('.').pop()));
	const countsDown = numbers.every((number, at) => at === 0 || number < Number(numbers[at - 1]));
	return countsDown ? events.reverse() : events;
}

/**
 * ListEvents for the sake of the call, which keeps the webhook alive (Webhooks Overview, "Webhook
 * Expiration"): one event, or as many as the server likes where it takes no such page size.
 */
export async function keepListed(context: SmartSuiteContext, webhookId: string): Promise<void> {
	const list = async (pageSize: number) => await listEvents(context, webhookId, { pageSize });
	await recover(list(1), ['refused'], async () => await list(0));
}

/** A page of events, with the page size that the server took. */
export type EventPage = SizedPage<ChangeEvent>;

/**
 * The pages of events from a token on, oldest first, up to the last one there is now. Asks for large
 * pages, as far as the server takes them.
 */
export function eventPages(
	context: SmartSuiteContext,
	webhookId: string,
	pageToken = '',
	{ pageSize = LARGE_PAGE_SIZE, isTriedOnce = false }: Omit<PageOptions, 'pageToken'> = {},
): AsyncGenerator<EventPage> {
	const fetchPage: FetchPage<ChangeEvent> = async (token, size) =>
		await listEvents(context, webhookId, { pageToken: token, pageSize: size, isTriedOnce });
	return pagesFrom(fetchPage, pageToken, pageSize);
}

/**
 * As many events as asked for, from a token on, with the token to go on from without missing one.
 * Pages are as large as the server takes them, and end where the limit does, so that the token fits the last event.
 */
export async function readEvents(
	context: SmartSuiteContext,
	webhookId: string,
	pageToken: string,
	limit: number,
): Promise<Page<ChangeEvent>> {
	const items: ChangeEvent[] = [];
	let nextPageToken = pageToken;
	const fetchPage: FetchPage<ChangeEvent> = async (token, size) =>
		await listEvents(context, webhookId, {
			pageToken: token,
			pageSize: Math.min(size, limit - items.length),
		});
	for await (const page of pagesFrom(fetchPage, pageToken, Math.min(limit, LARGE_PAGE_SIZE))) {
		items.push(...page.items);
		// A page longer than asked for does not fit: its rest is read again rather than skipped.
		if (items.length <= limit) nextPageToken = page.nextPageToken ?? nextPageToken;
		if (items.length >= limit) break;
	}
	return { items: items.slice(0, limit), nextPageToken: nextPageToken || undefined };
}
