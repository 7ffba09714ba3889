// npm run simulate -- --seeds 20000 [--first N] | --seed N | --broken: see CONTRIBUTING.md.
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { BROKEN } from './broken.mts';
import { DAY_MS } from './kind.mts';
import { packageLoader } from '../virtual/package.mts';
import { drawn, type Plan } from './plan.mts';
import { live, simulate, type Lived } from './simulate.mts';

const { values } = parseArgs({
	options: {
		/** How many lives. */
		seeds: { type: 'string', default: '1000' },
		/** The seed of the first of them. */
		first: { type: 'string', default: '1' },
		/** One alone, with its history. */
		seed: { type: 'string' },
		/** Whether each invariant notices code that is broken on purpose. */
		broken: { type: 'boolean', default: false },
	},
});
/** The shortest lives that notice broken code: see replay.test.mts. */
const REPLAYS = new URL('replays.json', import.meta.url);
/** Faults of one life; the rest is more of the same. */
const MOST_TOLD = 10;

const first = Number(values.seed ?? values.first);
const count = values.seed === undefined ? Number(values.seeds) : 1;
const isWell = values.broken ? await breakEach() : await liveAll();
process.exitCode = isWell ? 0 : 1;

async function liveAll(): Promise<boolean> {
	const loadPackage = await packageLoader();
	const startedAt = performance.now();
	const happened = new Map<string, number>();
	let days = 0;
	let failed = 0;
	for (let seed = first; seed < first + count; seed++) {
		const lived = await simulate(seed, loadPackage);
		days += lived.lastedMs / DAY_MS;
		for (const { what } of lived.plan.happenings) happened.set(what, (happened.get(what) ?? 0) + 1);
		if (lived.faults.length > 0) failed++;
		if (lived.faults.length > 0 || values.seed !== undefined) tell(lived);
		const lives = seed - first + 1;
		if (lives % 500 !== 0 && lives !== count) continue;
		const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
		const years = (days / 365).toFixed(1);
		console.log(`${lives} lives, ${years} years, in ${seconds} s: ${failed} failed`);
	}
	if (count > 1) console.table(Object.fromEntries([...happened].sort((a, b) => b[1] - a[1])));
	return failed === 0;
}

/** Lives with each piece of broken code until its invariant does not hold, and keeps the shortest such life. */
async function breakEach(): Promise<boolean> {
	const replays = await readReplays();
	let isNoticed = true;
	for (const { what, notices, ...breakage } of BROKEN) {
		const loadPackage = await packageLoader(breakage);
		const isNoticedIn = async (plan: Plan) =>
			(await live(plan, loadPackage)).faults[0]?.startsWith(notices) === true;
		const kept = replays[what];
		let isSeen = kept !== undefined && (await isNoticedIn(kept));
		for (let seed = first; !isSeen && seed < first + count; seed++) {
			if (!(await isNoticedIn(drawn(seed)))) continue;
			replays[what] = (await simulate(seed, loadPackage)).plan;
			isSeen = await isNoticedIn(replays[what]);
		}
		isNoticed &&= isSeen;
		const where = isSeen ? `✓ seed ${replays[what]?.seed}` : '✗ never';
		console.log(`${where}: "${notices}", where ${what}`);
		await keep(replays);
	}
	return isNoticed;
}

async function keep(replays: Record<string, Plan>): Promise<void> {
	const { pathname } = REPLAYS;
	const style = { ...(await resolveConfig(pathname)), filepath: pathname };
	await writeFile(REPLAYS, await format(JSON.stringify(replays), style));
}

async function readReplays(): Promise<Record<string, Plan>> {
	const text = await readFile(REPLAYS, 'utf8').catch(() => '{}');
	return JSON.parse(text) as Record<string, Plan>;
}

function tell({ plan, history, faults }: Lived): void {
	const told = faults.slice(0, MOST_TOLD).map((fault) => `✗ ${fault}`);
	console.log([`seed ${plan.seed}`, ...history, ...told, JSON.stringify(plan), ''].join('\n'));
}
