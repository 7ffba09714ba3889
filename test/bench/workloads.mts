import type { Emulator } from '../emulator/index.mts';
import { create, createOver, type Changes } from './changes.mts';

const DAY_MS = 86_400_000;
/** From one continent to the next, with what the server does. */
const ROUND_TRIP_MS = 150;

/** What happens at SmartSuite while a contender is measured. */
export interface Workload {
	/** Names it on the command line. */
	id: string;
	title: string;
	/** How many workflows watch the solution with one token. */
	workflows: number;
	/** Whether the time from a change to its item says something. */
	hasLatency: boolean;
	run(emulator: Emulator): Promise<Changes>;
}

/** Issue numbers of the size of a day, and of what an import does. */
export const WORKLOADS: Workload[] = [
	{
		id: 'sparse',
		title: 'One change every 2 s for 2 minutes',
		workflows: 1,
		hasLatency: true,
		run: singleChanges,
	},
	{
		id: 'far',
		title: 'The same, with answers that take 150 ms, as over the internet',
		workflows: 1,
		hasLatency: true,
		run: async (emulator) => {
			emulator.faults.next({}, { delayMs: ROUND_TRIP_MS }, Infinity);
			return await singleChanges(emulator);
		},
	},
	{
		id: 'burst',
		title: '1,000 changes in 5 s',
		workflows: 1,
		hasLatency: true,
		run: (emulator) => createOver(emulator, 1_000, 5_000),
	},
	{
		id: 'steady',
		title: '100 changes a second for a minute',
		workflows: 1,
		hasLatency: true,
		run: (emulator) => createOver(emulator, 6_000, 60_000),
	},
	{
		id: 'quarter',
		title: '25,000 changes during a day without pings, then one with',
		workflows: 1,
		hasLatency: false,
		run: (emulator) => createBacklog(emulator, 25_000),
	},
	{
		id: 'backlog',
		title: '100,000 changes during a day without pings, then one with',
		workflows: 1,
		hasLatency: false,
		run: (emulator) => createBacklog(emulator, 100_000),
	},
	{
		id: 'ten',
		title: 'Ten workflows on one token, one change every 2 s for a minute',
		workflows: 10,
		hasLatency: true,
		run: (emulator) => createOver(emulator, 30, 60_000),
	},
];

/** Far enough apart for each to be read alone. */
function singleChanges(emulator: Emulator): Promise<Changes> {
	return createOver(emulator, 60, 120_000);
}

/** A day in which pings got lost, and the change after it. */
async function createBacklog(emulator: Emulator, count: number): Promise<Changes> {
	const { switches, clock } = emulator;
	const changes: Changes = new Map();
	switches.lostPings = 1;
	create(emulator, count - 1, changes);
	await clock.advance(DAY_MS);
	switches.lostPings = 0;
	create(emulator, 1, changes);
	return changes;
}
