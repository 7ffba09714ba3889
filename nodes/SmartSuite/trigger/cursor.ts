import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { asObject } from '../api';
import { isPageHabits } from './page-habits';
import { further } from './place';
import type { Place } from './place';

/**
 * The webhooks that the trigger reads, each with a place of its own. Lives in the node's static data, which
 * n8n may roll back or wipe (docs/internals/n8n.md section 1.6), and in this process's memory of what
 * it committed.
 */
export interface Cursor {
	live: Place;
	/** Webhooks of ours at earlier URLs, while they may hold events from then. Oldest first. */
	earlier: Place[];
	/** Counts the webhooks that were the live one: of two cursors the greater is newer. */
	generation: number;
	/** Of a test in the editor. */
	isForTest?: true;
	/** Pings were taken by the process that runs `trigger()`: there is one process. False in queue mode. */
	isBesideTrigger?: boolean;
}

/** Where n8n gives static data; only the first two save what is written to it. */
export type TriggerContext = IHookFunctions | IWebhookFunctions | ITriggerFunctions;

/** Each costs a call a reading until it is read to its end. */
const MOST_EARLIER = 3;

/** What two records of one trigger know together: places of the newer list, each the further one. */
export function merged(one?: Cursor, other?: Cursor): Cursor | undefined {
	if (!one || !other) return one ?? other;
	const [newer, older] = isNewer(other, one) ? [other, one] : [one, other];
	const known = new Map(placesOf(older).map((place) => [place.webhookId, place]));
	// What a webhook is for, the newer list knows.
	const furthest = (place: Place): Place => ({
		...place,
		...further(place, known.get(place.webhookId)),
		until: place.until,
		isReplaced: place.isReplaced,
	});
	return { ...newer, live: furthest(newer.live), earlier: newer.earlier.map(furthest) };
}

/** All places of a cursor, the oldest webhook first. */
export function placesOf({ live, earlier }: Cursor): Place[] {
	return [...earlier, live];
}

function isNewer(one: Cursor, other: Cursor): boolean {
	if (one.generation !== other.generation) return one.generation > other.generation;
	return one.live.commits > other.live.commits;
}

/** The cursor in static data, unless it came with a workflow that was copied from elsewhere. */
export function storedCursor(context: TriggerContext): Cursor | undefined {
	const data = staticData(context);
	const live = isOurs(context, data) ? parsePlace(data.live) : undefined;
	if (!live || typeof data.leaving === 'string') return undefined;
	const { earlier, generation, isForTest, isBesideTrigger } = data;
	return {
		live,
		generation: typeof generation === 'number' ? generation : 0,
		earlier: (Array.isArray(earlier) ? earlier : []).flatMap((one) => parsePlace(one) ?? []),
		...(isForTest === true && { isForTest }),
		...(typeof isBesideTrigger === 'boolean' && { isBesideTrigger }),
	};
}

/** Writes the cursor to static data, whether or not n8n will save it. */
export function store(context: TriggerContext, cursor: Cursor): void {
	const earlier = cursor.earlier.slice(-MOST_EARLIER);
	replaceStaticData(context, { ...cursor, earlier, owner: ownerOf(context) });
}

/**
 * Writes the cursor to an execution's own copy of static data without flagging a change, for which there
 * is no trap in n8n's proxy (docs/internals/n8n.md section 1.3). Should another node of the workflow write
 * static data, n8n saves that copy as a whole: then it rolls the trigger back to this cursor, rather
 * than to nothing.
 */
export function carry(context: IExecuteFunctions, cursor: object): void {
	const data: IDataObject = context.getWorkflowStaticData('node');
	const entries = Object.entries({ ...cursor, owner: ownerOf(context) });
	for (const [key, value] of entries) {
		Object.defineProperty(data, key, {
			value,
			writable: true,
			enumerable: true,
			configurable: true,
		});
	}
}

/** Says in static data that this is a test, before anything can fail. */
export function markAsTest(context: IHookFunctions): void {
	replaceStaticData(context, { isForTest: true, owner: ownerOf(context) });
}

/** Whether the static data is that of a test: n8n gives each test its own. */
export function isTest(context: TriggerContext | IExecuteFunctions): boolean {
	return context.getMode() === 'manual' || staticData(context).isForTest === true;
}

/** Says in static data that the live webhook is leaving: the cursor counts only for this process from now on. */
export function setAside(context: IHookFunctions, cursor: Cursor): void {
	store(context, cursor);
	staticData(context).leaving = cursor.live.webhookId;
}

/** The cursor counts again: n8n died before the node that it was set aside for was published. */
export function takeBack(context: IHookFunctions): void {
	delete staticData(context).leaving;
}

/** The webhook that was set aside, here or in another process that is about to delete it. */
export function leavingId(context: TriggerContext): string | undefined {
	const data = staticData(context);
	return typeof data.leaving === 'string' && isOurs(context, data) ? data.leaving : undefined;
}

const PLACE_TEXTS = ['newestAt', 'since', 'until', 'solutionId', 'accountId', 'accepted'];
const PLACE_NUMBERS = ['taken', 'highest', 'unreadSince'];

/** Anyone may write static data; a place that is not whole begins with the oldest event. */
function parsePlace(stored: unknown): Place | undefined {
	const place = asObject(stored);
	const { webhookId, webhookUrl, pageToken, recentEventIds, commits, pages, perDay } = place;
	if (typeof webhookId !== 'string' || webhookId === '') return undefined;
	return {
		...ofType('string', place, PLACE_TEXTS),
		...ofType('number', place, PLACE_NUMBERS),
		...(place.isRereading === true && { isRereading: true as const }),
		...(place.isReplaced === true && { isReplaced: true as const }),
		webhookId,
		webhookUrl: typeof webhookUrl === 'string' ? webhookUrl : '',
		pageToken: typeof pageToken === 'string' ? pageToken : '',
		recentEventIds: Array.isArray(recentEventIds) ? recentEventIds.filter(isText) : [],
		commits: typeof commits === 'number' ? commits : 0,
		...(isPageHabits(pages) && { pages }),
		...(perDay !== undefined && { perDay: ofType<number>('number', asObject(perDay)) }),
	};
}

/** Those of an object's properties that are of the type. */
function ofType<T>(type: string, object: IDataObject, keys = Object.keys(object)) {
	const entries = keys.map((key) => [key, object[key]] as const);
	return Object.fromEntries(entries.filter(([, value]) => typeof value === type)) as Record<
		string,
		T
	>;
}

function isText(value: unknown): value is string {
	return typeof value === 'string';
}

function replaceStaticData(context: TriggerContext, data: object): void {
	const old = staticData(context);
	for (const key of Object.keys(old)) if (!(key in data)) delete old[key];
	Object.assign(old, data);
}

function staticData(context: TriggerContext | IExecuteFunctions): IDataObject {
	return context.getWorkflowStaticData('node');
}

function isOurs(context: TriggerContext, { owner }: IDataObject): boolean {
	return owner === ownerOf(context);
}

/** One node of one workflow of one n8n: exports and imports carry static data along. */
export function ownerOf(context: TriggerContext | IExecuteFunctions): string {
	return [context.getInstanceId(), context.getWorkflow().id, context.getNode().id].join(' ');
}
