import { Life, type Plan } from './life.mts';
import { SimulatedN8n } from './n8n.mts';
import type { Package } from './package.mts';
import { VirtualTime } from './time.mts';
import { faultsOf } from './verdict.mts';

/** What became of a life. */
export interface Lived {
	plan: Plan;
	/** Which invariants did not hold, and how; empty where all is well. */
	faults: string[];
	history: string[];
	/** Virtual milliseconds. */
	lastedMs: number;
}

let current: Life | undefined;
let isReady = false;

/** Lives a plan from beginning to end. The same plan gives the same history, to the letter. */
export async function live(plan: Plan, loadPackage: () => Package): Promise<Lived> {
	if (!isReady) {
		await SimulatedN8n.provideRecord(() => (current as Life).n8n);
		isReady = true;
	}
	const time = new VirtualTime();
	const life = new Life(plan, time, loadPackage);
	current = life;
	const onRejection = (reason: unknown) =>
		life.n8n.breakDown(`unhandled rejection: ${reason instanceof Error ? reason.stack : reason}`);
	process.on('unhandledRejection', onRejection);
	try {
		await life.live();
		const faults = faultsOf(life);
		return { plan, faults, history: life.history, lastedMs: time.now };
	} finally {
		process.off('unhandledRejection', onRejection);
		life.end();
		time.end();
	}
}

/** The same fault with less around it: whatever can be left out is. */
export async function shortened(lived: Lived, loadPackage: () => Package): Promise<Lived> {
	const [invariant = ''] = lived.faults[0]?.split(':') ?? [];
	let shortest = lived;
	for (
		let size = Math.ceil(lived.plan.happenings.length / 2);
		size >= 1;
		size = Math.floor(size / 2)
	) {
		for (let from = 0; from < shortest.plan.happenings.length; ) {
			const happenings = shortest.plan.happenings.toSpliced(from, size);
			const tried = await live({ ...shortest.plan, happenings }, loadPackage);
			if (tried.faults.some((fault) => fault.startsWith(invariant))) shortest = tried;
			else from += size;
		}
	}
	return shortest;
}
