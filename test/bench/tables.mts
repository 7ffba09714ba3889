import Table from 'cli-table3';
import { mapperSheets, recordSheets } from './records/tables.mts';
import type { Report, Result } from './report.mts';
import { percent, shown, type Row, type Sheet } from './sheet.mts';

const HEAD = [
	'',
	'events',
	'calls',
	'calls an event',
	'429s',
	'p50 s',
	'p95 s',
	'max s',
	'all after s',
	'missing',
	'twice',
	'executions',
	'failed',
	'memory MiB',
	'CPU s / 1,000',
];

/** All that was measured, as tables. */
export function sheetsOf(report: Report): Sheet[] {
	const { workloads, months } = report;
	return [
		...workloads.map(({ title, results }) => ({
			title,
			head: HEAD,
			rows: results.map(rowOf),
		})),
		...fairness(workloads),
		...monthSheet(months),
		...recordSheets(report),
		...mapperSheets(report),
		...partSheets(report),
	];
}

function rowOf({ contender, figures: f, error }: Result): Row {
	if (!f) return [contender, `failed: ${error ?? ''}`];
	return [
		contender,
		f.events,
		f.calls,
		shown(f.callsPerEvent, 3),
		f.throttled,
		shown(f.p50, 2),
		shown(f.p95, 2),
		shown(f.max, 2),
		shown(f.doneAfter, 1),
		f.missing,
		f.twice,
		f.executions,
		f.failed,
		shown(f.memory, 0),
		shown(f.cpu, 1),
	];
}

/** For the terminal. */
export function asText({ title, head, rows }: Sheet): string {
	const table = new Table({ head, style: { head: [], border: [], compact: true } });
	table.push(...rows);
	return `\n${title}\n${table.toString()}`;
}

/** For docs. */
export function asMarkdown({ title, head, rows }: Sheet): string {
	const line = (cells: Row) => `| ${cells.join(' | ')} |`;
	return [`## ${title}`, '', line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function monthSheet(months: Report['months']): Sheet[] {
	if (months.length === 0) return [];
	return [
		{
			title: 'A quiet month of 31 days',
			head: ['', 'calls', 'webhook still alive'],
			rows: months.map(({ contender, calls, isAlive }) => [
				contender,
				calls,
				isAlive ? 'yes' : 'no',
			]),
		},
	];
}

/** What is measured without contenders. */
function partSheets({ alone, stations, pace, size, allocation }: Report): Sheet[] {
	const sheets: Array<Sheet | undefined> = [
		alone && {
			title: `n8n without this package: ${alone.executions} executions with the events of ${alone.events.toLocaleString('en')} changes`,
			head: ['run', 'memory MiB'],
			rows: alone.memoryMiB.map((rise, nth): Row => [nth + 1, shown(rise, 0)]),
		},
		stations && {
			title: 'One ping through the trigger, medians',
			head: ['part', 'ms'],
			rows: stations.map(({ part, ms }): Row => [part, shown(ms, 1)]),
		},
		pace && {
			title: '10,000 requests of 0 to 300 ms, virtual clock',
			head: [
				'most in a second',
				'share of the limit',
				'attainable without risk',
				'sixths of a second at an even 90 %',
			],
			rows: [
				[pace.mostInASecond, percent(pace.share), percent(pace.attainable), pace.sixthsAtWished],
			],
		},
		allocation && {
			title: 'What an event allocates, in bytes',
			head: ['its JSON', 'parsing it', 'making an item of it'],
			rows: [[allocation.text, allocation.parsing, allocation.reading]],
		},
		size && {
			title: 'The package',
			head: ['tarball kB', 'files', 'load time ms'],
			rows: [[shown(size.kB, 0), size.files, shown(size.loadMs, 1)]],
		},
	];
	return sheets.flatMap((sheet) => sheet ?? []);
}

function fairness(workloads: Report['workloads']): Sheet[] {
	const shared = workloads.flatMap(({ results }) =>
		results.filter(({ figures }) => figures?.unfairness !== undefined),
	);
	if (shared.length === 0) return [];
	return [
		{
			title: 'Ten workflows: the slowest one’s mean latency as a multiple of the fastest one’s',
			head: ['', 'times'],
			rows: shared.map(({ contender, figures }) => [contender, shown(figures?.unfairness, 2)]),
		},
	];
}
