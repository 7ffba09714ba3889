import { sleep } from 'n8n-workflow';
import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { asObject, asText } from '../api';
import { warn } from '../transport';
import { carry } from './cursor';
import { dayOf, isHistoryOn, mostEntries, newestDayBy } from './processed';
import { stateOf } from './state';

/** Whoever read n8n's record before we wrote it has written it, too, after this time, in ms. */
const SETTLING_MS = 100;
/** The same as a multiple of the time that our own reading and writing took. */
const SETTLING_FACTOR = 4;
/** What it is multiplied with where somebody did: that one may be slow. */
const CAUTION = 4;
const MOST_CLAIMS = 5;

/**
 * The items whose events no earlier execution of this node has had. Cursors may overlap (two
 * processes, static data rolled back or wiped, a crash after the execution was stored), and only here,
 * inside the execution, does n8n have de-duplication that lasts (docs/internals/n8n.md sections 0 and 5).
 * When it fails, everything passes: twice beats never.
 */
export async function withoutProcessed(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const [first, ...others] = context.getInputData();
	if (!first) return [];
	const { drained: carried, ...plain } = first;
	const drained = asObject(carried);
	const items = [plain as INodeExecutionData, ...others];
	// Tests in the editor and retries by hand mean just these items.
	if (!['webhook', 'trigger'].includes(context.getMode())) return items;
	if (context.getMode() === 'trigger') stateOf(context).onRun?.();
	if (drained.cursor) carry(context, asObject(drained.cursor));
	return await unprocessed(context, items, drained).catch(({ message }: Error) => {
		warn(context, `cannot look for repeated events: ${message}`);
		return items;
	});
}

/** Without those that are history, where the trigger reads that again because it lost its place. */
async function unprocessed(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	{ isRereading, recently }: { isRereading?: unknown; recently?: unknown },
): Promise<INodeExecutionData[]> {
	const ownDay = Math.max(...items.map(dayIn).filter((day) => !Number.isNaN(day)));
	const count = isRereading === true ? await countOf(context) : 0;
	const newestDay = newestDayBy(count, dayOf(new Date().toISOString()));
	const news = items.filter((item) => !isHistoryOn(dayIn(item), newestDay));
	if (news.length === 0) return news;
	// While history is read again, the place knows less than the record.
	const most = Math.max(Number(recently) || 0, count);
	return await claimed(context, news, mostEntries(most, Math.max(ownDay, newestDay ?? ownDay)));
}

/**
 * n8n reads its record and writes it back as a whole, without a lock (deduplication-helper.js,
 * `handleHashedItems`): of two workers that do so at once the later undoes what the earlier wrote. So
 * a worker leaves a mark beside the ids that it claims, and looks a moment later whether the mark is
 * still there. Where it is not, it claims again what nobody else has by then; where an earlier mark
 * has come back, so has the claim beside it.
 */
async function claimed(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	maxEntries: number,
): Promise<INodeExecutionData[]> {
	const marks: string[] = [];
	const claims: Array<Set<string>> = [];
	for (;;) {
		const mark = `execution ${context.getExecutionId()} ${marks.length}`;
		marks.push(mark);
		const values = [...marks, ...items.map(eventId)];
		const { found, fresh, tookMs } = await record(context, values, maxEntries);
		if (found.has(mark)) return await claimedBefore(context, items, maxEntries);
		const standing = marks.map((each) => found.has(each)).lastIndexOf(true);
		const claim = claims[standing] ?? fresh;
		claims.push(claim);
		// Where this process takes the pings, too, no other one runs executions.
		const isAlone = stateOf(context).takesPings;
		if (standing >= 0 || isAlone || claims.length === MOST_CLAIMS) {
			const isOurs = (item: INodeExecutionData) => eventId(item) === '' || claim.has(eventId(item));
			const left = items.filter((item) => !isOurs(item)).map(eventId);
			const isToBeNoted = left.length > 0 && !isAlone;
			if (isToBeNoted) await record(context, left.map(asLeft(context)), maxEntries);
			return items.filter(isOurs);
		}
		const caution = claims.length > 1 ? CAUTION : 1;
		await sleep(caution * Math.max(SETTLING_MS, SETTLING_FACTOR * tookMs));
	}
}

/**
 * A queue that lost its worker runs the same execution again: its own events are not old, and what it left to
 * other executions it leaves to them again. To ask is to record, so that can be asked once: should its worker be
 * lost a second time, everything passes.
 */
async function claimedBefore(
	context: IExecuteFunctions,
	items: INodeExecutionData[],
	maxEntries: number,
): Promise<INodeExecutionData[]> {
	const isLeft = asLeft(context);
	const asked = isLeft('');
	const values = [asked, ...items.map((item) => isLeft(eventId(item)))];
	const { found } = await record(context, values, maxEntries);
	if (found.has(asked)) return items;
	return items.filter((item) => !found.has(isLeft(eventId(item))));
}

/** What says that an execution has left an event to another one. */
const asLeft = (context: IExecuteFunctions) => (id: string) =>
	`execution ${context.getExecutionId()} left ${id}`;

/** Tried twice: the first record of a node fails where another worker writes it at the same time. */
async function record(context: IExecuteFunctions, values: string[], maxEntries: number) {
	const startedAt = performance.now();
	const ask = async () =>
		await context.helpers.checkProcessedAndRecord(values, 'node', { mode: 'entries', maxEntries });
	const recorded = await ask().catch(ask);
	return {
		found: new Set(recorded.processed),
		fresh: new Set(recorded.new.map(String)),
		tookMs: performance.now() - startedAt,
	};
}

async function countOf(context: IExecuteFunctions): Promise<number> {
	return await context.helpers.getProcessedDataCount('node', { mode: 'entries' });
}

/** Simplified or as the API gave it, in either spelling. */
function eventId({ json }: INodeExecutionData): string {
	const id = json.event_id ?? json.eventId;
	return typeof id === 'string' ? id : '';
}

function dayIn({ json }: INodeExecutionData): number {
	return dayOf(asText(json.event_at ?? json.eventAt));
}
