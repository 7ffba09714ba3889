/** Time zones by their IANA names, read from the runtime's own tables. */

const PARTS = {
	year: 'numeric',
	month: '2-digit',
	day: '2-digit',
	hour: '2-digit',
	minute: '2-digit',
	second: '2-digit',
} as const;

/** The moment at which clocks of the zone show this time, as ISO text in UTC; of two, the first. */
export function utcOf(local: string, zone: string): string | undefined {
	const wanted = Date.parse(`${local}Z`);
	if (Number.isNaN(wanted)) return undefined;
	// The offset at that moment is not known before the moment is: two steps find it, also near a change of clocks.
	const near = wanted - offsetMs(wanted, zone);
	const time = wanted - offsetMs(near, zone);
	return new Date(time).toISOString().replace('.000Z', 'Z');
}

/** The day that the calendars of the zone show at this moment, as `YYYY-MM-DD`. */
export function dayIn(iso: string, zone: string): string {
	const time = Date.parse(iso);
	return new Date(time + offsetMs(time, zone)).toISOString().slice(0, 10);
}

/** How far the zone is ahead of UTC at this moment; 0 for a zone that nobody knows. */
function offsetMs(time: number, zone: string): number {
	const format = formatOf(zone);
	if (!format) return 0;
	const parts = Object.fromEntries(
		format.formatToParts(time).map(({ type, value }) => [type, value]),
	);
	const { year, month, day, hour, minute, second } = parts;
	const shown = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
	return shown - Math.floor(time / 1_000) * 1_000;
}

function formatOf(zone: string): Intl.DateTimeFormat | undefined {
	try {
		return new Intl.DateTimeFormat('en', { ...PARTS, timeZone: zone, hourCycle: 'h23' });
	} catch {
		return undefined;
	}
}
