// npm run simulate -- --seeds 20000 [--first N] | --seed N: see CONTRIBUTING.md.
import { parseArgs } from 'node:util';
import { packageLoader } from './package.mts';
import { planOf } from './plan.mts';
import { live, shortened, type Lived } from './simulate.mts';

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
const DAY_MS = 86_400_000;

const loadPackage = await packageLoader();
const startedAt = performance.now();
const first = Number(values.seed ?? values.first);
const count = values.seed === undefined ? Number(values.seeds) : 1;
let days = 0;
let happened = 0;
let failed = 0;
for (let seed = first; seed < first + count; seed++) {
	const lived = await live(planOf(seed), loadPackage);
	days += lived.lastedMs / DAY_MS;
	happened += lived.plan.happenings.length;
	if (lived.faults.length > 0) {
		failed++;
		tell(await shortened(lived, loadPackage));
	} else if (values.seed !== undefined) tell(lived);
	if ((seed - first + 1) % 500 === 0) console.log(summary(seed - first + 1));
}
console.log(summary(count));
process.exitCode = failed > 0 ? 1 : 0;

function tell({ plan, history, faults }: Lived): void {
	console.log([`seed ${plan.seed}`, ...history, ...faults.map((fault) => `✗ ${fault}`)].join('\n'));
	console.log(`${JSON.stringify(plan)}\n`);
}

function summary(lives: number): string {
	const seconds = (performance.now() - startedAt) / 1_000;
	const years = (days / 365).toFixed(1);
	return `${lives} lives, ${years} years, ${happened} happenings in ${seconds.toFixed(0)} s: ${failed} failed`;
}
