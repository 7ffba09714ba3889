import { asText, weightOf } from '../api';
import type { ChangeEvent, Page } from '../api';

/**
 * What a server has shown of its pages: no document says how full it makes them
 * (docs/internals/smartsuite.md section 1.7), and a page that is surely the last saves the call that
 * would prove it.
 */
export interface PageHabits {
	/** The largest page size that it took; 0 is its own choice. */
	size: number;
	/** It took no larger one, or none that was asked for after failures. */
	most?: number;
	/** The most events that it gave on one page. */
	fullest: number;
	/** Characters of an event, on average. */
	weight: number;
	/** When a page was last taken for the last because it was short, in ms of the time of day. */
	trustedAt?: number;
	/** Such a page was not the last after all. */
	vary?: true;
}

/** Page sizes that are asked for: the first that fits. One event a page is the last resort. */
const SIZES = [500, 200, 50, 10, 1];
/** Of these, the ones that are tried after failures: each try is a call. */
const CAUTIOUS_SIZES = [50, 1];
/** Asked for first, while nobody knows how large the events are: the documents' own example. */
const FIRST_SIZE = 50;

/** Most characters of one execution: n8n keeps all of a run in memory, and several times over. */
export const MOST_WEIGHT = 8_000_000;

/** A page of more events, or of more characters, may have been cut although there is more. */
const FEW = 10;
const LIGHT = 64_000;

/** More than clocks differ, and than an event takes to be listed. */
const CERTAINLY_BEFORE_MS = 120_000;

/**
 * The page sizes to ask for in turn: the next one where the server refuses, or fails with, the one before.
 * @param isCautious the last readings failed, and it may be the size: down to one event
 */
export function sizesFor(habits: PageHabits | undefined, isCautious = false): number[] {
	if (!habits) return isCautious ? [FIRST_SIZE, 1, 0] : [FIRST_SIZE, 0];
	const { most = Infinity, weight, size: taken } = habits;
	if (most === 0) return [0];
	const fitting = SIZES.filter((size) => size <= Math.min(most, MOST_WEIGHT / (weight || 1)));
	const [wanted = 1, ...smaller] = fitting;
	if (isCautious) return [wanted, ...smaller.filter((size) => CAUTIOUS_SIZES.includes(size)), 0];
	// A size that it took before is not why it refuses a request.
	return [wanted, ...smaller.filter((size) => size >= taken)];
}

/**
 * What is known after one more page.
 * @param size that the page was asked for with
 * @param first its first event that had not been read before
 */
export function learn(
	known: PageHabits | undefined,
	{ items }: Page<ChangeEvent>,
	size: number,
	first?: ChangeEvent,
): PageHabits {
	const { fullest = 0, trustedAt, vary, most } = known ?? {};
	const overlooked = vary ?? wasOverlooked(first, trustedAt);
	return {
		...(most !== undefined && { most }),
		...(trustedAt !== undefined && { trustedAt }),
		size: Math.max(known?.size ?? 0, size),
		fullest: Math.max(size > 0 ? Math.min(fullest, size) : fullest, items.length),
		weight: averageWeight(known?.weight, items),
		...(overlooked && { vary: true as const }),
	};
}

/** Whether a page is short for this server, so that nothing comes after it. */
export function isSurelyLast({ items }: Page<ChangeEvent>, habits: PageHabits): boolean {
	const isSmall = items.length <= FEW && items.length * habits.weight <= LIGHT;
	return isSmall && !habits.vary && items.length < habits.fullest;
}

/** Whether a page is so short for this server that it is likely the last, or what has just happened. */
export function isTail({ items }: Page<ChangeEvent>, { fullest }: PageHabits): boolean {
	return items.length < fullest / 2;
}

/** Whether this is what `learn` gave, rather than what somebody wrote into static data. */
export function isPageHabits(data: unknown): data is PageHabits {
	const { size, fullest, weight } = (data ?? {}) as Partial<PageHabits>;
	return [size, fullest, weight].every((number) => typeof number === 'number');
}

/** The average of this page, or what is known where that is more: pages differ, and memory is short. */
function averageWeight(known = 0, items: readonly ChangeEvent[]): number {
	if (items.length === 0) return known;
	const total = items.reduce((sum, { raw }) => sum + weightOf(raw), 0);
	const average = Math.round(total / items.length);
	return average > known ? average : Math.round((3 * known + average) / 4);
}

/** Whether it happened well before a page was taken for the last that should have been followed by it. */
function wasOverlooked(event: ChangeEvent | undefined, trustedAt = -Infinity): boolean {
	return Date.parse(asText(event?.simplified.event_at)) < trustedAt - CERTAINLY_BEFORE_MS;
}
