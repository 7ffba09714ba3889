import type {
	IDataObject,
	IExecuteFunctions,
	IHookFunctions,
	ITriggerFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';

import { rememberRecent } from '../transport';
import { isPageHabits } from './page-habits';
import type { PageHabits } from './page-habits';

/**
 * Where the trigger stands with its webhook. Lives in the node's static data, which n8n may roll
 * back or wipe (n8n-internals.md section 1.6), and in this process's memory of what it committed.
 */
export interface Cursor {
	webhookId: string;
	webhookUrl: string;
	/** Where to go on with ListEvents; '' is the oldest stored event. */
	pageToken: string;
	/** The last event ids handed over, oldest first: pages may overlap. */
	recentEventIds: string[];
	/** What its pages were like so far. */
	pages?: PageHabits;
	/** Counts commits: of two cursors of one webhook the greater is further. */
	commits: number;
	/** The webhook before this one, at another URL of ours, while it may hold events from then. */
	previous?: Cursor;
	/** Of a test in the editor. */
	isForTest?: true;
	/** Of a previous one: ISO date from which on its successor has the events. */
	until?: string;
}

/** Where n8n gives static data; only the first two save what is written to it. */
export type TriggerContext = IHookFunctions | IWebhookFunctions | ITriggerFunctions;

/** Enough for pages that overlap. */
const MOST_RECENT = 200;
/** While no token comes, all events since the last one are read again. */
const MOST_RECENT_WITHOUT_TOKEN = 5_000;
const MOST_COMMITTED = 1_000;

/**
 * What this process committed last, by workflow, node and webhook. Lost at a restart; then static
 * data, saved at the same commit, says where to go on.
 */
const committed = new Map<string, Cursor>();

/** A cursor that has read nothing yet. */
export function freshCursor(webhookId: string, webhookUrl: string): Cursor {
	return { webhookId, webhookUrl, pageToken: '', recentEventIds: [], commits: 0 };
}

/** The cursor in static data, unless it came with a workflow that was copied from elsewhere. */
export function storedCursor(context: TriggerContext): Cursor | undefined {
	const data = staticData(context);
	return data.owner === ownerOf(context) ? parseCursor(data) : undefined;
}

/** The further of what static data and this process know of a webhook. */
export function cursorOf(context: TriggerContext, webhookId: string): Cursor | undefined {
	const stored = storedCursor(context);
	return further(
		stored?.webhookId === webhookId ? stored : undefined,
		committed.get(memoryKey(context, webhookId)),
	);
}

/** Of two cursors of one webhook, the one that has handed over more. */
export function further(one?: Cursor, other?: Cursor): Cursor | undefined {
	if (!one || !other) return one ?? other;
	return other.commits > one.commits ? other : one;
}

/** The cursor after these events; an absent token never replaces one (smartsuite-api.md section 1.7). */
export function advance(
	cursor: Cursor,
	eventIds: string[],
	pageToken: string | undefined,
	pages: PageHabits,
): Cursor {
	const hasMoved = !!pageToken && pageToken !== cursor.pageToken;
	const most = hasMoved ? MOST_RECENT : MOST_RECENT_WITHOUT_TOKEN;
	return {
		...cursor,
		pages,
		pageToken: pageToken || cursor.pageToken,
		recentEventIds: [...cursor.recentEventIds, ...eventIds.filter(Boolean)].slice(-most),
		commits: cursor.commits + 1,
	};
}

/** Writes the cursor to static data, whether or not n8n will save it. */
export function store(context: TriggerContext, cursor: Cursor): void {
	replaceStaticData(context, { ...cursor, owner: ownerOf(context) });
}

/** Remembers a cursor whose events n8n has stored. */
export function commit(context: TriggerContext, cursor: Cursor): void {
	rememberRecent(committed, memoryKey(context, cursor.webhookId), cursor, MOST_COMMITTED);
}

/** Forgets what this process knows of a webhook that goes. */
export function forget(context: TriggerContext, webhookId: string): void {
	committed.delete(memoryKey(context, webhookId));
}

/** Leaves static data empty. */
export function clear(context: TriggerContext): void {
	replaceStaticData(context, {});
}

/** Keeps the cursor in this process only, and says in static data that its webhook is leaving. */
export function setAside(context: TriggerContext, cursor: Cursor): void {
	commit(context, cursor);
	replaceStaticData(context, { leaving: cursor.webhookId, owner: ownerOf(context) });
}

/** The webhook that was set aside, here or in another process that is about to delete it. */
export function leavingId(context: TriggerContext): string | undefined {
	const { leaving, owner } = staticData(context);
	return typeof leaving === 'string' && owner === ownerOf(context) ? leaving : undefined;
}

/** Anyone may write static data; a cursor that is not whole starts at the oldest event. */
function parseCursor(data: IDataObject): Cursor | undefined {
	const { webhookId, webhookUrl, pageToken, recentEventIds, pages, commits, until, isForTest } =
		data;
	if (typeof webhookId !== 'string' || webhookId === '') return undefined;
	const previous = parseCursor((data.previous ?? {}) as IDataObject);
	return {
		webhookId,
		webhookUrl: typeof webhookUrl === 'string' ? webhookUrl : '',
		pageToken: typeof pageToken === 'string' ? pageToken : '',
		recentEventIds: Array.isArray(recentEventIds) ? recentEventIds.map(String) : [],
		...(isPageHabits(pages) && { pages }),
		commits: typeof commits === 'number' ? commits : 0,
		...(previous && { previous }),
		...(isForTest === true && { isForTest }),
		...(typeof until === 'string' && { until }),
	};
}

function replaceStaticData(context: TriggerContext, data: object): void {
	const old = staticData(context);
	for (const key of Object.keys(old)) if (!(key in data)) delete old[key];
	Object.assign(old, data);
}

function staticData(context: TriggerContext): IDataObject {
	return context.getWorkflowStaticData('node');
}

/** One node of one workflow of one n8n: exports and imports carry static data along. */
export function ownerOf(context: TriggerContext | IExecuteFunctions): string {
	return [context.getInstanceId(), context.getWorkflow().id, context.getNode().id].join(' ');
}

function memoryKey(context: TriggerContext, webhookId: string): string {
	return [ownerOf(context), webhookId].join(' ');
}
