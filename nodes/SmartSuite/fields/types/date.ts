import { asObject, asText, isObject } from '../../api';
import {
	DATE_COMPARISONS,
	DUE_DATE_COMPARISONS,
	EMPTY_COMPARISONS,
	NO_COMPARISONS,
} from '../comparisons';
import { computed, writable } from '../entry';
import type { FieldType, FieldValue, Names } from '../field-type';
import { sameDate, sameRange, sentDate } from '../words/date';
import { sentDateRange, sentDueDate } from '../words/date-range';
import { sentTime } from '../words/duration';
import { sameText } from '../words/compare';
import { orNull } from '../words/shapes';

/** A day as `YYYY-MM-DD`, a moment as SmartSuite wrote it. */
function shownDate(value: FieldValue): FieldValue {
	if (!isObject(value) || !('date' in value)) return orNull(value);
	const date = asText(value.date);
	if (date === '') return null;
	return value.include_time === false ? date.slice(0, 'YYYY-MM-DD'.length) : date;
}

/** Both ends, or null where neither is set. */
function shownRange(value: FieldValue): FieldValue {
	if (!isObject(value) || !('from_date' in value || 'to_date' in value)) return orNull(value);
	const from = shownDate(value.from_date);
	const to = shownDate(value.to_date);
	return from === null && to === null ? null : { from, to };
}

/** When it happened and who did it. */
function shownMark(value: FieldValue, names: Names): FieldValue {
	if (!isObject(value) || !('on' in value || 'by' in value)) return orNull(value);
	const by = asText(value.by);
	return { on: orNull(value.on), by: by === '' ? null : names.member(by) };
}

const range = (name: string, accepts: string, more: Pick<FieldType, 'sent' | 'comparisons'>) =>
	writable({
		name,
		guide: { shown: '`{from, to}`, each as a date is shown', accepts },
		shown: shownRange,
		same: sameRange,
		cleared: null,
		mapper: 'string',
		...more,
	});

const mark = (name: string): FieldType =>
	computed({
		name,
		shows: '`{on, by}`: an ISO text and a member',
		shown: (value, _, names) => shownMark(value, names),
		comparisons: DATE_COMPARISONS,
	});

export const DATES: Readonly<Record<string, FieldType>> = {
	datefield: writable({
		name: 'Date',
		guide: {
			shown: '`YYYY-MM-DD`, with a time ISO text',
			accepts: '`YYYY-MM-DD`, ISO text, what `$now` gives',
		},
		shown: shownDate,
		sent: sentDate,
		same: sameDate,
		cleared: null,
		mapper: 'dateTime',
		comparisons: DATE_COMPARISONS,
	}),
	daterangefield: range('Date Range', '`{from, to}`, or `from/to`', {
		sent: sentDateRange,
		comparisons: DATE_COMPARISONS,
	}),
	duedatefield: range('Due Date', '`{from, to}`, `from/to`, or one date, which is its end', {
		sent: sentDueDate,
		comparisons: DUE_DATE_COMPARISONS,
	}),
	timefield: writable({
		name: 'Time',
		guide: { shown: '`HH:MM:SS`', accepts: '`9:30`, `21:15:00`, `9:30 pm`' },
		shown: orNull,
		sent: sentTime,
		same: sameText,
		cleared: null,
		mapper: 'string',
		comparisons: EMPTY_COMPARISONS,
	}),
	firstcreatedfield: mark('First Created'),
	lastupdatedfield: mark('Last Updated'),
	votefield: computed({
		name: 'Vote',
		shows: '`{total, votes}`: a number, and a list of `{member, date}`',
		shown: (value, _, names) => shownVotes(value, names),
		comparisons: NO_COMPARISONS,
	}),
};

function shownVotes(value: FieldValue, names: Names): FieldValue {
	const { total_votes, votes } = asObject(value);
	const cast = (Array.isArray(votes) ? votes : []).filter(isObject);
	return {
		total: Number(asText(total_votes)) || cast.length,
		votes: cast.map(({ user_id, date }) => ({
			member: names.member(asText(user_id)),
			date: orNull(date),
		})),
	};
}
