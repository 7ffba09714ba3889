// npm run simulate -- --seeds 20000 [--first N] | --seed N: see CONTRIBUTING.md.
import { parseArgs } from 'node:util';
import { DAY_MS } from './kind.mts';
import { packageLoader } from './package.mts';
import { simulate, type Lived } from './simulate.mts';

const { values } = parseArgs({
	options: {
		/** How many lives. */
		seeds: { type: 'string', default: '1000' },
		/** The seed of the first of them. */
		first: { type: 'string', default: '1' },
		/** One alone, with its history. */
		seed: { type: 'string' },
	},
});

/** Faults of one life; the rest is more of the same. */
const MOST_TOLD = 10;

const loadPackage = await packageLoader();
const startedAt = performance.now();
const first = Number(values.seed ?? values.first);
const count = values.seed === undefined ? Number(values.seeds) : 1;
const total = { days: 0, happened: new Map<string, number>(), failed: 0 };
for (let seed = first; seed < first + count; seed++) {
	const lived = await simulate(seed, loadPackage);
	total.days += lived.lastedMs / DAY_MS;
	for (const { what } of lived.plan.happenings) {
		total.happened.set(what, (total.happened.get(what) ?? 0) + 1);
	}
	if (lived.faults.length > 0) total.failed++;
	if (lived.faults.length > 0 || values.seed !== undefined) tell(lived);
	if ((seed - first + 1) % 500 === 0) console.log(summary(seed - first + 1));
}
console.log(summary(count));
if (count > 1) console.table(Object.fromEntries([...total.happened].sort((a, b) => b[1] - a[1])));
process.exitCode = total.failed > 0 ? 1 : 0;

function tell({ plan, history, faults }: Lived): void {
	console.log(
		[
			`seed ${plan.seed}`,
			...history,
			...faults.slice(0, MOST_TOLD).map((fault) => `✗ ${fault}`),
		].join('\n'),
	);
	console.log(`${JSON.stringify(plan)}\n`);
}

function summary(lives: number): string {
	const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
	const happened = [...total.happened.values()].reduce((sum, times) => sum + times, 0);
	const years = (total.days / 365).toFixed(1);
	return `${lives} lives, ${years} years, ${happened} happenings in ${seconds} s: ${total.failed} failed`;
}
