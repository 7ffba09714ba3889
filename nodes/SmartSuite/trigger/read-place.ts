import { weightOf } from '../api';
import type { ChangeEvent, Page } from '../api';
import { recover } from '../transport';
import type { FailureKind } from '../transport';
import { isSurelyLast, isTail, learn, MOST_WEIGHT, sizesFor } from './page-habits';
import type { PageHabits } from './page-habits';
import { advance, newsIn, restOf } from './place';
import type { Place } from './place';

/** Fetches one page of a webhook's events. */
export type FetchPage = (
	webhookId: string,
	pageToken: string,
	pageSize: number,
) => Promise<Page<ChangeEvent>>;

/** How far one reading goes. */
export interface Bounds {
	fetchPage: FetchPage;
	/** Most events to take. */
	mostEvents: number;
	/** Whether smaller pages are asked for where large ones fail. */
	isCautious?: boolean;
	/** A short page is no proof of the end: there was more a moment ago. */
	mustProve?: boolean;
	/** Many changes come just now. */
	isFlood?: boolean;
	/** Whether another drain waits already: then any short page will do. */
	isFollowed?: () => boolean;
}

/** What was found at one webhook. */
export interface Reading {
	/** What the workflow has not had, oldest first. */
	events: ChangeEvent[];
	/** Where to stand once they are stored. */
	place: Place;
	/** `end`: that was all · `more`: a bound was reached · `unproved`: the last page may not have been the last. */
	end: 'end' | 'more' | 'unproved';
	/** Why reading stopped early. */
	failure?: unknown;
}

/** Longest that one reading goes on, in ms: history that is passed over fills no execution. */
const LONGEST_READING_MS = 20_000;

/** What a server may do instead of refusing a page that is too much for it. */
const OVERTAXED: FailureKind[] = ['refused', 'unavailable', 'unreachable', 'unreadable'];
/**
 * How much smaller pages are while history is read again. They end elsewhere than before, so that none leads
 * to a token that was refused.
 */
const OFF_BORDER = 3;
/** Smaller pages than this are the last resort for a reading, not the habit of a server. */
const SMALLEST_HABIT = 10;

interface Progress {
	place: Place;
	events: ChangeEvent[];
	/** Characters of the events. */
	weight: number;
	/** Page tokens that were asked with. */
	asked: Set<string>;
	startedAt: number;
}

/**
 * Takes the pages from a place on, in order, up to one that is surely the last, as far as they can be read
 * and fit into one execution. Never throws: see `failure`.
 */
export async function readPlace(start: Place, bounds: Bounds): Promise<Reading> {
	const progress: Progress = {
		place: start,
		events: [],
		weight: 0,
		asked: new Set(),
		startedAt: performance.now(),
	};
	for (;;) {
		const { place, events, asked } = progress;
		asked.add(place.pageToken);
		const fetched = await fetchSized(place, bounds).catch((failure: unknown) => ({ failure }));
		if ('failure' in fetched) return { events, place, end: 'more', failure: fetched.failure };
		const end = take(progress, fetched, bounds);
		if (end)
			return { events, place: end === 'end' ? atTheEnd(start, progress) : progress.place, end };
	}
}

