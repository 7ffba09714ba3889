import type { Field } from '../../api';
import type { FieldValue, Sent } from '../field-type';
import { momentIn } from './date';
import { sentNumber } from './number';
import { quoted, refused } from './refuse';

const SECONDS: Readonly<Record<string, number>> = { w: 604_800, d: 86_400, h: 3_600, m: 60, s: 1 };

const ISO =
	/^(-?)P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/i;
const PART =
	/(\d+(?:\.\d+)?)\s*(w|weeks?|d|days?|h|hrs?|hours?|m|mins?|minutes?|s|secs?|seconds?)(?![a-z])/gi;

/** Seconds, from a number of them, `1h 30m`, `1:30:00` or an ISO 8601 duration. */
export function sentDuration(value: FieldValue, field: Field): Sent {
	if (typeof value !== 'string' || /^[\s\d.,+-]+$/.test(value)) return sentNumber(value, field);
	const text = value.trim();
	if (/^\d+:\d{2}$/.test(text)) {
		const [one, other] = text.split(':');
		const choices = [`${one}h ${other}m`, `${one}m ${other}s`];
		return refused(field, `can be read in two ways: ${quoted(value)}`, choices);
	}
	const seconds = secondsOnClock(text) ?? secondsInIso(text) ?? secondsInParts(text);
	return seconds === undefined
		? refused(field, `is not a duration: ${quoted(value)}`, ['90', '1h 30m', 'PT1H30M'])
		: { value: seconds };
}

function secondsOnClock(text: string): number | undefined {
	const [, hours, minutes, seconds] = /^(\d+):([0-5]\d):([0-5]\d)$/.exec(text) ?? [];
	if (hours === undefined) return undefined;
	return Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
}

function secondsInIso(text: string): number | undefined {
	const [, sign, ...parts] = ISO.exec(text) ?? [];
	if (parts.every((part) => part === undefined)) return undefined;
	const total = parts.reduce(
		(sum, part, nth) => sum + Number(part ?? 0) * (Object.values(SECONDS)[nth] ?? 0),
		0,
	);
	return sign === '-' ? -total : total;
}

function secondsInParts(text: string): number | undefined {
	const parts = [...text.matchAll(PART)];
	if (parts.length === 0 || text.replace(PART, '').replace(/[\s,]|and/gi, '') !== '')
		return undefined;
	return parts.reduce(
		(sum, [, count, unit = '']) =>
			sum + Number(count) * (SECONDS[unit[0]?.toLowerCase() ?? ''] ?? 0),
		0,
	);
}

/** A time of day as `HH:MM:SS`. */
export function sentTime(value: FieldValue, field: Field): Sent {
	const text = timeText(value);
	const [, hour = '', minute = '0', second = '0', half] =
		/^(\d{1,2})(?::([0-5]\d))?(?::([0-5]\d)(?:\.\d+)?)?\s*([ap]\.?m\.?)?$/i.exec(text) ?? [];
	const isTime = hour !== '' && (half !== undefined || text.includes(':'));
	const hours = half === undefined ? Number(hour) : hourOfHalf(Number(hour), half);
	if (!isTime || hours === undefined || hours > 23) {
		return refused(field, `is not a time of day: ${quoted(value)}`, ['9:30', '21:15:00']);
	}
	const pair = (number: string) => number.padStart(2, '0');
	return { value: `${pair(String(hours))}:${pair(minute)}:${pair(second)}` };
}

/** The time in a text, also in one that has a date before it. */
function timeText(value: FieldValue): string {
	const text = typeof value === 'string' ? value.trim() : (momentIn(value)?.iso ?? '');
	return text.replace(
		/^\d{4}-\d{2}-\d{2}[T ](\d{2}:\d{2}(?::\d{2})?)[\d.]*(Z|[+-]\d{2}:?\d{2})?$/,
		'$1',
	);
}

function hourOfHalf(hour: number, half: string): number | undefined {
	if (hour < 1 || hour > 12) return undefined;
	return (hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0);
}
