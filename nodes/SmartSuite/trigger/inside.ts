import type { INodeExecutionData, IRun, ITriggerFunctions } from 'n8n-workflow';

import { waitFor, warn } from '../transport';
import type { Outcome } from './queue';
import { goRound, LONGEST_HOLD_MS, settle } from './round';
import type { Round } from './round';
import { lastingFailure, noteShown } from './setbacks';
import { cursorOf, stateOf } from './state';
import type { Runner, Trouble } from './state';

/**
 * Looks for changes without the own URL, and hands them to n8n by `emit`. Only where the process that runs
 * `trigger()` takes the pings, too: in queue mode it does not know where the trigger stands. What it commits
 * stays in memory until the next ping, because n8n would save a stale copy of static data from here
 * (docs/internals/n8n.md section 2).
 * @returns whether that is possible here
 */
export async function lookInside(
	{ context, settings, stop }: Runner,
	looks: number,
): Promise<boolean> {
	const state = stateOf(context);
	const isAlone = state.takesPings || cursorOf(context)?.isBesideTrigger === true;
	if (!isAlone || stop.aborted) return false;
	const turn = await state.queue.enter(0);
	if ('outcome' in turn) {
		await turn.outcome;
		return true;
	}
	const cursor = cursorOf(context);
	if (!cursor || stop.aborted) {
		turn.finish('stored');
		return true;
	}
	try {
		const round = await goRound(context, cursor, turn, { isPing: false, looks, settings });
		settle(context, round, await carryOut(context, round), turn);
	} catch (error) {
		turn.finish('failed');
		warn(context, `could not look for changes: ${(error as Error).message}`);
	}
	return true;
}

async function carryOut(context: ITriggerFunctions, round: Round): Promise<Outcome> {
	const { verdict, items, cursor, failure } = round;
	const { webhookId } = cursor.live;
	const state = stateOf(context);
	if (verdict.kind === 'deliver') return await emitted(context, items);
	if (verdict.kind === 'gone') state.runner?.renewSoon(verdict.lookInMs);
	if (verdict.kind === 'show') {
		showFailure(context, 'reading', lastingFailure(context, webhookId, failure));
	}
	return verdict.kind === 'quiet' || verdict.kind === 'gone' ? 'stored' : 'failed';
}

/** A failed execution, where this n8n can be told of one; the log has it in any case. */
export function showFailure(context: ITriggerFunctions, trouble: Trouble, error: Error): void {
	noteShown(context, trouble);
	const saveFailedExecution = context.saveFailedExecution as
		| ITriggerFunctions['saveFailedExecution']
		| undefined;
	warn(
		context,
		`reports: ${error.message}. ${(error as { description?: string }).description ?? ''}`,
	);
	saveFailedExecution?.call(context, error as Parameters<typeof context.saveFailedExecution>[0]);
}

/**
 * Whether n8n has stored the execution: it says so at its end, or refuses it at once. Up to 2.20 it does not say
 * that it could not (active-workflow-manager.js), so what counts is that the execution runs.
 */
async function emitted(context: ITriggerFunctions, items: INodeExecutionData[]): Promise<Outcome> {
	const state = stateOf(context);
	const done = context.helpers.createDeferredPromise<IRun>();
	const stopWaiting = new AbortController();
	const runs = new Promise<Outcome>((resolve) => (state.onRun = () => resolve('stored')));
	context.emit([items], undefined, done);
	const isOver = done.promise.then(
		() => 'stored' as const,
		() => 'failed' as const,
	);
	const isTooLate = waitFor(LONGEST_HOLD_MS, stopWaiting.signal).then(
		() => 'failed' as const,
		() => 'failed' as const,
	);
	return await Promise.race([runs, isOver, isTooLate]).finally(() => {
		stopWaiting.abort();
		state.onRun = undefined;
	});
}
