import { vi } from 'vitest';

import { DrainQueue } from '../../nodes/SmartSuite/trigger/queue.ts';
import type { Found, Lead, Outcome } from '../../nodes/SmartSuite/trigger/queue.ts';

/** A queue whose pings note when they begin a drain and what they are answered with. */
export function pings(gapMs = 0) {
	const queue = new DrainQueue();
	const startedAt = performance.now();
	const log: string[] = [];
	const running = new Map<string, Lead>();
	const note = (text: string) => log.push(`${Math.round(performance.now() - startedAt)} ${text}`);
	return {
		log,
		/** The ping comes, and all that follows at once from that happens. */
		comes: async (name: string) => {
			void queue.enter(gapMs).then((place) => {
				if ('outcome' in place) {
					void place.outcome.then((outcome) => note(`${name} is answered ${outcome}`));
					return;
				}
				running.set(name, place);
				note(`${name} drains`);
			});
			await vi.advanceTimersByTimeAsync(0);
		},
		finishes: async (name: string, outcome: Outcome, found?: Found) => {
			running.get(name)?.finish(outcome, found);
			await vi.advanceTimersByTimeAsync(0);
		},
		isFollowed: (name: string) => running.get(name)?.isFollowed(),
		isFlood: (name: string) => running.get(name)?.isFlood,
	};
}

/** The ping comes, and so many others that join it. */
export async function comesWith(
	joined: number,
	name: string,
	comes: ReturnType<typeof pings>['comes'],
): Promise<void> {
	const others = Array.from({ length: joined }, (_, nth) => `${name} joined ${nth}`);
	await Promise.all([name, ...others].map(comes));
}
