import { parse } from 'flatted';
import type { N8nRest } from './n8n-rest.mts';

/** n8n gives at most this many executions a page (parse-range-query.middleware.js, 2.41.1). */
const PAGE_SIZE = 100;

const ENDED = new Set(['success', 'error', 'crashed', 'canceled']);

/** An item's `json`. */
export type ItemJson = Record<string, unknown>;

/** What n8n tells of an execution in its list. */
export interface ExecutionSummary {
	id: string;
	status: string;
	mode: string;
	startedAt: string;
	stoppedAt?: string;
}

/** An execution with what its nodes did. */
export interface Execution extends ExecutionSummary {
	/** Message of the error that ended it. */
	error?: string;
	/** What to do about it. */
	errorDescription?: string;
	/** The input item that this error is about, counted from 0. */
	errorItem?: number;
	/** Items that each node gave on its first output, by the node's name; all its runs together. */
	items: Record<string, ItemJson[]>;
	/** The same, run by run: a loop runs a node more than once. */
	runs: Record<string, NodeRun[]>;
}

interface NodeRun {
	/** When it began, in ms since 1970. */
	startedAtMs: number;
	items: ItemJson[];
	/** What the node says under its output. */
	hints: string[];
}

export const hasEnded = ({ status }: ExecutionSummary) => ENDED.has(status);

/**
 * Reads a workflow's executions, oldest first. An ended execution is read once and remembered, so
 * that asking again costs little.
 */
export function executionReader(rest: N8nRest): (workflowId: string) => Promise<Execution[]> {
	const known = new Map<string, Execution>();

	async function read(summary: ExecutionSummary): Promise<Execution> {
		const before = known.get(summary.id);
		if (before) return before;
		const { data } = (await rest.get(`/executions/${summary.id}`)) as { data: string };
		const execution = { ...summary, ...parseRun(data) };
		if (hasEnded(summary)) known.set(summary.id, execution);
		return execution;
	}

	return async (workflowId) => {
		const executions: Execution[] = [];
		for (const summary of await listExecutions(rest, workflowId)) {
			executions.push(await read(summary));
		}
		return executions.reverse();
	};
}

interface Page {
	results: ExecutionSummary[];
	nextCursor?: string | null;
}

/** A workflow's executions without what their nodes did, newest first. */
export async function listExecutions(
	rest: N8nRest,
	workflowId: string,
): Promise<ExecutionSummary[]> {
	const summaries: ExecutionSummary[] = [];
	const query = { filter: JSON.stringify({ workflowId }), limit: String(PAGE_SIZE) };
	for (let cursor: string | null | undefined = ''; cursor !== undefined && cursor !== null; ) {
		const search = new URLSearchParams(cursor ? { ...query, cursor } : query);
		const page = (await rest.get(`/executions?${search.toString()}`)) as Page;
		summaries.push(...page.results);
		cursor = page.nextCursor;
	}
	return summaries;
}

/** An execution's data as n8n stores it. */
interface RawRun {
	resultData?: {
		error?: { message?: string; description?: string | null; context?: { itemIndex?: number } };
		runData?: Record<string, RawNodeRun[]>;
	};
}

interface RawNodeRun {
	startTime: number;
	hints?: Array<{ message: string }>;
	data?: { main?: Array<Array<{ json: ItemJson }> | null> };
}

/** n8n stores an execution's data as a flatted string. */
function parseRun(data: string): Omit<Execution, keyof ExecutionSummary> {
	// Of one that has just begun there is nothing yet.
	const { error, runData = {} } = (parse(data) as RawRun | undefined)?.resultData ?? {};
	const runs = mapValues(runData, (all) => all.map(nodeRunOf));
	return {
		error: error?.message,
		errorDescription: error?.description ?? undefined,
		errorItem: error?.context?.itemIndex,
		items: mapValues(runs, (all) => all.flatMap(({ items }) => items)),
		runs,
	};
}

function nodeRunOf({ startTime, data, hints = [] }: RawNodeRun): NodeRun {
	const [items] = data?.main ?? [];
	return {
		startedAtMs: startTime,
		items: (items ?? []).map(({ json }) => json),
		hints: hints.map(({ message }) => message),
	};
}

function mapValues<From, To>(all: Record<string, From>, map: (value: From) => To) {
	return Object.fromEntries(Object.entries(all).map(([key, value]) => [key, map(value)]));
}
