import { describe, expect, it } from 'vitest';

import { costsOf, writtenBy } from '../bench/records/figures.mts';
import { mergeReports, type Report } from '../bench/report.mts';
import { asMarkdown, sheetsOf } from '../bench/tables.mts';

const written = (title: string) => ({ record_event_data: { data: { title } } });

describe('the figures of records', () => {
	it('count each record once', () => {
		const events = ['one', 'other', 'one'].map(written);
		expect(writtenBy(events)).toEqual({ done: 2, twice: 1 });
	});

	it('compare the pace with the five calls a second that are allowed', () => {
		const calls = Array.from({ length: 10 }, (_, nth) => ({
			at: 5_000 + nth * 250,
			durationMs: 250,
			status: 200,
		}));
		expect(costsOf(calls)).toEqual({ calls: 10, throttled: 0, seconds: 2.5, pace: 0.8 });
	});

	it('say nothing of the pace where calls were refused', () => {
		const refused = { at: 0, durationMs: 1_000, status: 429 };
		expect(costsOf([refused, { ...refused, status: 200 }])).toEqual({
			calls: 2,
			throttled: 1,
			seconds: 1,
		});
	});
});

const reportOf = (...ids: string[]): Report => ({
	circumstances: 'here',
	workloads: [],
	months: [],
	records: ids.map((id) => ({
		id,
		title: `Records: ${id}`,
		results: [
			{
				contender: 'Ours',
				figures: {
					wanted: 1_000,
					done: 1_000,
					twice: 0,
					calls: 41,
					throttled: 0,
					seconds: 9,
					pace: 0.905,
					memory: 12,
				},
			},
			{ contender: 'Other', error: 'n8n does not answer' },
		],
	})),
});

describe('the report of records', () => {
	it('keeps those that were not measured again, in the order of the workloads', () => {
		const merged = mergeReports(reportOf('read', 'creates'), reportOf('upsert'));
		expect(merged.records?.map(({ id }) => id)).toEqual(['creates', 'upsert', 'read']);
	});

	it('becomes tables, one for each workload and one for the panel', () => {
		const mapper = { first: 140.2, median: 9.6, most: 31, calls: 1 };
		const [records = '', panel] = sheetsOf({ ...reportOf('creates'), mapper }).map(asMarkdown);
		expect(records.split('\n').slice(-2)).toEqual([
			'| Ours | 1000 | 1000 | 0 | 41 | 0 | 9.0 | 90.5 % | 12 |  |',
			'| Other | failed: n8n does not answer |',
		]);
		expect(panel).toContain('| 140 | 10 | 31 | 1 |');
	});
});
