import type { INodeExecutionData } from 'n8n-workflow';

import { warn } from '../transport';
import type { Cursor, TriggerContext } from './cursor';
import { isTest, merged, placesOf } from './cursor';
import { circumstancesOf, historyOf } from './circumstances';
import { drain } from './drain';
import type { Drained } from './drain';
import { forgetLook, lookLater, lookNow } from './look';
import { toItems } from './items';
import { remove } from './own-webhook';
import type { Found, Lead, Outcome } from './queue';
import { isDueForPing, noteSetbacks } from './setbacks';
import type { ItemSettings } from './settings';
import { stateOf } from './state';
import type { NodeState } from './state';
import { verdictOf } from './verdict';
import type { Verdict } from './verdict';

/**
 * What n8n has not run so many ms after it was handed over is handed over again: it may have been stopped or
 * deleted while it waited for a slot, of which n8n tells nobody.
 */
export const LONGEST_HOLD_MS = 3_600_000;
/** For so long, in ms, a delivery is followed by a look where an event was listed after its ping. */
const LATE_FOR_MS = 3_600_000;

/** Why the trigger reads. */
export interface Occasion {
	/** SmartSuite has sent a ping; else the trigger looks by itself. */
	isPing: boolean;
	/** Looks made for one ping that found nothing, this one too; 0 where the trigger looks for another reason. */
	looks: number;
	settings: ItemSettings;
}

/** One reading from the head of the queue, and what is to become of it. */
export interface Round {
	verdict: Verdict;
	items: INodeExecutionData[];
	/** Where to stand once the items are stored. */
	cursor: Cursor;
	found: Found;
	/** How the live webhook's reading failed, where it did. */
	failure?: unknown;
}

/** Reads what is new and decides what becomes of it. Changes nothing at n8n or SmartSuite. */
export async function goRound(
	context: TriggerContext,
	cursor: Cursor,
	lead: Lead,
	{ isPing, looks, settings }: Occasion,
): Promise<Round> {
	const { webhookId } = cursor.live;
	if (isPing && !isTest(context) && !isDueForPing(context, webhookId)) {
		return { verdict: { kind: 'later' }, items: [], cursor, found: 'all' };
	}
	const state = stateOf(context);
	const around = await circumstancesOf(context, cursor, lead);
	const drained = await drain(cursor, around);
	const read = placesOf(cursor).map((place) => place.webhookId);
	if (drained.hasStartedOver) state.startedOverAt = performance.now();
	noteSetbacks(context, read.filter(around.isDue), drained, around.isCautious);
	const items = await toItems(context, drained.events, drained, settings);
	const failure = drained.failures.find((one) => one.webhookId === webhookId)?.failure;
	const verdict = verdictOf({
		items: items.length,
		end: drained.end,
		isFollowed: lead.isFollowed(),
		failure,
		...historyOf(context, drained.cursor),
		isPing,
		isFlood: lead.isFlood,
		looks,
	});
	// What no ping but a look has found came after its ping.
	if (looks > 0 && items.length > 0) state.lateUntil = performance.now() + LATE_FOR_MS;
	const wasUnproved = state.isUnproved;
	state.isUnproved = drained.end !== 'end';
	const found = foundBy(drained, wasUnproved && !isPing);
	return { verdict, items, cursor: drained.cursor, found, failure };
}

/** Once it is known whether n8n has the items: commits, lets the next drain begin, and looks again. */
export function settle(
	context: TriggerContext,
	{ verdict, cursor, found }: Round,
	outcome: Outcome,
	lead: Lead,
): void {
	const state = stateOf(context);
	const isDelivery = verdict.kind === 'deliver';
	const isLost = isDelivery && outcome === 'failed';
	const before = state.committed;
	const isOutdated = before !== undefined && before.generation > cursor.generation;
	// Another webhook has become the live one meanwhile: what this round has read is one of its earlier ones.
	const after = isOutdated ? merged(before, cursor) : cursor;
	state.committed = isLost ? takenBack(state, cursor) : after;
	state.pending = undefined;
	if (isDelivery && !isLost) state.deliveredAt = performance.now();
	if (before && after && !isLost) void removeReplaced(context, before, after);
	state.undelivered = isLost ? state.undelivered + 1 : 0;
	lead.finish(outcome, found);
	if (isTest(context)) return;
	const { webhookUrl } = cursor.live;
	if (state.undelivered > 0) return lookLater(context, webhookUrl, 5_000 * state.undelivered);
	// The renewal that is due then looks, too.
	if (verdict.kind === 'gone' && state.runner) return;
	const { lookInMs } = verdict;
	// What a look was for has been found; what was not has another.
	if (isDelivery) forgetLook(context);
	if (lookInMs === undefined) return;
	if (lookInMs === 0) return void lookNow(context, webhookUrl);
	lookLater(context, webhookUrl, lookInMs, verdict.looks);
}

/** Where the trigger stood before; further than a place that it did not reach, should n8n have saved that. */
function takenBack({ committed, pending }: NodeState, { live }: Cursor): Cursor | undefined {
	if (!committed || !pending) return committed;
	return { ...committed, live: { ...committed.live, commits: live.commits + 1 } };
}

/** A webhook at the same URL that has been replaced, and is read to its end now, is not needed any more. */
async function removeReplaced(
	context: TriggerContext,
	before: Cursor,
	after: Cursor,
): Promise<void> {
	const left = new Set(after.earlier.map(({ webhookId }) => webhookId));
	const replaced = before.earlier.filter(({ isReplaced }) => isReplaced);
	for (const { webhookId } of replaced.filter((place) => !left.has(place.webhookId))) {
		await remove(context, webhookId).catch(({ message }: Error) =>
			warn(context, `cannot delete the webhook that was replaced: ${message}`, webhookId),
		);
	}
}

/** What the queue is to know of a drain. One that only proved the end was not in vain. */
function foundBy({ events, end, failures }: Drained, isProof: boolean): Found {
	if (failures.length > 0 || end === 'unproved') return 'all';
	if (end === 'more') return 'part';
	return events.length > 0 || isProof ? 'all' : 'nothing';
}
