// npm test: all that can be checked without a real n8n, the cheapest first.
import { execa, ExecaError } from 'execa';
import { CHECKOUT } from '../test/e2e/package.mts';
import { step } from '../test/e2e/progress.mts';

type Check = [title: string, command: string, ...args: string[]];

const npmRun = (title: string, script: string): Check => [title, 'npm', 'run', '--silent', script];

/** Each takes one processor: two of them at a time. The build checks the types of the nodes. */
const LANES: Check[][] = [
	[
		npmRun('Lint of tests and tools', 'lint:tooling'),
		npmRun('Type check of tests and tools', 'typecheck:tests'),
	],
	[
		['Lint of the nodes', 'n8n-node', 'lint'],
		npmRun('Format', 'format:check'),
		npmRun('Build and package scan', 'scan'),
		npmRun('Unused code', 'unused'),
	],
];

const PROJECTS = ['unit', 'emulator', 'contract', 'simulation'].flatMap((name) => [
	'--project',
	name,
]);

try {
	const lanes = await Promise.allSettled(LANES.map(inTurn));
	for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
	const vitest: Check = ['Tests', 'vitest', 'run', ...PROJECTS];
	await run(vitest, 'inherit');
} catch (error) {
	if (!(error instanceof ExecaError)) throw error;
	process.exitCode = error.exitCode ?? 1;
}

async function inTurn(checks: Check[]): Promise<void> {
	for (const check of checks) await run(check, 'pipe');
}

/** What is piped is shown where it fails: lanes would mix their lines otherwise. */
async function run([title, command, ...args]: Check, stdio: 'inherit' | 'pipe'): Promise<void> {
	const options = { cwd: CHECKOUT, preferLocal: true, all: true, stdin: 'ignore' } as const;
	const work = () => execa(command, args, { ...options, stdout: stdio, stderr: stdio });
	await step(title, work).catch((error: unknown) => {
		if (error instanceof ExecaError && error.all) console.error(error.all);
		throw error;
	});
}
