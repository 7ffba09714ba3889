// npm run bench [-- --publish] [-- --only sparse,burst] [-- --contenders trigger,webhook]: see docs/performance-method.md.
import { cpus } from 'node:os';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { messageOf } from '../e2e/message.mts';
import { DEFAULT_N8N_VERSION } from '../e2e/n8n-install.mts';
import { CHECKOUT, OUTPUT } from '../e2e/package.mts';
import { step } from '../e2e/progress.mts';
import { startWorld, type World } from '../e2e/world.mts';
import { startEmulator } from '../emulator/index.mts';
import { allocationOfEvents } from './allocation.mts';
import { chartsOf } from './charts.mts';
import type { Contender } from './contender.mts';
import { CONTENDERS } from './contenders/index.mts';
import { mapperTime } from './mapper-time.mts';
import { measure } from './measure.mts';
import { quietMonth } from './month.mts';
import { n8nAlone } from './n8n-alone.mts';
import { paceUnderJitter } from './pace.mts';
import { packageSize } from './package-size.mts';
import { pingStations } from './ping-stations.mts';
import { measureAllRecords } from './records/index.mts';
import { mergeReports, type Report, type Result } from './report.mts';
import { asMarkdown, asText, sheetsOf } from './tables.mts';
import { WORKLOADS, type Workload } from './workloads.mts';

const { values } = parseArgs({
	options: {
		/** Renews the charts and tables in docs. */
		publish: { type: 'boolean', default: false },
		/** Ids of workloads, or month, mapper, alone, stations, pace, size, allocation; default all. The others' last figures stay. */
		only: { type: 'string' },
		/** Ids of contenders; default all. */
		contenders: { type: 'string' },
	},
});

if (values.publish && values.contenders !== undefined) {
	throw new Error('--publish compares: leave out --contenders.');
}
const isWanted = (id: string) => values.only === undefined || values.only.split(',').includes(id);
const isContender = (id: string) =>
	values.contenders === undefined || values.contenders.split(',').includes(id);
const contenders = CONTENDERS.filter(({ id }) => isContender(id));

const RESULTS = join(OUTPUT, 'bench.json');

const measured = await measureAll();
for (const sheet of sheetsOf(measured)) console.log(asText(sheet));
const report = mergeReports(await readLast(), measured);
await mkdir(OUTPUT, { recursive: true });
await writeFile(RESULTS, JSON.stringify(report, null, '\t'));
if (values.publish) await publish();

async function readLast(): Promise<Report> {
	const last = await readFile(RESULTS, 'utf8').catch(() => '{"workloads":[],"months":[]}');
	return JSON.parse(last) as Report;
}

async function measureAll(): Promise<Report> {
	const [cpu] = cpus();
	const circumstances = `${cpus().length} cores (${cpu?.model ?? 'unknown'}), Node.js ${process.version}, n8n ${DEFAULT_N8N_VERSION}`;
	return {
		circumstances,
		workloads: await measureWorkloads(WORKLOADS.filter(({ id }) => isWanted(id))),
		months: isWanted('month') ? await inTurn(contenders, quietMonth) : [],
		records: await measureAllRecords(isWanted, isContender),
		...(isWanted('mapper') && { mapper: await step('The mapper', mapperTime) }),
		...(isWanted('alone') && { alone: await step('n8n alone', n8nAlone) }),
		...(isWanted('stations') && { stations: await step('The stations of a ping', pingStations) }),
		...(isWanted('pace') && { pace: await paceUnderJitter() }),
		...(isWanted('size') && { size: await packageSize() }),
		...(isWanted('allocation') && { allocation: await allocationOfEvents() }),
	};
}

async function measureWorkloads(workloads: Workload[]): Promise<Report['workloads']> {
	if (workloads.length === 0) return [];
	const world = await startWorld({ name: 'bench' });
	try {
		return await inTurn(workloads, async (workload) => ({
			id: workload.id,
			title: workload.title,
			results: await measureContenders(world, workload),
		}));
	} finally {
		await world.stop();
	}
}

/** Those on n8n one after the other; the others need no CPU to speak of, and so run side by side. */
async function measureContenders(world: World, workload: Workload): Promise<Result[]> {
	const onN8n = contenders.filter(({ inN8n }) => inN8n);
	const others = contenders.filter(({ inN8n }) => !inN8n);
	const results = await inTurn(onN8n, (one) => measureSafely(world, one, workload));
	return [
		...results,
		...(await Promise.all(others.map((one) => measureAlone(world, one, workload)))),
	];
}

async function measureAlone(world: World, one: Contender, workload: Workload): Promise<Result> {
	const emulator = await startEmulator();
	const result = await measureSafely({ ...world, emulator }, one, workload);
	await emulator.stop();
	return result;
}

/** A contender that breaks down is a result, too. */
async function measureSafely(
	world: World,
	contender: Contender,
	workload: Workload,
): Promise<Result> {
	const title = `${workload.title}: ${contender.title}`;
	return await step(title, () => measure(world, contender, workload)).then(
		(figures) => ({ contender: contender.title, figures }),
		(error: unknown) => ({ contender: contender.title, error: messageOf(error) }),
	);
}

async function inTurn<One, Outcome>(all: One[], work: (one: One) => Promise<Outcome>) {
	const outcomes: Outcome[] = [];
	for (const one of all) outcomes.push(await work(one));
	return outcomes;
}

async function publish(): Promise<void> {
	const docs = join(CHECKOUT, 'docs');
	const about = `# Figures of the last published run\n\nMade by \`npm run bench -- --publish\` on ${report.circumstances}. [How performance was measured](performance-method.md) explains them.`;
	const text = [about, ...sheetsOf(report).map(asMarkdown)].join('\n\n');
	await writeFile(join(docs, 'performance-figures.md'), `${text}\n`);
	for (const { file, svg } of chartsOf(report)) await writeFile(join(docs, 'images', file), svg);
}
