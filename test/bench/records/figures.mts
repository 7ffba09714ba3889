import type { Call } from '../../emulator/index.mts';

const PER_SECOND = 5;
const TOO_MANY = 429;

/** What became of records that a workflow was to write or to read. */
export interface RecordFigures {
	wanted: number;
	/** How many were written or read, each counted once. */
	done: number;
	/** Created once more. */
	twice: number;
	calls: number;
	/** Calls that SmartSuite refused with 429. */
	throttled: number;
	/** From the first call to the last answer. */
	seconds: number;
	/** Calls a second as a share of the five that are allowed; the first five go at once. */
	pace?: number;
	/** MiB at the most over the idle level, of n8n's main process. */
	memory: number;
	/** Why the run failed, where it did. */
	error?: string;
}

/** Of the events of created and updated records, each title counts once. */
export function writtenBy(events: readonly object[]): Pick<RecordFigures, 'done' | 'twice'> {
	const titles = events.map(titleIn);
	const done = new Set(titles).size;
	return { done, twice: titles.length - done };
}

function titleIn(event: { record_event_data?: unknown }): string {
	const { data } = event.record_event_data as { data?: { title?: unknown } };
	return String(data?.title);
}

/** What the calls cost. @throws where there was none */
export function costsOf(
	calls: ReadonlyArray<Pick<Call, 'at' | 'durationMs' | 'status'>>,
): Pick<RecordFigures, 'calls' | 'throttled' | 'seconds' | 'pace'> {
	if (calls.length === 0) throw new Error('There was no call.');
	const startedAt = Math.min(...calls.map(({ at }) => at));
	const endedAt = Math.max(...calls.map(({ at, durationMs }) => at + durationMs));
	const throttled = calls.filter(({ status }) => status === TOO_MANY).length;
	const seconds = (endedAt - startedAt) / 1_000;
	return {
		calls: calls.length,
		throttled,
		seconds,
		...(throttled === 0 && { pace: calls.length / seconds / PER_SECOND }),
	};
}
