import * as echarts from 'echarts';
import type { EChartsOption } from 'echarts';
import type { Figures } from './figures.mts';
import type { Report } from './report.mts';

const WIDTH = 800;
const ROW_HEIGHT = 34;
const FRAME_HEIGHT = 110;
const OURS = '#2f6fed';
const OTHERS = '#9aa4b2';

/** A bar: whose, how long, and what is written at its end. */
interface Bar {
	name: string;
	value: number;
	label: string;
}

/** A picture for docs/images. */
export interface Chart {
	file: string;
	svg: string;
}

/** The charts of docs/performance-method.md, of whatever was measured. */
export function chartsOf({ workloads, months, stations }: Report): Chart[] {
	const bars = (id: string, tell: (figures: Figures) => Omit<Bar, 'name'> | undefined): Bar[] => {
		const results = workloads.find((one) => one.id === id)?.results ?? [];
		return results.flatMap(({ contender, figures }) => {
			const bar = figures && tell(figures);
			return bar ? [{ name: contender, ...bar }] : [];
		});
	};
	const charts: Array<[file: string, title: string, bars: Bar[], addUp?: true]> = [
		['latency', 'Single changes: median time to the next node, ms', bars('sparse', latency)],
		['burst-calls', '1,000 changes in 5 s: calls to SmartSuite', bars('burst', calls)],
		['burst-time', '1,000 changes in 5 s: seconds until all arrived', bars('burst', time)],
		// Of 100,000, n8n gives out no items of those who take them in few executions.
		['backlog', 'A backlog of 25,000: events that arrived within 150 s', bars('quarter', arrived)],
		['month', 'A quiet month: calls to SmartSuite', monthBars(months)],
		[
			'stations',
			'One ping through the trigger: median ms of each part',
			stationBars(stations),
			true,
		],
	];
	return charts
		.filter(([, , found]) => found.length > 0)
		.map(([file, title, found, addUp = false]) => ({
			file: `performance-${file}.svg`,
			svg: draw(title, found, addUp),
		}));
}

const latency = ({ p50 = NaN }: Figures) => ({
	value: p50 * 1_000,
	label: shown(p50 * 1_000),
});

const calls = ({ calls, throttled }: Figures) => ({
	value: calls,
	label: throttled > 0 ? `${shown(calls)}, ${shown(throttled)} of them refused` : shown(calls),
});

const time = ({ doneAfter, missing }: Figures) => ({
	value: doneAfter ?? 0,
	label: doneAfter?.toFixed(1) ?? `${shown(missing)} missing in the end`,
});

const arrived = ({ events, missing, doneAfter }: Figures) => ({
	value: events - missing,
	label: doneAfter === undefined ? shown(events - missing) : `all, in ${doneAfter.toFixed(0)} s`,
});

function monthBars(months: Report['months']): Bar[] {
	return months.map(({ contender, calls, isAlive }) => ({
		name: contender,
		value: calls,
		label: isAlive ? shown(calls) : `${shown(calls)}, webhook gone`,
	}));
}

function stationBars(stations: Report['stations'] = []): Bar[] {
	return stations.map(({ part, ms }) => ({ name: part, value: ms, label: ms.toFixed(1) }));
}

const shown = (count: number) => Math.round(count).toLocaleString('en');

/**
 * Horizontal bars, the first on top. A logarithmic scale where they differ by more than a hundred times,
 * unless they add up to something: then lengths have to be true.
 */
function draw(title: string, bars: Bar[], addUp: boolean): string {
	const values = bars.map(({ value }) => value).filter((value) => value > 0);
	const isWide = !addUp && Math.max(...values) > 100 * Math.min(...values);
	const height = FRAME_HEIGHT + bars.length * ROW_HEIGHT;
	const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height });
	const option: EChartsOption = {
		animation: false,
		backgroundColor: '#ffffff',
		title: {
			text: isWide ? `${title} (logarithmic)` : title,
			left: 16,
			top: 12,
			textStyle: { fontSize: 15 },
		},
		grid: { left: 16, right: 190, top: 52, bottom: 16, containLabel: true },
		xAxis: isWide ? { type: 'log', min: 1 } : { type: 'value' },
		yAxis: { type: 'category', inverse: true, data: bars.map(({ name }) => name) },
		series: {
			type: 'bar',
			barWidth: 18,
			data: bars.map(({ value, label }, index) => ({
				value: isWide ? Math.max(1, value) : value,
				itemStyle: { color: addUp || index === 0 ? OURS : OTHERS },
				label: { show: true, position: 'right', formatter: label },
			})),
		},
	};
	chart.setOption(option);
	const svg = chart.renderToSVGString();
	chart.dispose();
	return svg;
}
