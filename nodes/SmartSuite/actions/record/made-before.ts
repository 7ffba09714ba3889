import type { IExecuteFunctions } from 'n8n-workflow';

import type { StoredRecord } from '../../api';
import { rememberRecent } from '../../transport';

/**
 * What a run created before it failed, by the index of the item. n8n's Retry On Fail runs the node again with the
 * same items (n8n-core, workflow-execute.js, runNode): without this, each of these would be created once more.
 */
export type MadeBefore = ReadonlyMap<number, StoredRecord>;

/** By execution, node and run. Lost at a restart, with the execution. */
const remembered = new Map<string, MadeBefore>();
/** A failed run leaves its records until it is tried again, or until so many others failed. */
const MOST_RUNS = 100;

export function keepMade(context: IExecuteFunctions, made: MadeBefore): void {
	const key = keyOf(context);
	if (key && made.size > 0) rememberRecent(remembered, key, made, MOST_RUNS);
}

export function takeMade(context: IExecuteFunctions): MadeBefore {
	const key = keyOf(context);
	const made = remembered.get(key) ?? new Map<number, StoredRecord>();
	remembered.delete(key);
	return made;
}

function keyOf(context: IExecuteFunctions): string {
	const executionId = context.getExecutionId();
	const { $runIndex } = context.getWorkflowDataProxy(0);
	return executionId ? [executionId, context.getNode().id, $runIndex].join(' ') : '';
}
