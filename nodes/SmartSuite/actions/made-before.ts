import type { IExecuteFunctions } from 'n8n-workflow';

import { rememberRecent } from '../transport';

/**
 * What a run made before it failed, by what it belongs to: the index of an item, say. n8n's Retry On Fail runs
 * the node again with the same items (n8n-core, workflow-execute.js, runNode): without this, each of these would
 * be made once more.
 */
export type MadeBefore<Key, Made> = ReadonlyMap<Key, Made>;

/** By execution, node, run and what it is. Lost at a restart, with the execution. */
const remembered = new Map<string, MadeBefore<unknown, unknown>>();
/** A failed run leaves what it made until it is tried again, or until so many others failed. */
const MOST_RUNS = 100;

/** @param what tells it from other things that the run made; each has keys and values of its own types */
export function keepMade<Key, Made>(
	context: IExecuteFunctions,
	what: string,
	made: MadeBefore<Key, Made>,
): void {
	const key = keyOf(context, what);
	if (key && made.size > 0) rememberRecent(remembered, key, made, MOST_RUNS);
}

export function takeMade<Key, Made>(
	context: IExecuteFunctions,
	what: string,
): MadeBefore<Key, Made> {
	const key = keyOf(context, what);
	const made = remembered.get(key) as MadeBefore<Key, Made> | undefined;
	remembered.delete(key);
	return made ?? new Map<Key, Made>();
}

function keyOf(context: IExecuteFunctions, what: string): string {
	const executionId = context.getExecutionId();
	const { $runIndex } = context.getWorkflowDataProxy(0);
	return executionId ? [executionId, context.getNode().id, $runIndex, what].join(' ') : '';
}
