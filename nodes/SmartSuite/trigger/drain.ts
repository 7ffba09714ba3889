import type { ChangeEvent } from '../api';
import { failedAs } from '../transport';
import type { Cursor } from './cursor';
import { fromTheStart } from './place';
import type { Place } from './place';
import { readPlace } from './read-place';
import type { FetchPage, Reading } from './read-place';

/** Most events of one execution: n8n keeps all items of a run in memory and in one database value. */
const MOST_EVENTS = 500;

/** An earlier webhook that cannot be read for so long, in ms, and so often, is let go. */
const PATIENCE_MS = 86_400_000;
/** The same where SmartSuite says that it is not there any more, or not for us. */
const PATIENCE_WITH_GONE_MS = 3_600_000;
const LEAST_FAILURES = 3;

/** How a reading failed, and which webhook's it was. */
interface Failed {
	webhookId: string;
	failure: unknown;
}

/** What was found at all webhooks of the trigger. */
export interface Drained {
	/** What the workflow has not had: of each webhook oldest first. */
	events: ChangeEvent[];
	/** Where to stand once they are stored. */
	cursor: Cursor;
	/** As `Reading` has it. */
	end: Reading['end'];
	failures: Failed[];
	/** Whether a token was given up, or would have been. */
	hasStartedOver: boolean;
	/** Whether history was read again, so that any event may be an old one. */
	isRereading: boolean;
}

/** What a drain knows beside the places. */
export interface Circumstances {
	fetchPage: FetchPage;
	/** Readings of this webhook that failed in a row before. */
	failuresOf: (webhookId: string) => number;
	/** Whether the live webhook's token, should it be refused, is given up. */
	mayStartOver: boolean;
	/** Whether this webhook may be tried again after a failure. */
	isDue: (webhookId: string) => boolean;
	/** Whether the webhook can still be ours: it is in our workspace and solution. */
	belongsHere: (place: Place) => boolean;
	/** Whether smaller pages of the live webhook are asked for where large ones fail. */
	isCautious: boolean;
	/** Whether a short page is no proof. */
	mustProve: boolean;
	/** Many pings came together. */
	isFlood: boolean;
	isFollowed: () => boolean;
}

/**
 * Reads what is new: first at webhooks of earlier URLs, so that changes stay in order, then at the live
 * one. An earlier one that fails waits for its next try, and holds up nothing else. Never throws.
 */
export async function drain(cursor: Cursor, around: Circumstances): Promise<Drained> {
	const drained: Drained = {
		events: [],
		cursor: { ...cursor, earlier: [] },
		end: 'end',
		failures: [],
		hasStartedOver: false,
		isRereading: false,
	};
	for (const place of cursor.earlier.filter(around.belongsHere)) {
		const rest = await readEarlier(place, drained, around);
		if (rest) drained.cursor.earlier.push(rest);
	}
	if (drained.end !== 'more') await readLive(cursor.live, drained, around);
	return drained;
}

/** @returns where to go on with it, if at all */
async function readEarlier(
	place: Place,
	drained: Drained,
	around: Circumstances,
): Promise<Place | undefined> {
	if (drained.end === 'more' || !around.isDue(place.webhookId)) return place;
	const reading = await readHere(place, drained, {
		...around,
		mustProve: true,
		isFlood: false,
		isCautious: false,
	});
	if (reading.failure === undefined) {
		return reading.end === 'end' ? undefined : { ...reading.place, unreadSince: undefined };
	}
	// The live one is read all the same.
	if (reading.events.length === 0) drained.end = 'end';
	const { unreadSince = Date.now() } = reading.place;
	const isGone = failedAs(reading.failure, 'missing', 'forbidden');
	const patience = isGone ? PATIENCE_WITH_GONE_MS : PATIENCE_MS;
	const failures = around.failuresOf(place.webhookId) + 1;
	const isHopeless = failures >= LEAST_FAILURES && Date.now() - unreadSince >= patience;
	return isHopeless ? undefined : { ...reading.place, unreadSince };
}

/**
 * The live webhook. A page token is given up only when it was refused again after a pause, once a day, and
 * while the oldest event can be read: how long a token stays good is not documented
 * (docs/internals/smartsuite.md section 1.7).
 */
async function readLive(place: Place, drained: Drained, around: Circumstances): Promise<void> {
	const reading = await readHere(place, drained, around);
	drained.cursor.live = reading.place;
	const isRefused = failedAs(reading.failure, 'refused') && reading.events.length === 0;
	if (!isRefused || !around.mayStartOver || place.pageToken === '') return;
	drained.hasStartedOver = true;
	const others = drained.failures.filter(({ webhookId }) => webhookId !== place.webhookId);
	const again: Drained = { ...drained, failures: others };
	const fromStart = await readHere(fromTheStart(place), again, around);
	if (fromStart.failure !== undefined && fromStart.place.pageToken === '') return;
	Object.assign(drained, again, { cursor: { ...drained.cursor, live: fromStart.place } });
}

async function readHere(
	place: Place,
	drained: Drained,
	{ fetchPage, mustProve, isFlood, isFollowed, isCautious }: Circumstances,
): Promise<Reading> {
	const reading = await readPlace(place, {
		fetchPage,
		mostEvents: MOST_EVENTS - drained.events.length,
		isCautious,
		mustProve,
		isFlood,
		isFollowed,
	});
	drained.events.push(...reading.events);
	drained.end = reading.end;
	drained.isRereading ||= place.isRereading === true;
	if (reading.failure !== undefined) {
		drained.failures.push({ webhookId: place.webhookId, failure: reading.failure });
	}
	return reading;
}
