import type { Emulator } from '../emulator/index.mts';
import type { HostedWorkflow } from './n8n.mts';

/** What came of the changes that a test made. */
export interface Tally {
	changed: number;
	/** Titles of the records whose creation the next node never got, or more than once. */
	lost: string[];
	twice: string[];
	inOrder: boolean;
}

/** Changes that one can tell apart: each creates a task with a title of its own. */
export interface Changes {
	make(count: number): void;
	/** Makes one every so often until what it gives is called. Time must be stopped. */
	trickle(everyMs: number): () => void;
	tallyOf(workflow: HostedWorkflow): Tally;
}

export function changesIn(emulator: Emulator): Changes {
	const made: string[] = [];
	const make = (count: number) => {
		for (let n = 0; n < count; n++) {
			made.push(`${made.length + 1}`);
			emulator.records.create(emulator.tables.tasks.id, { title: made.at(-1) });
		}
	};
	return {
		make,
		trickle(everyMs) {
			let timer: NodeJS.Timeout;
			const makeNext = () => {
				make(1);
				timer = setTimeout(makeNext, everyMs);
			};
			makeNext();
			return () => clearTimeout(timer);
		},
		tallyOf(workflow) {
			const handled = titlesOf(workflow);
			const distinct = new Set(handled);
			const twice = handled.filter((title) => !distinct.delete(title));
			const lost = made.filter((title) => !handled.includes(title));
			const inOrder = handled.every(
				(title, n) => n === 0 || Number(title) >= Number(handled[n - 1]),
			);
			return { changed: made.length, lost, twice, inOrder };
		},
	};
}

/** What a workflow that misses nothing and repeats nothing makes of so many changes. */
export const eachOnce = (changed: number): Tally => ({
	changed,
	lost: [],
	twice: [],
	inOrder: true,
});

/** The titles of the records that the next node got, in order. */
export function titlesOf({ events }: HostedWorkflow): string[] {
	return events.map(({ record }) => (record as { title: string }).title);
}

/** How many calls of this method, or of any, the emulator got. */
export function callsOf(emulator: Emulator, rpc?: string): number {
	return emulator.calls.filter((call) => rpc === undefined || call.rpc === rpc).length;
}
