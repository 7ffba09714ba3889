import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Call } from '../emulator/index.mts';
import type { Execution } from './executions.mts';
import { OUTPUT } from './package.mts';
import { arrivedItems } from './workflows.mts';

/** How the events at SmartSuite compare with what the workflow received. */
export interface Tally {
	events: number;
	executions: number;
	/** Executions that did not succeed. */
	failed: number;
	items: number;
	/** Events that the workflow did not receive. */
	lost: number;
	/** Items whose event the workflow had received before. */
	twice: number;
	/** Items that came before an older event of the same execution. */
	disordered: number;
	calls: number;
	/** Calls that SmartSuite refused with 429. */
	throttled: number;
}

/** What every row of the fault table asks for. */
export const EACH_ONCE = { lost: 0, twice: 0, disordered: 0 };
/** The same, and never too fast for SmartSuite. */
export const ONCE = { ...EACH_ONCE, throttled: 0 };

/** What tells events apart; record ids do where each record changed once. */
export type Key = 'event_id' | 'record_id';

/** @param changed ids of the events at SmartSuite, oldest first */
export function tallyOf(
	changed: string[],
	executions: Execution[],
	calls: Call[],
	key: Key = 'event_id',
): Tally {
	const received = idsOf(executions, key);
	const distinct = new Set(received);
	const place = new Map(changed.map((id, index) => [id, index]));
	const isDisordered = (id: string, index: number, run: string[]) =>
		(place.get(id) ?? -1) < (place.get(run[index - 1] ?? '') ?? -1);
	return {
		events: changed.length,
		executions: executions.length,
		failed: executions.filter(({ status }) => status !== 'success').length,
		items: received.length,
		lost: changed.filter((id) => !distinct.has(id)).length,
		twice: received.length - distinct.size,
		disordered: executions.flatMap((one) => idsOf([one], key).filter(isDisordered)).length,
		calls: calls.length,
		throttled: calls.filter(({ status }) => status === 429).length,
	};
}

/** The ids of the events that went through the workflow, in order. */
export function idsOf(executions: Execution[], key: Key = 'event_id'): string[] {
	return arrivedItems(executions).map((item) => String(item[key]));
}

/** Notes the numbers of the running test in `.test-output/tallies.jsonl`. */
export async function note(numbers: object): Promise<void> {
	const test = expect.getState().currentTestName;
	await mkdir(OUTPUT, { recursive: true });
	await appendFile(
		join(OUTPUT, 'tallies.jsonl'),
		`${JSON.stringify({ at: new Date().toISOString(), test, ...numbers })}\n`,
	);
}
