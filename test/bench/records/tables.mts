import type { Report } from '../report.mts';
import { percent, shown, type Row, type Sheet } from '../sheet.mts';
import type { RecordResult } from './index.mts';

const HEAD = [
	'',
	'wanted',
	'done',
	'twice',
	'calls',
	'429s',
	'seconds',
	'of the limit’s pace',
	'memory MiB',
	'ended with',
];

/** A table for each workload of records. */
export function recordSheets({ records = [] }: Report): Sheet[] {
	return records.map(({ title, results }) => ({ title, head: HEAD, rows: results.map(rowOf) }));
}

function rowOf({ contender, figures: f, error }: RecordResult): Row {
	if (!f) return [contender, `failed: ${error ?? ''}`];
	const counts = [f.wanted, f.done, f.twice, f.calls, f.throttled];
	const pace = f.pace === undefined ? '' : percent(f.pace);
	return [contender, ...counts, shown(f.seconds, 1), pace, shown(f.memory, 0), f.error ?? ''];
}

export function mapperSheets({ mapper }: Report): Sheet[] {
	if (!mapper) return [];
	const { first, median, most, calls } = mapper;
	return [
		{
			title: 'The panel’s fields of a table with one of each type, ms',
			head: ['first, with a call', 'median from memory', 'most', 'calls in all'],
			rows: [[shown(first, 0), shown(median, 0), shown(most, 0), calls]],
		},
	];
}
