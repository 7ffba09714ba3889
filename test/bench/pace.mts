import { seededRandom } from '../emulator/random.mts';
import { mostInOneSecond, send, type Trip } from '../unit/traffic.mts';

const REQUESTS = 10_000;
const PER_SECOND = 5;
const MOST_LATENCY_MS = 300;
const SECOND_MS = 1_000;
/** The share of the limit that one might wish for. */
const WISHED_SHARE = 0.9;

/** How close requests of random latency come to the limit, on a virtual clock. */
export interface Pace {
	requests: number;
	/** The most that SmartSuite saw in any second; above five is a throttle. */
	mostInASecond: number;
	/** Requests a second as a share of the limit. */
	share: number;
	/** The share that no pace can exceed without risking a throttle: see docs/performance-method.md. */
	attainable: number;
	/** How many of them would arrive as the sixth within a second if all left evenly, at 90 % of the limit. */
	sixthsAtWished: number;
}

/** Sends 10,000 requests as fast as the pacer lets them go, each on its way for 0 to 300 ms. */
export async function paceUnderJitter(seed = 1): Promise<Pace> {
	const random = seededRandom(seed);
	const trips = Array.from({ length: REQUESTS }, () => {
		const latencyMs = random() * MOST_LATENCY_MS;
		// SmartSuite counts a request when it arrives, somewhere between departure and answer.
		const arrivalMs = random() * latencyMs;
		return { calledAt: 0, arrivalMs, answerMs: latencyMs - arrivalMs };
	});
	const seen = await send(PER_SECOND, trips);
	const took = Math.max(...seen.map(({ departedAt }) => departedAt)) + SECOND_MS;
	const latencies = trips.map(({ arrivalMs, answerMs }) => arrivalMs + answerMs);
	const mean = latencies.reduce((sum, each) => sum + each, 0) / REQUESTS;
	return {
		requests: REQUESTS,
		mostInASecond: mostInOneSecond(seen.map(({ arrivedAt }) => arrivedAt)),
		share: (REQUESTS * SECOND_MS) / took / PER_SECOND,
		attainable: SECOND_MS / (SECOND_MS + mean),
		sixthsAtWished: sixthsWhenEven(trips),
	};
}

/** No second sees more than five leave, but some see more arrive. */
function sixthsWhenEven(trips: readonly Trip[]): number {
	const gapMs = SECOND_MS / (PER_SECOND * WISHED_SHARE);
	const arrivals = trips.map(({ arrivalMs }, nth) => nth * gapMs + arrivalMs);
	const inOrder = arrivals.sort((one, other) => one - other);
	return inOrder.filter((at, nth) => at - (inOrder[nth - PER_SECOND] ?? -Infinity) < SECOND_MS)
		.length;
}
