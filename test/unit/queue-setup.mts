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
					note(`${name} is answered ${place.outcome}`);
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
	};
}
