import { NodeOperationError } from 'n8n-workflow';

import { failedAs, warn } from '../transport';
import type { TriggerContext } from './cursor';
import type { Drained } from './drain';
import { stateOf } from './state';
import type { Trouble } from './state';
import { retryDelay } from './verdict';

/** Pings of a webhook that failed again have it read after so many ms a failure, and at most so many. */
const PACE_PER_FAILURE_MS = 5_000;
const SLOWEST_PACE_MS = 300_000;

/** Smaller pages cost several calls, and are of no use in an outage: they are asked for so often, in ms. */
const ASK_SMALLER_AGAIN_MS = 1_800_000;

const HOUR_MS = 3_600_000;
/** A day, less a minute: what happens daily does not happen to the second. */
const A_DAY_MS = 86_400_000 - 60_000;

/** Counts the readings that failed, says why in the log, and forgets those that have worked. */
export function noteSetbacks(
	context: TriggerContext,
	read: string[],
	{ failures, events }: Drained,
	isCautious: boolean,
): void {
	const { setbacks } = stateOf(context);
	const now = performance.now();
	for (const webhookId of read) {
		const failed = failures.find((one) => one.webhookId === webhookId);
		if (!failed) {
			setbacks.delete(webhookId);
			continue;
		}
		const never = { failures: 0, since: now, askedSmallerAt: -Infinity };
		const before = setbacks.get(webhookId) ?? never;
		const askedSmallerAt = isCautious ? now : before.askedSmallerAt;
		setbacks.set(webhookId, {
			askedSmallerAt: events.length > 0 ? -Infinity : askedSmallerAt,
			since: before.since,
			failures: before.failures + 1,
			triedAt: now,
			failure: failed.failure,
		});
		sayWhy(context, webhookId, failed.failure);
	}
}

/** Tells why events could not be read, with the workflow and the webhook. */
export function sayWhy(context: TriggerContext, webhookId: string, failure: unknown): void {
	const { message, description } = failure as { message?: string; description?: string };
	warn(context, `could not read events: ${message}. ${description ?? ''}`.trim(), webhookId);
}

/** Whether a ping of SmartSuite's has the webhook read: after failures it costs calls only now and then. */
export function isDueForPing(context: TriggerContext, webhookId: string): boolean {
	const setback = stateOf(context).setbacks.get(webhookId);
	if (!setback) return true;
	const pace = Math.min(SLOWEST_PACE_MS, PACE_PER_FAILURE_MS * (setback.failures - 1));
	return performance.now() - setback.triedAt >= pace - 1;
}

/** Whether smaller pages are to be asked for, where large ones failed more than once. */
export function mayAskSmaller(context: TriggerContext, webhookId: string): boolean {
	const setback = stateOf(context).setbacks.get(webhookId);
	if (!setback || setback.failures < 2) return false;
	return performance.now() - setback.askedSmallerAt >= ASK_SMALLER_AGAIN_MS;
}

/** Whether a page token that is refused is given up: it was refused before, and none was today. */
export function mayStartOver(context: TriggerContext, webhookId: string): boolean {
	const { setbacks, startedOverAt } = stateOf(context);
	const wasRefused = failedAs(setbacks.get(webhookId)?.failure, 'refused');
	return wasRefused && performance.now() - startedOverAt >= A_DAY_MS;
}

/** Ms until the webhook's next try by the trigger itself; 0 or less where it is due. */
export function dueInMs(context: TriggerContext, webhookId: string): number {
	const setback = stateOf(context).setbacks.get(webhookId);
	if (!setback) return 0;
	return setback.triedAt + retryDelay(setback.failures) - performance.now();
}

/** Whether the owner was shown a failed execution about it less than a day ago. */
export function isShown(context: TriggerContext, trouble: Trouble): boolean {
	const shownAt = stateOf(context).shownAt.get(trouble) ?? -Infinity;
	return performance.now() - shownAt < A_DAY_MS;
}

/** The owner is shown a failed execution about it now. */
export function noteShown(context: TriggerContext, trouble: Trouble): void {
	stateOf(context).shownAt.set(trouble, performance.now());
}

/** What a failed execution says of a failure that has lasted. */
export function lastingFailure(
	context: TriggerContext,
	webhookId: string,
	failure: unknown,
): NodeOperationError {
	const { message, description } = failure as { message?: string; description?: string };
	const since = stateOf(context).setbacks.get(webhookId)?.since ?? performance.now();
	const hours = Math.floor((performance.now() - since) / HOUR_MS);
	const howLong = hours === 0 ? '' : ` for ${hours === 1 ? 'an hour' : `${hours} hours`}`;
	return new NodeOperationError(
		context.getNode(),
		`The changes in SmartSuite cannot be read${howLong}: ${message}`,
		{
			description: `${description ?? ''} The trigger goes on trying, and what changes meanwhile arrives once it works. If it stays so, ask SmartSuite's support about the webhook ${webhookId}.`,
		},
	);
}
