import { asText } from '../api';
import type { ChangeEvent } from '../api';
import type { PageHabits } from './page-habits';

/** Where the trigger stands with one webhook. All that is in it may be lost: see `cursor.ts`. */
export interface Place {
	webhookId: string;
	webhookUrl: string;
	/** Where to go on with ListEvents; '' is the oldest stored event. */
	pageToken: string;
	/** The last event ids handed over, oldest first: pages may overlap. */
	recentEventIds: string[];
	/** How many events of the page at the token were handed over: all of it was too much at once. */
	taken?: number;
	/** Counts commits: of two places of one webhook the greater is further. */
	commits: number;
	/** What its pages were like so far. */
	pages?: PageHabits;
	/** ISO date of the newest event handed over. */
	newestAt?: string;
	/** Number of the last event handed over, while numbers only ever went up; then `UNNUMBERED`. */
	highest?: number;
	/** The token was given up, or nobody knows where the trigger stood: it reads history until the end. */
	isRereading?: true;
	/** ISO date before which nothing is news: the webhook was there before the trigger. */
	since?: string;
	/** Of an earlier webhook: ISO date from which on its successor has the events. */
	until?: string;
	/** Of an earlier webhook: it points to our URL, too, and goes once it is read to its end. */
	isReplaced?: true;
	/** Of an earlier webhook: the solution and the workspace that it belongs to. */
	solutionId?: string;
	accountId?: string;
	/** Of an earlier webhook: since when it cannot be read, in ms of the time of day. */
	unreadSince?: number;
	/** The form in which SmartSuite shows what the webhook watches, although it was sent another one. */
	accepted?: string;
	/** How many events were handed over on the last days, by ISO day. */
	perDay?: Record<string, number>;
}

/**
 * History is not news: while it is read again, events older than the newest one handed over are dropped
 * when they are older by more than this. For what is closer there are ids.
 */
const NEWS_MS = 172_800_000;

/** Events have no numbers, or these do not always go up: they tell nothing. */
const UNNUMBERED = -1;

/** Enough for pages that overlap. */
const MOST_RECENT = 200;
/** While no token comes, all events since the last one are read again. */
const MOST_RECENT_WITHOUT_TOKEN = 5_000;
/** Today and the two days before cover 48 hours. */
const DAYS_COUNTED = 3;

/** A place from which nothing has been read yet. */
export function freshPlace(webhookId: string, webhookUrl: string): Place {
	return { webhookId, webhookUrl, pageToken: '', recentEventIds: [], commits: 0 };
}

/** The place of the webhook that is live now, with what was registered; what only an earlier one has goes. */
export function asLive(
	place: Place,
	registered: Pick<Place, 'webhookUrl' | 'accountId' | 'solutionId' | 'accepted'>,
): Place {
	const asEarlier = { until: undefined, isReplaced: undefined, unreadSince: undefined };
	const wasEarlier = place.until !== undefined || place.unreadSince !== undefined;
	const isSame = !wasEarlier && place.accepted === registered.accepted;
	// Else static data that does not know of the change yet would count as much.
	return { ...place, ...asEarlier, ...registered, commits: place.commits + (isSame ? 0 : 1) };
}

/** Of two places of one webhook, the one that has handed over more. */
export function further(one?: Place, other?: Place): Place | undefined {
	if (!one || !other) return one ?? other;
	return other.commits > one.commits ? other : one;
}

/** The same place, reading again from the oldest event on: its token leads nowhere. */
export function fromTheStart(place: Place): Place {
	return { ...place, pageToken: '', isRereading: true };
}

/** The events that the workflow has not had, as far as their place can tell. */
export function newsIn(events: readonly ChangeEvent[], place: Place): ChangeEvent[] {
	const seen = new Set(place.recentEventIds);
	return events.filter((event) => {
		// One without an id cannot be told from others: twice beats never.
		if (event.eventId && seen.has(event.eventId)) return false;
		seen.add(event.eventId);
		return !isHistory(event, place);
	});
}

function isHistory(event: ChangeEvent, place: Place): boolean {
	const { until = '', since = '', newestAt = '', highest = UNNUMBERED, isRereading } = place;
	const at = timeOf(event);
	if (at < Date.parse(since)) return true;
	if (at >= Date.parse(until) + uncertaintyMs(until)) return true;
	if (!isRereading) return false;
	return at < Date.parse(newestAt) - NEWS_MS || numberOf(event) <= highest;
}

/** Whether the successor surely has it too: a date may be cut to whole seconds, and twice beats never. */
function uncertaintyMs(date: string): number {
	return /\.\d{3}/.test(date) ? 1 : 1_000;
}

/** The page without what was handed over of it, where it begins as it did then. */
export function restOf(events: readonly ChangeEvent[], { taken = 0, recentEventIds }: Place) {
	const lastTaken = events[taken - 1]?.eventId;
	return lastTaken && lastTaken === recentEventIds.at(-1) ? events.slice(taken) : events;
}

/**
 * The place after these events; an absent token never replaces one
 * (docs/internals/smartsuite.md section 1.7).
 */
export function advance(place: Place, news: readonly ChangeEvent[], pageToken = ''): Place {
	const hasMoved = pageToken !== '' && pageToken !== place.pageToken;
	const most = hasMoved ? MOST_RECENT : MOST_RECENT_WITHOUT_TOKEN;
	const ids = news.map(({ eventId }) => eventId).filter(Boolean);
	return {
		...place,
		...afterNews(place, news),
		pageToken: pageToken || place.pageToken,
		taken: undefined,
		recentEventIds: [...place.recentEventIds, ...ids].slice(-most),
		commits: place.commits + 1,
	};
}

function afterNews(place: Place, news: readonly ChangeEvent[]): Partial<Place> {
	if (news.length === 0) return {};
	let { newestAt = '', highest } = place;
	const perDay = { ...place.perDay };
	for (const event of news) {
		const number = numberOf(event);
		const goesUp = number > (highest ?? UNNUMBERED) && highest !== UNNUMBERED;
		highest = goesUp ? number : UNNUMBERED;
		const at = asText(event.simplified.event_at);
		const isDated = !Number.isNaN(Date.parse(at));
		if (isDated && !(Date.parse(at) <= Date.parse(newestAt))) newestAt = at;
		// One without a date counts for the newest day.
		const day = (isDated ? at : newestAt).slice(0, 10);
		perDay[day] = (perDay[day] ?? 0) + 1;
	}
	const days = Object.keys(perDay).sort().slice(-DAYS_COUNTED);
	return {
		newestAt,
		highest,
		perDay: Object.fromEntries(days.map((day) => [day, perDay[day] ?? 0])),
	};
}

/** How many events were handed over in 48 hours and somewhat more. */
export function recentlyHandedOver({ perDay = {} }: Place): number {
	return Object.values(perDay).reduce((sum, count) => sum + count, 0);
}

/** The number behind the last dot of an event's id; NaN where there is none. */
function numberOf({ eventId }: ChangeEvent): number {
	const tail = eventId.split('.').pop() ?? '';
	return /^\d+$/.test(tail) ? Number(tail) : Number.NaN;
}

function timeOf({ simplified }: ChangeEvent): number {
	return Date.parse(asText(simplified.event_at));
}
