import type { Figures } from './figures.mts';
import type { QuietMonth } from './month.mts';
import type { Pace } from './pace.mts';
import type { PackageSize } from './package-size.mts';
import type { Part } from './ping-stations.mts';

/** What one contender did with one workload, or why it could not be measured. */
export interface Result {
	contender: string;
	figures?: Figures;
	error?: string;
}

/** All that one run measured; what was not asked for is absent or empty. */
export interface Report {
	/** Where and when, in words. */
	circumstances: string;
	workloads: Array<{ id: string; title: string; results: Result[] }>;
	months: QuietMonth[];
	stations?: Part[];
	pace?: Pace;
	size?: PackageSize;
}
