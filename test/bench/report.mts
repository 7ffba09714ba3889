import type { Allocation } from './allocation.mts';
import type { Figures } from './figures.mts';
import type { QuietMonth } from './month.mts';
import type { N8nAlone } from './n8n-alone.mts';
import type { MapperTime } from './mapper-time.mts';
import type { Pace } from './pace.mts';
import type { PackageSize } from './package-size.mts';
import type { Part } from './ping-stations.mts';
import type { RecordReport } from './records/index.mts';
import { RECORD_WORKLOADS } from './records/workloads.mts';
import { WORKLOADS } from './workloads.mts';

/** What one contender did with one workload, or why it could not be measured. */
export interface Result {
	contender: string;
	figures?: Figures;
	error?: string;
}

/** All that was measured, each workload in one run; what was not asked for is absent or empty. */
export interface Report {
	/** Where and when, in words. */
	circumstances: string;
	workloads: Array<{ id: string; title: string; results: Result[] }>;
	months: QuietMonth[];
	records?: RecordReport[];
	mapper?: MapperTime;
	alone?: N8nAlone;
	stations?: Part[];
	pace?: Pace;
	size?: PackageSize;
	allocation?: Allocation;
}

/** The new report, and of the one before whatever was not measured again. */
export function mergeReports(before: Report, now: Report): Report {
	return {
		...before,
		...now,
		workloads: newestOf(WORKLOADS, now.workloads, before.workloads),
		months: now.months.length > 0 ? now.months : before.months,
		records: newestOf(RECORD_WORKLOADS, now.records, before.records),
	};
}

function newestOf<One extends { id: string }>(
	order: ReadonlyArray<{ id: string }>,
	now: readonly One[] = [],
	before: readonly One[] = [],
): One[] {
	const newestFirst = [...now, ...before];
	return order.flatMap(({ id }) => newestFirst.find((one) => one.id === id) ?? []);
}
