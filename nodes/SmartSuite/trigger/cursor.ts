import type { IDataObject, IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

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
	/** Counts commits: of two cursors of one webhook the greater is further. */
	commits: number;
}

type StaticDataContext = IHookFunctions | IWebhookFunctions;

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

/** The cursor in static data, if there is a whole one. */
export function storedCursor(context: StaticDataContext): Cursor | undefined {
	const { webhookId, webhookUrl, pageToken, recentEventIds, commits } = staticData(context);
	if (typeof webhookId !== 'string' || webhookId === '') return undefined;
	return {
		webhookId,
		webhookUrl: typeof webhookUrl === 'string' ? webhookUrl : '',
		pageToken: typeof pageToken === 'string' ? pageToken : '',
		recentEventIds: Array.isArray(recentEventIds) ? recentEventIds.map(String) : [],
		commits: typeof commits === 'number' ? commits : 0,
	};
}

/** The further of what static data and this process know of a webhook. */
export function cursorOf(context: StaticDataContext, webhookId: string): Cursor | undefined {
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
export function advance(cursor: Cursor, eventIds: string[], pageToken?: string): Cursor {
	const hasMoved = !!pageToken && pageToken !== cursor.pageToken;
	const most = hasMoved ? MOST_RECENT : MOST_RECENT_WITHOUT_TOKEN;
	return {
		...cursor,
		pageToken: pageToken || cursor.pageToken,
		recentEventIds: [...cursor.recentEventIds, ...eventIds.filter(Boolean)].slice(-most),
		commits: cursor.commits + 1,
	};
}

/** Writes the cursor to static data, whether or not n8n will save it. */
export function store(context: StaticDataContext, cursor: Cursor): void {
	Object.assign(staticData(context), cursor);
}

/** Remembers a cursor whose events n8n has stored. */
export function commit(context: StaticDataContext, cursor: Cursor): void {
	const key = memoryKey(context, cursor.webhookId);
	committed.delete(key);
	committed.set(key, cursor);
	const [oldest] = committed.keys();
	if (committed.size > MOST_COMMITTED && oldest !== undefined) committed.delete(oldest);
}

/** Forgets everything about the webhook: it is deleted. */
export function clear(context: StaticDataContext): void {
	const data = staticData(context);
	if (typeof data.webhookId === 'string') committed.delete(memoryKey(context, data.webhookId));
	for (const key of Object.keys(data)) delete data[key];
}

function staticData(context: StaticDataContext): IDataObject {
	return context.getWorkflowStaticData('node');
}

function memoryKey(context: StaticDataContext, webhookId: string): string {
	return [context.getWorkflow().id, context.getNode().id, webhookId].join(' ');
}
