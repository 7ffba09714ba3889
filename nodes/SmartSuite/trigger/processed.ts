/**
 * n8n's record of what the node has processed is a list of hashes, cut to a length that we name each time
 * (docs/internals/n8n.md section 5). Only two things can be asked: whether something is in it, which also
 * puts it in, and how long it is. So its length says which day the newest event is from.
 */

/** The list has a multiple of this many entries, and then as many as the number of the day. */
const STEP = 5_000;
const MOST_STEPS = 20;
/** It begins anew in 2035: a list that is still growing then may say a later day than the newest. */
const DAYS = 4_000;
const DAY_MS = 86_400_000;
/** Events of two whole days are kept apart by their ids alone. */
const NEWS_DAYS = 2;

/** The day of a date, counted from 1970; NaN for what is none. */
export function dayOf(date: string): number {
	return Math.floor(Date.parse(date) / DAY_MS);
}

/**
 * How many entries n8n is to remember.
 * @param recently how many events the last 48 hours had: all of them fit
 * @param newestDay the day of the newest event that has been processed; not finite where none has a date
 */
export function mostEntries(recently: number, newestDay: number): number {
	const steps = Math.min(MOST_STEPS, Math.max(1, Math.ceil((recently * 1.2) / STEP)));
	return steps * STEP + (Number.isFinite(newestDay) ? newestDay % DAYS : 0);
}

/**
 * The day of the newest event, read off the length of the record. A list that is still growing gives an
 * earlier day, or none: undefined. It may be tomorrow, where SmartSuite's clock is ahead of this one.
 */
export function newestDayBy(count: number, today: number): number | undefined {
	const number = count % STEP;
	if (count < STEP || number >= DAYS) return undefined;
	const tomorrow = today + 1;
	return tomorrow - ((((tomorrow - number) % DAYS) + DAYS) % DAYS);
}

/** Whether an event is history, where the newest that was processed is from this day. */
export function isHistoryOn(day: number, newestDay = -Infinity): boolean {
	return day < newestDay - NEWS_DAYS;
}
