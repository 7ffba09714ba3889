import { describe, expect, it } from 'vitest';

import { chartsOf } from '../bench/charts.mts';
import { figuresOf } from '../bench/figures.mts';
import { mergeReports, type Report } from '../bench/report.mts';
import { asMarkdown, sheetsOf } from '../bench/tables.mts';
import type { Call } from '../emulator/index.mts';

const call = (status: number) => ({ status }) as Call;
const delivery = (recordId: string, at: number, workflow = 0) => ({ recordId, at, workflow });
const ran = { executions: 3, failed: 1 };

/** Ten changes, one a second. */
const changes = new Map(Array.from({ length: 10 }, (_, nth) => [`r${nth}`, nth * 1_000]));

describe('the figures of a benchmark', () => {
	it('are counted from changes to first deliveries', () => {
		const deliveries = [...changes].map(([id, at], nth) => delivery(id, at + (nth + 1) * 100));
		const costs = { calls: [call(200), call(429)], memoryMiB: 7, cpuSeconds: 0.5 };
		expect(figuresOf(changes, 1, { deliveries, ...ran }, costs)).toEqual({
			events: 10,
			calls: 2,
			callsPerEvent: 0.2,
			throttled: 1,
			p50: 0.55,
			p95: expect.closeTo(0.955) as number,
			max: 1,
			doneAfter: 1,
			missing: 0,
			twice: 0,
			executions: 3,
			failed: 1,
			memory: 7,
			cpu: 50,
			unfairness: undefined,
		});
	});

	it('tell what is missing, what came twice, and leave out what is not about the changes', () => {
		const deliveries = [
			delivery('r0', 300),
			delivery('r0', 100),
			delivery('r1', 1_200),
			delivery('warm-up', 5),
		];
		expect(figuresOf(changes, 1, { deliveries, ...ran }, { calls: [] })).toMatchObject({
			missing: 8,
			twice: 1,
			max: 0.2,
		});
	});

	it('compare the workflows that share a token', () => {
		const one = new Map([['r0', 0]]);
		const deliveries = [delivery('r0', 100, 0), delivery('r0', 250, 1)];
		expect(figuresOf(one, 2, { deliveries, ...ran }, { calls: [] })).toMatchObject({
			events: 2,
			missing: 0,
			twice: 0,
			unfairness: 2.5,
		});
	});

	it('say nothing of times where nothing arrived', () => {
		const nothing = { deliveries: [], executions: 0, failed: 0 };
		expect(figuresOf(changes, 1, nothing, { calls: [] })).toMatchObject({
			missing: 10,
			p50: undefined,
			doneAfter: undefined,
		});
	});
});

const figures = figuresOf(changes, 1, { deliveries: [delivery('r0', 40)], ...ran }, { calls: [] });
const reportOf = (...ids: string[]): Report => ({
	circumstances: 'here',
	workloads: ids.map((id) => ({
		id,
		title: `Workload ${id}`,
		results: [
			{ contender: 'Ours', figures },
			{ contender: 'Other', error: 'n8n does not answer' },
		],
	})),
	months: [{ contender: 'Ours', calls: 62, isAlive: true }],
});

describe('the report of a benchmark', () => {
	it('keeps of the last one what was not measured again, in the order of the workloads', () => {
		const merged = mergeReports(reportOf('sparse', 'steady'), {
			...reportOf('backlog', 'steady'),
			circumstances: 'there',
			months: [],
		});
		expect(merged.workloads.map(({ id }) => id)).toEqual(['sparse', 'steady', 'backlog']);
		expect(merged).toMatchObject({ circumstances: 'there', months: [{ calls: 62 }] });
	});

	it('becomes tables, with the reason where something could not be measured', () => {
		const [sparse = '', month] = sheetsOf(reportOf('sparse')).map(asMarkdown);
		expect(sparse.split('\n')).toEqual([
			'## Workload sparse',
			'',
			expect.stringMatching(/^\| {2}\| events \| calls \|/) as string,
			expect.stringMatching(/^(\| --- )+\|$/) as string,
			'| Ours | 10 | 0 | 0.000 | 0 | 0.04 | 0.04 | 0.04 |  | 9 | 0 | 3 | 1 |  |  |',
			'| Other | failed: n8n does not answer |',
		]);
		expect(month).toContain('| Ours | 62 | yes |');
	});

	it('becomes charts that name who was measured, and how much it was', () => {
		const [latency, month, ...more] = chartsOf(reportOf('sparse'));
		expect(more).toEqual([]);
		expect(latency?.file).toBe('performance-latency.svg');
		expect(latency?.svg).toMatch(/^<svg [^]*Ours[^]*<\/svg>$/);
		expect(latency?.svg).toContain('>40<');
		expect(month?.svg).toContain('>62<');
	});
});
