import type { ChangeEvent, EventPage } from '../api';
import { advance } from './cursor';
import type { Cursor } from './cursor';

/** Most events of one execution: n8n keeps all items of a run in memory and in one database value. */
export const MOST_EVENTS = 1_000;

export interface Drained {
	/** What the workflow has not seen, oldest first. */
	events: ChangeEvent[];
	/** Where to stand once the events are stored. */
	cursor: Cursor;
	/** Whether there may be more: the bound was reached, or a later page could not be read. */
	hasMore: boolean;
	/** Why reading stopped early. */
	failure?: unknown;
}

/**
 * Takes the pages as far as they can be read and events fit, in order, whole pages only, without
 * events that were handed over before.
 */
export async function drain(pages: AsyncIterable<EventPage>, start: Cursor): Promise<Drained> {
	const events: ChangeEvent[] = [];
	let cursor = start;
	try {
		for await (const page of pages) {
			const seen = new Set(cursor.recentEventIds);
			// One without an id cannot be told from others: twice beats never.
			const fresh = page.items.filter(
				({ eventId }) => !eventId || (!seen.has(eventId) && seen.add(eventId)),
			);
			events.push(...fresh);
			cursor = advance(
				cursor,
				fresh.map(({ eventId }) => eventId),
				page,
			);
			// The next page is likely as long as this one.
			const isFull = events.length + page.items.length > MOST_EVENTS;
			if (isFull) return { events, cursor, hasMore: true };
		}
		return { events, cursor, hasMore: false };
	} catch (failure) {
		return { events, cursor, hasMore: true, failure };
	}
}
