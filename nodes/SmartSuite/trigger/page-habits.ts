import { asText } from '../api';
import type { ChangeEvent, EventPage } from '../api';

/**
 * What a server has shown of its pages: no document says how full it makes them (smartsuite-api.md
 * section 1.7), and a page that is surely the last saves the call that would prove it.
 */
export interface PageHabits {
	/** The page size that it took; 0 is its own choice. */
	size: number;
	/** The most events that it gave on one page of this size. */
	fullest: number;
	/** When a page was last taken for the last because it was short, in ms of the time of day. */
	trustedAt?: number;
	/** Such a page was not the last after all. */
	vary?: true;
}

/** More than clocks differ, and than an event takes to be listed. */
const CERTAINLY_BEFORE_MS = 120_000;

/**
 * What is known after one more page.
 * @param first its first event that had not been read before
 */
export function learn(
	known: PageHabits | undefined,
	{ items, pageSize }: EventPage,
	first?: ChangeEvent,
): PageHabits {
	if (known?.size !== pageSize) return { size: pageSize, fullest: items.length };
	const { fullest, trustedAt, vary } = known;
	return {
		size: pageSize,
		fullest: Math.max(fullest, items.length),
		...((vary || wasOverlooked(first, trustedAt)) && { vary: true as const }),
	};
}

/** Whether a page is short for this server, so that nothing comes after it. */
export function isSurelyLast({ items }: EventPage, { fullest, vary }: PageHabits): boolean {
	return !vary && items.length < fullest;
}

/** Whether this is what `learn` gave, rather than what somebody wrote into static data. */
export function isPageHabits(data: unknown): data is PageHabits {
	const { size, fullest } = (data ?? {}) as Partial<PageHabits>;
	return typeof size === 'number' && typeof fullest === 'number';
}

/** Whether it happened well before a page was taken for the last that should have been followed by it. */
function wasOverlooked(event: ChangeEvent | undefined, trustedAt = -Infinity): boolean {
	return Date.parse(asText(event?.simplified.event_at)) < trustedAt - CERTAINLY_BEFORE_MS;
}
