import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from '../emulator/index.mts';

/** When each record was created, by its id; ms since 1970. */
export type Changes = Map<string, number>;

/** Creates records, at once, and notes when. */
export function create({ records, tables }: Emulator, count: number, changes: Changes): void {
	for (let n = 0; n < count; n++) {
		const { id } = records.create(tables.tasks.id, { title: `Task ${changes.size}` });
		changes.set(id, Date.now());
	}
}

/** Creates so many records, spread evenly over the time. */
export async function createOver(emulator: Emulator, count: number, ms: number): Promise<Changes> {
	const changes: Changes = new Map();
	const startedMs = performance.now();
	while (changes.size < count) {
		const due = Math.floor(((performance.now() - startedMs) / ms) * count) + 1;
		create(emulator, Math.min(count, due) - changes.size, changes);
		// A timer of Node waits a millisecond at least: where more are due, they come together.
		await sleep(ms / count);
	}
	return changes;
}
