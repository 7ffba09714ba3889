import { failedAs } from '../transport';
import type { Reading } from './read-place';

/** What a drain found, and what is known beside it. Times in ms. */
export interface Findings {
	/** Items that it found for the workflow. */
	items: number;
	end: Reading['end'];
	/** Whether another drain waits, which goes on from there anyway. */
	isFollowed: boolean;
	/** How the reading of the live webhook failed, where it did. */
	failure?: unknown;
	/** Readings of it that failed in a row, this one too, and for how long they have. */
	failures: number;
	failedForMs: number;
	/** Whether the owner was shown today that readings fail. */
	isShown: boolean;
	/** SmartSuite has sent a ping; else the trigger looks by itself. */
	isPing: boolean;
	/** Many pings came together: each of them says little. */
	isFlood: boolean;
	/** Looks that were made for a ping that found nothing, this one too; 0 where it looks for another reason. */
	looks: number;
	/** The look that is due for a ping that found nothing. */
	due?: { inMs: number; looks: number };
	/** Whether events were listed after their pings, of late. */
	isLate: boolean;
	/** Since items were last handed over: what was read a moment ago is what a late ping is about. */
	sinceDeliveredMs: number;
	/** Until an earlier webhook that failed is tried again. */
	earlierDueInMs?: number;
}

/**
 * What becomes of a drain: `deliver` the items to the workflow · `quiet` nothing to do · `later` the ping is
 * to come again · `gone` there is no such webhook any more · `show` later, and the owner sees a failed
 * execution. `lookInMs`: when the trigger looks again by itself.
 */
export interface Verdict {
	kind: 'deliver' | 'quiet' | 'later' | 'gone' | 'show';
	lookInMs?: number;
	/** Which look it is for one ping that found nothing, counted from 1. */
	looks?: number;
}

/** A look for what a ping is about, which was not listed yet. */
type LookForPing = Pick<Verdict, 'lookInMs' | 'looks'>;

/** Waits before the next try, as long as readings fail: nobody documents that a 503 is sent again. */
const RETRY_DELAYS_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000] as const;

/** A failure that lasts so long is shown to the owner. */
export const LASTING_MS = 3_600_000;

/**
 * A ping may come before its event is listed. One that found nothing is followed by a look after so long. That
 * one is followed by another, unless a ping that comes late is likelier: items were handed over just now.
 */
const LOOKS_IN_VAIN_MS = [3_500, 8_500] as const;
const JUST_NOW_MS = 30_000;

/** Decides what becomes of a drain. */
export function verdictOf(found: Findings): Verdict {
	if (found.failure !== undefined) return verdictOfFailure(found);
	const kind = found.items > 0 ? 'deliver' : 'quiet';
	if (found.end !== 'end') return { kind, ...(!found.isFollowed && { lookInMs: 0 }) };
	const vain = kind === 'deliver' ? lookBehind(found) : lookInVain(found);
	const waits = [vain?.lookInMs, found.earlierDueInMs].filter((wait) => wait !== undefined);
	return { kind, ...vain, ...(waits.length > 0 && { lookInMs: Math.min(...waits) }) };
}

function verdictOfFailure(found: Findings): Verdict {
	const { failure, failures, items } = found;
	const lookInMs = retryDelay(failures);
	if (items > 0) return { kind: 'deliver', lookInMs };
	if (failedAs(failure, 'missing') && failures > 1) return { kind: 'gone', lookInMs };
	// Only a person can mend these.
	const isForOwner = failedAs(failure, 'credential', 'forbidden');
	const isLasting = isForOwner || found.failedForMs >= LASTING_MS;
	return { kind: isLasting && !found.isShown ? 'show' : 'later', lookInMs };
}

/** Milliseconds before the next try after so many failures in a row. */
export function retryDelay(failures: number): number {
	const last = RETRY_DELAYS_MS.length - 1;
	return RETRY_DELAYS_MS[Math.min(Math.max(failures, 1) - 1, last)] ?? 0;
}

/** After a ping that found nothing, and after a look for it. */
function lookInVain(found: Findings): LookForPing | undefined {
	const { isPing, isFlood, looks, isLate, sinceDeliveredMs } = found;
	const isInVain = looks > 0 || (isPing && !isFlood);
	// It was probably about what was handed over.
	const isPingLate = looks > 0 && sinceDeliveredMs < JUST_NOW_MS && !isLate;
	const lookInMs = LOOKS_IN_VAIN_MS[looks];
	return isInVain && !isPingLate && lookInMs ? { lookInMs, looks: looks + 1 } : undefined;
}

/** What a ping found may be what the one before was about, and its own event not be listed yet. */
function lookBehind({ isPing, isFlood, isLate, due }: Findings): LookForPing | undefined {
	const [least] = LOOKS_IN_VAIN_MS;
	// In a flood the next ping is there already.
	if (!isPing || (!isLate && (isFlood || !due))) return undefined;
	return { lookInMs: Math.max(due?.inMs ?? 0, least), looks: due?.looks ?? 1 };
}
