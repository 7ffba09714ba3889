import type { ChangeEvent, EventPage } from '../api';
import { advance } from './cursor';
import type { Cursor } from './cursor';
import { isSurelyLast, learn } from './page-habits';
import type { Found } from './queue';

/** Most events of one execution: n8n keeps all items of a run in memory and in one database value. */
export const MOST_EVENTS = 500;

/** Where a drain has left off. */
export interface Standing {
	/** Where to stand once the events are stored. */
	cursor: Cursor;
	/** Whether there may be more: the bound was reached, or a later page could not be read. */
	hasMore: boolean;
	/** Why reading stopped early. */
	failure?: unknown;
}

export interface Drained extends Standing {
	/** What the workflow has not seen, oldest first. */
	events: ChangeEvent[];
	/** It is only not proved that there is no more. */
	isUnproved?: true;
}

/**
 * Takes the pages as far as they can be read and events fit, in order, whole pages only, without
 * events that were handed over before, up to one that is surely the last.
 * @param isFollowed whether another drain goes on from there anyway: then any short page will do
 */
export async function drain(
	pages: AsyncIterable<EventPage>,
	start: Cursor,
	isFollowed: () => boolean = () => false,
): Promise<Drained> {
	const events: ChangeEvent[] = [];
	let cursor = start;
	let read = 0;
	try {
		for await (const page of pages) {
			const fresh = unseen(page, cursor);
			events.push(...fresh);
			read += page.items.length;
			const isLongest = page.items.length > (cursor.pages?.fullest ?? 0);
			const habits = learn(cursor.pages, page, fresh[0]);
			const isLast = isSurelyLast(page, habits);
			const ids = fresh.map(({ eventId }) => eventId);
			const trusted = isLast ? { ...habits, trustedAt: Date.now() } : habits;
			cursor = advance(cursor, ids, page.nextPageToken, trusted);
			const isShort = page.items.length < page.pageSize;
			if (isLast || (isShort && isFollowed())) break;
			// Longer than any before, so nobody knows; but of several events more pings are on their way.
			if (isShort && isLongest && fresh.length > 1) {
				return { events, cursor, hasMore: true, isUnproved: true };
			}
			// The next page is likely as long as this one.
			const isFull = events.length + page.items.length > MOST_EVENTS;
			if (isFull) return { events, cursor, hasMore: true };
		}
		// One event a page says nothing of its size: the next reading begins with this one again.
		const isSingle = read === 1 && cursor.pages?.fullest === 1;
		const staysBehind = isSingle && events.every(({ eventId }) => eventId);
		const { pageToken } = staysBehind ? start : cursor;
		return { events, cursor: { ...cursor, pageToken }, hasMore: false };
	} catch (failure) {
		return { events, cursor, hasMore: true, failure };
	}
}

/** What the queue is to know of a drain. */
export function foundBy({ events, hasMore, isUnproved, failure }: Drained): Found {
	if (failure !== undefined || isUnproved) return 'all';
	if (hasMore) return 'part';
	return events.length > 0 ? 'all' : 'nothing';
}

function unseen({ items }: EventPage, { recentEventIds }: Cursor): ChangeEvent[] {
	const seen = new Set(recentEventIds);
	// One without an id cannot be told from others: twice beats never.
	return items.filter(({ eventId }) => !eventId || (!seen.has(eventId) && seen.add(eventId)));
}
