import { setTimeout as sleep } from 'node:timers/promises';
import { watchMemory } from '../e2e/memory.mts';
import type { World } from '../e2e/world.mts';
import { createOver } from './changes.mts';
import type { Contender, Running } from './contender.mts';
import { figuresOf, type Figures } from './figures.mts';
import { cpuSecondsOf } from './usage.mts';
import type { Workload } from './workloads.mts';

/** How often is looked whether anything still happens. */
const LOOK_MS = 250;
/** Nothing is on its way any more when there was no call and no ping for this time. */
const QUIET_MS = 6_000;
/** What is not on its way by then counts as missing: three times 30 s after a 429, and something. */
const PATIENCE_MS = 100_000;
/** Enough for who asks once a minute, and never rests. */
const POLLING_PATIENCE_MS = 75_000;
const BACKLOG_PATIENCE_MS = 150_000;
/** n8n loads much at first use. */
const WARM_UP = { changes: 4, ms: 6_000 };

/** Measures one contender with one workload, on an n8n that has just started and warmed up. */
export async function measure(
	world: World,
	contender: Contender,
	workload: Workload,
): Promise<Figures> {
	const { emulator, n8n } = world;
	emulator.reset();
	if (contender.inN8n) await n8n.restart();
	const running = await contender.start(world, workload.workflows);
	try {
		await createOver(emulator, WARM_UP.changes, WARM_UP.ms);
		const patienceMs = contender.polls ? POLLING_PATIENCE_MS : PATIENCE_MS;
		await untilQuiet(world, contender, running, patienceMs);

		const { pid } = n8n.server;
		const callsBefore = emulator.calls.length;
		const cpuBefore = await cpuSecondsOf(pid);
		const memoryRise = await watchMemory(pid);
		const changes = await workload.run(emulator);
		const longestMs = workload.hasLatency ? patienceMs : BACKLOG_PATIENCE_MS;
		await untilQuiet(world, contender, running, longestMs);
		const calls = emulator.calls.slice(callsBefore);
		const ofN8n = contender.inN8n && {
			memoryMiB: await memoryRise(),
			cpuSeconds: (await cpuSecondsOf(pid)) - cpuBefore,
		};
		const outcome = await running.outcome();
		return figuresOf(changes, workload.workflows, outcome, { calls, ...ofN8n });
	} finally {
		await running.stop();
	}
}

/** Waits until nothing happens any more, or patience is at its end. */
async function untilQuiet(
	{ emulator }: World,
	{ polls }: Contender,
	running: Running,
	patienceMs: number,
): Promise<void> {
	const activity = () => emulator.calls.length + emulator.pings.length;
	const startedAt = performance.now();
	let changedAt = startedAt;
	for (let last = activity(); performance.now() - startedAt < patienceMs; ) {
		await sleep(LOOK_MS);
		const now = activity();
		if (now !== last || running.isBusy()) changedAt = performance.now();
		// Who asks once a minute never rests.
		if (!polls && performance.now() - changedAt > QUIET_MS) return;
		last = now;
	}
}
