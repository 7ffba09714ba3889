import { setTimeout as sleep } from 'node:timers/promises';
import type { Emulator } from '../../emulator/index.mts';

/** Makes so many records, spread evenly over the time. */
export async function createOver(emulator: Emulator, count: number, ms: number): Promise<void> {
	const { records, tables } = emulator;
	const startedMs = performance.now();
	for (let made = 0; made < count; ) {
		const due = Math.min(count, Math.floor(((performance.now() - startedMs) / ms) * count) + 1);
		for (; made < due; made++) records.create(tables.tasks.id, { title: `Task ${made}` });
		await sleep(ms / count);
	}
}
