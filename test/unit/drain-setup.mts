import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import type { EventPage } from '../../nodes/SmartSuite/api/index.ts';
import { freshCursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import type { Cursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import { drain } from '../../nodes/SmartSuite/trigger/drain.ts';

export const start = freshCursor('w', 'https://n8n.example.com/webhook/1');

const idOf = (nth: number) => `w.${nth}`;
export const idsOf = (from: number, to: number) =>
	Array.from({ length: to - from }, (_, nth) => idOf(from + nth));

/** A page with the events of these numbers; each happened that many seconds into the epoch. */
export const page = (numbers: number[], nextPageToken?: string): EventPage => ({
	items: numbers.map((nth) =>
		parseEvent({ event_id: idOf(nth), event_at: new Date(nth * 1_000).toISOString() }),
	),
	nextPageToken,
	pageSize: 200,
});

/** Pages that come one after the other; an error among them is thrown in its place. */
export async function* pages(...list: Array<EventPage | Error>) {
	for (const one of list) {
		if (one instanceof Error) throw one;
		yield await Promise.resolve(one);
	}
}

export async function drained(from: Cursor, ...list: Array<EventPage | Error>) {
	const { events, ...rest } = await drain(pages(...list), from);
	return { ids: events.map(({ eventId }) => eventId), ...rest };
}