/** Takes in one page. @returns how the reading ends, where it does */
function take(
	progress: Progress,
	{ page, size, habits }: Fetched,
	bounds: Bounds,
): Reading['end'] | undefined {
	const { place, events, asked } = progress;
	const rest = asked.size === 1 ? restOf(page.items, place) : page.items;
	const news = newsIn(rest, place);
	const pages = learn(habits, page, size, news[0]);
	const fitting = fittingIn(news, bounds.mostEvents - events.length, MOST_WEIGHT - progress.weight);
	events.push(...fitting);
	progress.weight += fitting.reduce((sum, { raw }) => sum + weightOf(raw), 0);
	if (fitting.length < news.length) {
		// The page is read once more from its beginning.
		const last = fitting.at(-1);
		const taken = last ? page.items.indexOf(last) + 1 : place.taken;
		progress.place = { ...advance(place, fitting), taken, pages };
		return 'more';
	}
	progress.place = { ...advance(place, news, page.nextPageToken), pages };
	const next = page.nextPageToken ?? '';
	if (page.items.length === 0 || next === '' || asked.has(next)) return 'end';
	const isOnly = asked.size === 1 && !bounds.mustProve;
	// One of which nothing is new says no more than that the place was behind.
	if (isOnly && news.length > 0 && isSurelyLast(page, pages)) {
		progress.place.pages = { ...pages, trustedAt: Date.now() };
		return 'end';
	}
	const isShort = page.items.length < size;
	if (isShort && bounds.isFollowed?.()) return 'unproved';
	// Several events had several pings: they are worth handing over before the proof.
	if (isShort && isOnly && news.length > 1) return 'unproved';
	// Who reads on here runs after the flood, a few events a call.
	if (bounds.isFlood && events.length > 0 && isTail(page, pages)) return 'unproved';
	return isFull(progress, isShort, page, bounds) ? 'more' : undefined;
}

/** Whether the next page is likely too long to fit, or reading has taken long enough. */
function isFull(
	{ events, weight, startedAt, place }: Progress,
	isShort: boolean,
	{ items }: Page<ChangeEvent>,
	{ mostEvents }: Bounds,
): boolean {
	if (performance.now() - startedAt > LONGEST_READING_MS) return true;
	if (events.length === 0) return false;
	const [nextSize = 0] = sizesFor(place.pages);
	const likely = isShort ? items.length : Math.max(nextSize, items.length);
	const likelyWeight = likely * (place.pages?.weight ?? 0);
	return events.length + likely > mostEvents || weight + likelyWeight > MOST_WEIGHT;
}

/** The first events that fit, and at least one. */
function fittingIn(news: ChangeEvent[], mostEvents: number, mostWeight: number): ChangeEvent[] {
	let weight = 0;
	const tooMany = news.findIndex(({ raw }, at) => {
		weight += weightOf(raw);
		return at > 0 && (at >= mostEvents || weight > mostWeight);
	});
	return tooMany === -1 ? news : news.slice(0, tooMany);
}

/** Where to stand at the end. One event a page says nothing of its size: it is begun with once more. */
function atTheEnd(start: Place, { place, events, asked }: Progress): Place {
	const isSingle = events.length === 1 && asked.size <= 2 && place.pages?.fullest === 1;
	const staysBehind = isSingle && events.every(({ eventId }) => eventId);
	const pageToken = staysBehind ? start.pageToken : place.pageToken;
	return { ...place, isRereading: undefined, pageToken };
}

interface Fetched {
	page: Page<ChangeEvent>;
	/** That it was asked for with; 0 is the server's choice. */
	size: number;
	habits: PageHabits | undefined;
}

/** The next page in the largest size that the server takes. */
async function fetchSized(place: Place, { fetchPage, isCautious }: Bounds): Promise<Fetched> {
	const { webhookId, pageToken, pages: habits, isRereading } = place;
	const [first = 0, ...smaller] = sizesFor(habits, isCautious);
	const wanted = isRereading && first > OFF_BORDER ? first - OFF_BORDER : first;
	let attempt = fetchPage(webhookId, pageToken, wanted).then<Fetched>((page) => {
		return { page, size: wanted, habits };
	});
	for (const size of smaller) {
		const instead = async (): Promise<Fetched> => {
			const page = await fetchPage(webhookId, pageToken, size);
			const isHabit = size >= SMALLEST_HABIT || size === 0;
			return { page, size, habits: habitsWith(habits, isHabit ? size : undefined) };
		};
		attempt = recover(attempt, isCautious ? OVERTAXED : ['refused'], instead);
	}
	return await attempt;
}

function habitsWith(habits: PageHabits | undefined, most?: number): PageHabits | undefined {
	if (most === undefined) return habits;
	return { size: 0, fullest: 0, weight: 0, ...habits, most };
}
