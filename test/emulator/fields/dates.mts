import { isObject, type JsonObject } from '../types.mts';
import { FieldRefusal, type FieldType, type Writing } from './field-type.mts';

const NO_DATE = { date: null, include_time: false };

/** `{date, include_time}`, or the date as text. */
export const date: FieldType = {
	empty: () => NO_DATE,
	store: (value, { world }) => dateIn(value, world.switches.midnightIsNoTime),
};

export const dateRange: FieldType = {
	empty: () => ({ from_date: NO_DATE, to_date: NO_DATE }),
	store: rangeIn,
};

/** What it says about being overdue is read-only; filters compute it anew. */
export const dueDate: FieldType = {
	empty: (now) => dueDateOf({ from_date: NO_DATE, to_date: NO_DATE }, now),
	store: (value, writing) => {
		const before = isObject(writing.before) ? writing.before : {};
		return { ...dueDateOf({}, writing.now), ...before, ...rangeIn(value, writing) };
	},
};

const dueDateOf = (range: JsonObject, now: string) => ({
	...range,
	is_overdue: false,
	status_is_completed: false,
	status_updated_on: now,
});

/** Two dates, in the forms that the switch `dateRanges` has taken. */
function rangeIn(value: unknown, { world }: Writing): JsonObject {
	const { dateRanges, midnightIsNoTime } = world.switches;
	if (value === '') return { from_date: NO_DATE, to_date: NO_DATE };
	if (!isObject(value)) throw new FieldRefusal('Expected a dictionary of items.');
	const one = (part: unknown) => {
		if (part === null || part === undefined || part === '') return NO_DATE;
		const form = isObject(part) ? 'nested' : 'flat';
		if (dateRanges === 'both' || dateRanges === form) return dateIn(part, midnightIsNoTime);
		throw new FieldRefusal(form === 'nested' ? 'Not a valid string.' : 'Expected a dictionary.');
	};
	return { from_date: one(value.from_date), to_date: one(value.to_date) };
}

/** A date as SmartSuite keeps it: in UTC; without a time it is midnight. */
function dateIn(value: unknown, midnightIsNoTime: boolean): JsonObject {
	const { date: text, include_time } = isObject(value) ? value : { date: value };
	if (text === null || text === undefined || text === '') return NO_DATE;
	const isDay = typeof text === 'string' && /^\d{4}-\d\d-\d\d$/.test(text);
	const atMs = typeof text === 'string' && /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : NaN;
	if (Number.isNaN(atMs)) {
		throw new FieldRefusal(
			'Datetime has wrong format. Use YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].',
		);
	}
	const iso = new Date(atMs).toISOString();
	const isMidnight = iso.endsWith('T00:00:00.000Z');
	const withTime =
		isMidnight && midnightIsNoTime
			? false
			: typeof include_time === 'boolean'
				? include_time
				: !isDay;
	return { date: iso.replace('.000Z', 'Z'), include_time: withTime };
}
