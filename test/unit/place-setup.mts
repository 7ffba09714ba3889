import { parseEvent } from '../../nodes/SmartSuite/api/event.ts';
import type { ChangeEvent } from '../../nodes/SmartSuite/api/index.ts';
import type { PageHabits } from '../../nodes/SmartSuite/trigger/page-habits.ts';
import { freshPlace } from '../../nodes/SmartSuite/trigger/place.ts';
import type { Place } from '../../nodes/SmartSuite/trigger/place.ts';

export const URL = 'https://n8n.example.com/webhook/1';
export const DAY_MS = 86_400_000;

/** The noon from which tests count. */
export const NOON = Date.UTC(2026, 9, 20, 12);
export const isoAt = (ms: number) => new Date(ms).toISOString();

/** The place of webhook `w`, but for what differs. */
export const placeOf = (differs: Partial<Place> = {}): Place => ({
	...freshPlace('w', URL),
	...differs,
});

/** What a server has shown that takes 500 events a page, gives as many, and whose events are small. */
export const habitsOf = (differs: Partial<PageHabits> = {}): PageHabits => ({
	size: 500,
	fullest: 500,
	weight: 1_000,
	...differs,
});

/** An event of webhook `w`: number 7 happened 7 seconds after noon. */
export const eventOf = (nth: number, event_at: unknown = isoAt(NOON + nth * 1_000)): ChangeEvent =>
	parseEvent({ event_id: `w.${nth}`, event_at: event_at as string });

/** Events of these numbers, the last one included. */
export const eventsOf = (first: number, last: number): ChangeEvent[] =>
	Array.from({ length: last - first + 1 }, (_, at) => eventOf(first + at));

export const idsIn = (events: readonly ChangeEvent[]) => events.map(({ eventId }) => eventId);

/** The ids of these numbers, the last one included. */
export const idsOf = (first: number, last: number): string[] =>
	Array.from({ length: last - first + 1 }, (_, at) => `w.${first + at}`);

/** An event of about so many characters. */
export function heavy(nth: number, characters: number): ChangeEvent {
	const { raw } = eventOf(nth);
	return parseEvent({ ...raw, ctx: 'x'.repeat(characters) });
}
