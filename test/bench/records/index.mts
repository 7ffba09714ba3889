import { messageOf } from '../../e2e/message.mts';
import { step } from '../../e2e/progress.mts';
import { startWorld, type World } from '../../e2e/world.mts';
import { RECORD_CONTENDERS, type RecordContender } from './contenders.mts';
import type { RecordFigures } from './figures.mts';
import { measureRecords } from './measure.mts';
import { RECORD_WORKLOADS, type RecordWorkload } from './workloads.mts';

/** What one contender did with one workload, or why it could not be measured. */
export interface RecordResult {
	contender: string;
	figures?: RecordFigures;
	error?: string;
}

export interface RecordReport {
	id: string;
	title: string;
	results: RecordResult[];
}

/** Measures those that are wanted, one after the other, on one n8n that is restarted each time. */
export async function measureAllRecords(
	isWanted: (id: string) => boolean,
	isContender: (id: string) => boolean,
): Promise<RecordReport[]> {
	const workloads = RECORD_WORKLOADS.filter(({ id }) => isWanted(id));
	const contenders = RECORD_CONTENDERS.filter(({ id }) => isContender(id));
	if (workloads.length === 0 || contenders.length === 0) return [];
	const world = await startWorld({ name: 'bench-records' });
	try {
		const reports: RecordReport[] = [];
		for (const workload of workloads) {
			const results: RecordResult[] = [];
			for (const contender of contenders) {
				results.push(...(await measureSafely(world, contender, workload)));
			}
			reports.push({ id: workload.id, title: workload.title, results });
		}
		return reports;
	} finally {
		await world.stop();
	}
}

/** A contender that breaks down is a result, too; one that has no way of its own is none. */
async function measureSafely(
	world: World,
	{ title, ...contender }: RecordContender,
	workload: RecordWorkload,
): Promise<RecordResult[]> {
	const measuring = () => measureRecords(world, { title, ...contender }, workload);
	try {
		const figures = await step(`${workload.title}: ${title}`, measuring);
		return figures ? [{ contender: title, figures }] : [];
	} catch (error) {
		return [{ contender: title, error: messageOf(error) }];
	}
}
