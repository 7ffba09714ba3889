import { failedAs, SmartSuiteError } from '../../transport';

/** What became of one task of many: what it gave, or why it gave nothing. */
export type Result<Done> = { done: Done } | { error: Error };

/** What became of a batch: undefined stands for a task that was surely not done and may be sent again. */
export interface Sent<Done> {
	results: Array<Result<Done> | undefined>;
	/** Why some were not done. */
	failure?: SmartSuiteError;
}

/** How many tasks go together, and what is to be done where some fail. */
export interface How {
	/** The most tasks of one call. */
	batchSize: number;
	/** Whether it goes on after failures. Otherwise nothing is sent after one. */
	isPatient: boolean;
}

interface Sending<Task, Done> extends How {
	/** Sends some tasks with one call. @throws SmartSuiteError where none of them was done */
	send: (tasks: readonly Task[]) => Promise<Sent<Done>>;
}

/** Failures in a row after which nothing else is tried: then it is not the items that are bad. */
const MOST_FAILURES_IN_A_ROW = 2;

/**
 * Sends tasks in batches, in order. Of a batch that fails as a whole the tasks to blame are found: by what the
 * answer says, else by halves. So a bad one costs no other.
 * @returns a result for each task, undefined for what was not tried because of an earlier failure
 */
export async function inBatches<Task, Done>(
	tasks: readonly Task[],
	sending: Sending<Task, Done>,
): Promise<Array<Result<Done> | undefined>> {
	const { batchSize, isPatient } = sending;
	const results: Array<Result<Done> | undefined> = [];
	let failures = 0;
	for (let from = 0; from < tasks.length; from += batchSize) {
		const batch = tasks.slice(from, from + batchSize);
		const sent = await sendBatch(batch, sending);
		results.push(...sent);
		const error = sent.map((result) => result && 'error' in result && result.error).find(Boolean);
		if (error && !isPatient) break;
		const isAllBad = sent.every((result) => result && 'error' in result);
		failures = isAllBad ? failures + 1 : 0;
		if (error && isAllBad && endsAll(error, failures)) {
			results.push(...tasks.slice(results.length).map(() => ({ error })));
			break;
		}
	}
	return results;
}

/** Whether the same would happen to all that follow. */
function endsAll(error: Error, failures: number): boolean {
	if (!(error instanceof SmartSuiteError)) return true;
	if (failedAs(error, 'credential', 'throttled', 'no_route')) return true;
	const isOutage = failedAs(error, 'unreachable', 'unavailable', 'unreadable');
	return isOutage && failures >= MOST_FAILURES_IN_A_ROW;
}

/** @param alone tasks that were sent by themselves in vain, in a row: where that goes on, SmartSuite is down */
async function sendBatch<Task, Done>(
	batch: readonly Task[],
	sending: Sending<Task, Done>,
	alone = { failures: 0 },
): Promise<Array<Result<Done> | undefined>> {
	const { results, failure } = await sending.send(batch).catch((error: unknown) => {
		if (!(error instanceof SmartSuiteError)) throw error;
		return { results: batch.map(() => undefined), failure: error };
	});
	if (!failure) {
		alone.failures = 0;
		return results;
	}
	if (batch.length === 1 && failedAs(failure, 'unavailable')) alone.failures++;
	const open = batch.flatMap((task, at) => (results[at] ? [] : [{ task, at }]));
	const { blamed, others } = shared(open, batch.length, failure, sending.isPatient);
	const settled = [...results];
	for (const { at } of blamed) settled[at] = { error: failure };
	for (const group of others) {
		const tasks = group.map(({ task }) => task);
		const isDown = failedAs(failure, 'unavailable') && alone.failures >= MOST_FAILURES_IN_A_ROW;
		const sent = isDown
			? tasks.map(() => ({ error: failure }))
			: await sendBatch(tasks, sending, alone);
		group.forEach(({ at }, nth) => (settled[at] = sent[nth]));
		if (!sending.isPatient && sent.some((result) => result && 'error' in result)) break;
	}
	return settled;
}

/** Who is to blame for the failure of a batch, and who is sent again, in which groups. */
function shared<Open extends { at: number }>(
	open: Open[],
	size: number,
	failure: SmartSuiteError,
	isPatient: boolean,
): { blamed: Open[]; others: Open[][] } {
	const mayBeOne = failedAs(failure, 'refused', 'missing', 'unavailable');
	if (size === 1 || !mayBeOne) return { blamed: open, others: [] };
	const named = open.filter(({ at }) => failure.refusedAt.includes(at));
	if (named.length > 0) {
		const rest = open.filter(({ at }) => !failure.refusedAt.includes(at));
		return { blamed: named, others: isPatient && rest.length > 0 ? [rest] : [] };
	}
	// Without patience nothing is written after a refusal, whoever is to blame.
	if (!isPatient && !failedAs(failure, 'unavailable')) return { blamed: open, others: [] };
	const half = Math.ceil(open.length / 2);
	return {
		blamed: [],
		others: [open.slice(0, half), open.slice(half)].filter((group) => group.length > 0),
	};
}
