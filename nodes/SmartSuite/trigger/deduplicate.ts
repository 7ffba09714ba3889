import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { warn } from '../transport';
import { isServedHere } from './hand-over';

/** How many values n8n remembers for the node; the oldest go first. */
const MOST_ENTRIES = 5_000;

/** Whoever read n8n's record before we wrote it has written it, too, after this time. */
const SETTLING_MS = 100;
/** The same as a multiple of the time that our own reading and writing took. */
const SETTLING_FACTOR = 4;
/** What it is multiplied with where somebody did: that one may be slow. */
const CAUTION = 4;
const MOST_CLAIMS = 5;

/**
 * The items whose events no earlier execution of this node has had. Cursors may overlap (two
 * processes, static data rolled back or wiped, a crash after the execution was stored), and only here,
 * inside the execution, does n8n have de-duplication that lasts (n8n-internals.md sections 0 and 5).
 * When it fails, everything passes: twice beats never.
 */
export async function withoutProcessed(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const items = context.getInputData();
	// Tests in the editor and retries by hand mean just these items.
	if (context.getMode() !== 'webhook') return items;
	return await unprocessed(context, items).catch(({ message }: Error) => {
		warn(context, `cannot look for repeated events: ${message}`);
		return items;
	});
}

/**
 * n8n reads its record and writes it back as a whole, without a lock (deduplication-helper.js,
 * `handleHashedItems`): of two workers that do so at once the later undoes what the earlier wrote. So
 * a worker leaves a mark beside the ids that it claims, and looks a moment later whether the mark is
 * still there. Where it is not, it claims again what nobody else has by then; where an earlier mark
 * has come back, so has the claim beside it.
 */
async function unprocessed(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	const marks: string[] = [];
	const claims: Array<Set<string>> = [];
	for (;;) {
		const mark = `execution ${context.getExecutionId()} ${marks.length}`;
		marks.push(mark);
		const { found, fresh, tookMs } = await record(context, [...marks, ...items.map(eventId)]);
		// A queue that lost its worker runs the same execution again: its own events are not old.
		if (found.has(mark)) return items;
		const standing = marks.map((each) => found.has(each)).lastIndexOf(true);
		const claim = claims[standing] ?? fresh;
		claims.push(claim);
		if (standing >= 0 || isServedHere(context) || claims.length === MOST_CLAIMS) {
			return items.filter((item) => eventId(item) === '' || claim.has(eventId(item)));
		}
		const caution = claims.length > 1 ? CAUTION : 1;
		await sleep(caution * Math.max(SETTLING_MS, SETTLING_FACTOR * tookMs));
	}
}

/** Tried twice: the first record of a node fails where another worker writes it at the same time. */
async function record(context: IExecuteFunctions, values: string[]) {
	const startedAt = performance.now();
	const ask = async () =>
		await context.helpers.checkProcessedAndRecord(values, 'node', {
			mode: 'entries',
			maxEntries: MOST_ENTRIES,
		});
	const recorded = await ask().catch(ask);
	return {
		found: new Set(recorded.processed),
		fresh: new Set(recorded.new.map(String)),
		tookMs: performance.now() - startedAt,
	};
}

/** Simplified or as the API gave it, in either spelling. */
function eventId({ json }: INodeExecutionData): string {
	const id = json.event_id ?? json.eventId;
	return typeof id === 'string' ? id : '';
}
