import { Pacer } from '../../nodes/SmartSuite/transport/pacer.ts';
import { VirtualClock } from './virtual-clock.mts';

/** One request: when the caller asks to send it, and what the network makes of it. */
export interface Trip {
	calledAt: number;
	/** From departure to the server. */
	arrivalMs: number;
	/** From the server to the answer. */
	answerMs: number;
}

export interface Pause {
	at: number;
	ms: number;
}

/** What was seen of each trip, in the order of departure. */
export interface Seen {
	/** Which of the trips it was. */
	trip: number;
	calledAt: number;
	departedAt: number;
	arrivedAt: number;
}

/** Sends the trips through one pacer in virtual time, until the last is answered. */
export async function send(
	requestsPerSecond: number,
	trips: readonly Trip[],
	pauses: readonly Pause[] = [],
): Promise<Seen[]> {
	const clock = new VirtualClock();
	const pacer = new Pacer(requestsPerSecond, clock);
	const seen: Seen[] = [];
	const go = async (trip: number, { calledAt, arrivalMs, answerMs }: Trip) => {
		const settle = await pacer.turn();
		const departedAt = clock.now();
		seen.push({ trip, calledAt, departedAt, arrivedAt: departedAt + arrivalMs });
		clock.after(arrivalMs + answerMs, settle);
	};
	trips.forEach((trip, index) => clock.after(trip.calledAt, () => void go(index, trip)));
	for (const { at, ms } of pauses) clock.after(at, () => pacer.pause(ms));
	await clock.run();
	return seen;
}

/** As many trips as wanted that all start at one time, with a network that is equally fast for all. */
export function rush(count: number, calledAt = 0, latencyMs = 0): Trip[] {
	return Array.from({ length: count }, () => ({ calledAt, arrivalMs: latencyMs, answerMs: 0 }));
}

/** The most that came within any half-open window of one second. */
export function mostInOneSecond(times: readonly number[]): number {
	return Math.max(
		0,
		...times.map((from) => times.filter((at) => at >= from && at < from + 1_000).length),
	);
}
