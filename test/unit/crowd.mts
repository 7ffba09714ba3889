import { PENALTY_MS } from '../../nodes/SmartSuite/transport/limits.ts';
import { Pacer } from '../../nodes/SmartSuite/transport/pacer.ts';
import { seededRandom } from '../emulator/random.mts';
import { VirtualClock } from './virtual-clock.mts';

/** More than a pacer ever lets out at once, so that one always waits. */
const CALLERS = 8;
const PER_SECOND = 5;

/** What a server makes of several processes that use one token without end, in virtual time. */
export async function crowd(processes: number, forMs: number, seed = 1) {
	const clock = new VirtualClock();
	const random = seededRandom(seed);
	const server = countingServer(clock);
	const sendOn = async (pacer: Pacer) => {
		while (clock.now() < forMs) {
			const settle = await pacer.turn();
			await clock.sleep(5 + 70 * random());
			const isTaken = server.takes();
			await clock.sleep(5 + 70 * random());
			if (!isTaken) pacer.pause(PENALTY_MS);
			settle();
		}
	};
	for (let nth = 0; nth < processes; nth++) {
		const pacer = new Pacer(PER_SECOND, clock);
		for (let caller = 0; caller < CALLERS; caller++) void sendOn(pacer);
	}
	await clock.run(forMs);
	return { penalties: server.penalties, servedPerSecond: (server.served() * 1_000) / forMs };
}

/** Takes five requests in any sliding second; one more has it refuse all for half a minute. */
function countingServer(clock: VirtualClock) {
	const penalties: number[] = [];
	let taken: number[] = [];
	let served = 0;
	return {
		/** When each began. */
		penalties,
		served: () => served,
		takes: () => {
			const now = clock.now();
			if (now < (penalties.at(-1) ?? -Infinity) + PENALTY_MS) return false;
			taken = taken.filter((at) => now - at < 1_000);
			const isOneTooMany = taken.length >= PER_SECOND;
			if (isOneTooMany) penalties.push(now);
			else served = taken.push(now) && served + 1;
			return !isOneTooMany;
		},
	};
}
