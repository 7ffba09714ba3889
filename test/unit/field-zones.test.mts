import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { filterEntry } from '../../nodes/SmartSuite/fields/filter.ts';
import { entriesEqualTo } from '../../nodes/SmartSuite/fields/index.ts';
import { at, day, fieldOf, send } from './field-setup.mts';

const NEW_YORK = 'America/New_York';
const AUCKLAND = 'Pacific/Auckland';

/** The server is in none of the workflows' zones. */
const ownZone = process.env.TZ;
beforeAll(() => void (process.env.TZ = 'Asia/Kolkata'));
afterAll(() => {
	if (ownZone === undefined) delete process.env.TZ;
	else process.env.TZ = ownZone;
});

const none = { date: null, include_time: false };

describe('days and zones', () => {
	it('has a server in a zone of its own', () => {
		expect(new Date('2026-07-01T00:00:00Z').getHours()).toBe(5);
	});

	it.each([NEW_YORK, AUCKLAND])('a day is that day for everybody: %s', (zone) => {
		expect(send('date', '2026-03-29', {}, { zone })).toEqual({ value: day('2026-03-29') });
		expect(send('date', ' 2026-12-31 ', {}, { zone })).toEqual({ value: day('2026-12-31') });
		expect(send('duedate', '2026-03-29', {}, { zone })).toEqual({
			value: { from_date: none, to_date: day('2026-03-29') },
		});
		expect(send('daterange', '2026-03-29/2026-04-05', {}, { zone })).toEqual({
			value: { from_date: day('2026-03-29'), to_date: day('2026-04-05') },
		});
		const shown = { from: '2026-03-29', to: null };
		expect(send('daterange', shown, {}, { zone })).toEqual({
			value: { from_date: day('2026-03-29'), to_date: none },
		});
	});

	it.each([
		[NEW_YORK, '2026-01-15T09:30', '2026-01-15T14:30:00Z'],
		[NEW_YORK, '2026-07-15 09:30:15', '2026-07-15T13:30:15Z'],
		[NEW_YORK, '2026-03-08T03:00', '2026-03-08T07:00:00Z'],
		[NEW_YORK, '2026-11-01T00:30', '2026-11-01T04:30:00Z'],
		[NEW_YORK, '2026-12-31T23:59', '2027-01-01T04:59:00Z'],
		[AUCKLAND, '2026-01-15T09:30', '2026-01-14T20:30:00Z'],
		[AUCKLAND, '2026-07-15 09:30:15', '2026-07-14T21:30:15Z'],
		[AUCKLAND, '2026-04-05T12:00', '2026-04-05T00:00:00Z'],
		[AUCKLAND, '2026-09-27T04:00', '2026-09-26T15:00:00Z'],
	])('a moment without an offset is one of the workflow in %s: %s', (zone, given, wanted) => {
		expect(send('date', given, {}, { zone })).toEqual({ value: at(wanted) });
		expect(send('duedate', given, {}, { zone })).toEqual({
			value: { from_date: none, to_date: at(wanted) },
		});
	});

	it.each([NEW_YORK, AUCKLAND])(
		'a moment with an offset is that moment in any zone: %s',
		(zone) => {
			const moment = { value: at('2026-07-01T00:00:00Z') };
			for (const given of [
				'2026-07-01T00:00:00Z',
				'2026-06-30T20:00:00-04:00',
				'2026-07-01T12:00+1200',
				'2026-07-01T05:30:00+05:30',
				new Date('2026-07-01T00:00:00Z'),
				{ toMillis: () => Date.parse('2026-07-01T00:00:00Z') },
				{ date: '2026-07-01T00:00:00Z', include_time: true },
			]) {
				expect(send('date', given, {}, { zone })).toEqual(moment);
			}
		},
	);

	it.each([
		[NEW_YORK, '2026-06-30'],
		[AUCKLAND, '2026-07-01'],
	])('a moment in a field of days is the day in %s: %s', (zone, wanted) => {
		const given = new Date('2026-07-01T01:00:00Z');
		expect(send('date', given, { include_time: false }, { zone })).toEqual({ value: day(wanted) });
	});

	it.each([
		[NEW_YORK, '2026-07-01', '2026-07-01'],
		[AUCKLAND, '2026-07-01', '2026-07-01'],
		[NEW_YORK, '2026-07-01T01:00:00Z', '2026-06-30'],
		[AUCKLAND, '2026-07-01T01:00:00Z', '2026-07-01'],
		[NEW_YORK, '2026-07-01T23:30', '2026-07-01'],
		[AUCKLAND, '2026-07-01T00:30', '2026-07-01'],
		[AUCKLAND, '2026-06-30T20:00:00-04:00', '2026-07-01'],
	])('a filter in %s compares %s by the day %s', (zone, value, wanted) => {
		const words = { zone, members: [], ownId: '', recordsTitled: () => [], hasBinary: () => false };
		const known = fieldOf('date');
		const condition = { field: 'One', comparison: 'is', value, known, part: '' as const };
		expect(filterEntry(condition, words)).toEqual({
			entry: {
				field: 's1',
				comparison: 'is',
				value: { date_mode: 'exact_date', date_mode_value: wanted },
			},
		});
	});

	it('a moment to match on is looked for around its day, whose zone nobody knows', () => {
		const days = (type: string, value: object) =>
			entriesEqualTo(fieldOf(type), [value as never]).map(({ field, value: wanted }) => [
				field,
				(wanted as { date_mode_value: string }).date_mode_value,
			]);
		expect(days('date', day('2026-03-01'))).toEqual([['s1', '2026-03-01']]);
		expect(days('date', at('2026-03-01T23:30:00Z'))).toEqual([
			['s1', '2026-02-28'],
			['s1', '2026-03-01'],
			['s1', '2026-03-02'],
		]);
		const range = { from_date: day('2026-03-01'), to_date: none };
		expect(days('daterange', range)).toEqual([['s1.from_date', '2026-03-01']]);
	});
});
