import fc from 'fast-check';
import type { ICheckProcessedContextData } from 'n8n-workflow';
import { provideProcessedData } from '../contract/processed-data.mts';
import { startAgain } from './at-n8n.mts';
import { makeChanges } from './at-smartsuite.mts';
import type { StoredWorkflow } from './database.mts';
import { HOUR_MS, MINUTE_MS, SECOND_MS } from './kind.mts';
import { Life } from './life.mts';
import type { Package } from '../virtual/package.mts';
import { happen, planFor, type Plan } from './plan.mts';
import { VirtualTime } from '../virtual/time.mts';
import { faultsOf } from './verdict.mts';

/** After the last happening all is well for so long: a renewal, and what follows from it. */
const RECOVERY_MS = 50 * HOUR_MS;

/** Lives that are tried to find a shorter one that fails alike. */
const MOST_TRIES = 150;

/** What became of a life. */
export interface Lived {
	plan: Plan;
	/** Which invariants did not hold, and how; empty where all is well. */
	faults: string[];
	history: string[];
	/** In virtual ms. */
	lastedMs: number;
}

let current: Life;

/** The database of whichever life there is. */
const processedData = {
	read: async ({ node }: ICheckProcessedContextData) => (await ownerOf(node))?.processed ?? [],
	write: async ({ node }: ICheckProcessedContextData, processed: string[]) =>
		void Object.assign((await ownerOf(node)) ?? {}, { processed }),
};

async function ownerOf(node?: { id: string }): Promise<StoredWorkflow | undefined> {
	await current.n8n.database();
	return current.n8n.workflows.find((one) => one.node.id === node?.id);
}

/** The life of a seed; where it fails, the shortest that fails alike. */
export async function simulate(seed: number, loadPackage: () => Package): Promise<Lived> {
	let first: Lived | undefined;
	let last: Lived | undefined;
	let tries = 0;
	const property = fc.asyncProperty(planFor(seed), async (plan) => {
		if (++tries > MOST_TRIES) return true;
		const lived = await live(plan, loadPackage);
		first ??= lived;
		const failsAlike = lived.faults.length > 0 && invariantOf(lived) === invariantOf(first);
		if (failsAlike) last = lived;
		return !failsAlike;
	});
	const { errorInstance } = await fc.check(property, { seed, numRuns: 1 });
	const lived = last ?? first;
	if (!lived) throw errorInstance;
	return lived;
}

const invariantOf = ({ faults }: Lived) => faults[0]?.split(':')[0];

/** Lives a plan from beginning to end. The same plan gives the same history, to the letter. */
export async function live(plan: Plan, loadPackage: () => Package): Promise<Lived> {
	await provideProcessedData(processedData);
	const time = new VirtualTime();
	const life = new Life(plan, time, loadPackage);
	current = life;
	const onRejection = (reason: unknown) =>
		life.n8n.breakDown(`unhandled rejection: ${reason instanceof Error ? reason.stack : '?'}`);
	const onWarning = ({ message }: Error) => life.n8n.breakDown(message);
	process.on('unhandledRejection', onRejection).on('warning', onWarning);
	try {
		await begin(life);
		for (const happening of plan.happenings) {
			await time.passUntil(time.now + happening.afterMs);
			life.note(`${happening.what} ${JSON.stringify(happening.given)}`, '▸');
			happen(life, happening);
			life.expectations.settle();
		}
		await heal(life);
		return { plan, faults: faultsOf(life), history: life.history, lastedMs: time.now };
	} finally {
		process.off('unhandledRejection', onRejection).off('warning', onWarning);
		life.end();
		time.end();
	}
}

/** One workflow is published. */
async function begin(life: Life): Promise<void> {
	const workflow = life.addWorkflow();
	life.start(() => life.n8n.start());
	await life.time.passUntil(10 * SECOND_MS);
	life.start(() => life.n8n.publications.publish(workflow));
	await life.time.passUntil(30 * SECOND_MS);
}

/** Everything works again, n8n runs, and each workflow is what its owner last made of it. */
async function heal(life: Life): Promise<void> {
	const { n8n, network, smartSuite, time } = life;
	network.troubles.length = 0;
	smartSuite.poisoned.clear();
	Object.assign(n8n.executions, { slots: Infinity, hasOtherNode: false });
	Object.assign(smartSuite.switches, { lostPings: 0, disabledStoresEvents: true });
	for (const { credential } of n8n.workflows) {
		credential.isGone = false;
		credential.data.apiToken = smartSuite.token;
	}
	life.note('all is well again', '▸');
	// What is ending has ended by then.
	await time.passUntil(time.now + MINUTE_MS);
	startAgain(life);
	await time.passUntil(time.now + RECOVERY_MS);
	// Whoever is deaf by now does not hear this.
	life.note('a last change', '▸');
	makeChanges(life, 1, 'create');
	await time.passUntil(time.now + 5 * MINUTE_MS);
}
