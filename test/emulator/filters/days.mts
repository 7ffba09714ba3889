import { isObject, type Member } from '../types.mts';
import type { World } from '../world.mts';
import type { Moment } from './read.mts';

/** Days as texts such as `2026-01-31`, both included. */
export interface Days {
	from: string;
	to: string;
}

const DAY_MS = 86_400_000;

/** The day of a moment, in UTC or the time zone of the token's owner (switch `filterDays`). */
export function dayOf({ atMs, hasTime }: Moment, { switches, caller }: World): string {
	const timeZone = hasTime && switches.filterDays === 'member' ? zoneOf(caller) : 'UTC';
	return new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(atMs);
}

/** The days that a filter's `{date_mode, date_mode_value}` means; undefined where it means nothing. */
export function daysOf(world: World, value: unknown): Days | undefined {
	if (!isObject(value)) return undefined;
	const { date_mode, date_mode_value } = value;
	const today = dayOf({ atMs: world.clock.now(), hasTime: true }, world);
	const shift = typeof date_mode === 'string' ? SHIFTS[date_mode] : undefined;
	if (shift) return single(shift(today));
	if (date_mode === 'exact_date') {
		const day = dayIn(date_mode_value);
		return day === undefined ? undefined : single(day);
	}
	if (date_mode === 'date_range') return rangeIn(date_mode_value);
	const count = Number(date_mode_value);
	if (!Number.isInteger(count) || count < 1 || date_mode_value === true) return undefined;
	if (date_mode === 'next_number_of_days') return { from: today, to: plusDays(today, count) };
	if (date_mode === 'past_number_of_days') return { from: plusDays(today, -count), to: today };
	return undefined;
}

const zoneOf = ({ timezone }: Member) => (typeof timezone === 'string' ? timezone : 'UTC');

const SHIFTS: Record<string, (today: string) => string> = {
	today: (today) => today,
	yesterday: (today) => plusDays(today, -1),
	tomorrow: (today) => plusDays(today, 1),
	one_week_ago: (today) => plusDays(today, -7),
	one_week_from_now: (today) => plusDays(today, 7),
	one_month_ago: (today) => plusMonths(today, -1),
	one_month_from_now: (today) => plusMonths(today, 1),
	one_year_ago: (today) => plusMonths(today, -12),
	one_year_from_now: (today) => plusMonths(today, 12),
};

const single = (day: string): Days => ({ from: day, to: day });

/** Nobody has shown a range, so its two likely forms are taken: `{from_date, to_date}` or a pair. */
function rangeIn(value: unknown): Days | undefined {
	const [first, last] = Array.isArray(value)
		? (value as unknown[])
		: isObject(value)
			? [value.from_date, value.to_date]
			: [];
	const [from, to] = [dayIn(first), dayIn(last)];
	return from === undefined || to === undefined ? undefined : { from, to };
}

function dayIn(value: unknown): string | undefined {
	const text = isObject(value) ? value.date : value;
	if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d/.test(text)) return undefined;
	return Number.isNaN(Date.parse(text)) ? undefined : text.slice(0, 10);
}

const plusDays = (day: string, count: number) =>
	new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);

/** The last day of a shorter month where the day is missing there. */
function plusMonths(day: string, count: number): string {
	const date = new Date(Date.parse(day));
	const dayOfMonth = date.getUTCDate();
	date.setUTCMonth(date.getUTCMonth() + count);
	if (date.getUTCDate() !== dayOfMonth) date.setUTCDate(0);
	return date.toISOString().slice(0, 10);
}
