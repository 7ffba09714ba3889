// npm test: all that can be checked without a real n8n, the cheapest first.
import { execa, ExecaError } from 'execa';
import { CHECKOUT } from '../test/e2e/package.mts';
import { step } from '../test/e2e/progress.mts';

const PROJECTS = ['unit', 'emulator', 'contract', 'simulation'].flatMap((name) => [
	'--project',
	name,
]);

const CHECKS: Array<[title: string, command: string, ...args: string[]]> = [
	['Lint', 'npm', 'run', 'lint'],
	['Type check', 'npm', 'run', 'typecheck'],
	['Build and package scan', 'npm', 'run', 'scan'],
	['Unit, emulator, contract and simulation tests', 'vitest', 'run', ...PROJECTS],
];

try {
	for (const [title, command, ...args] of CHECKS) {
		await step(title, () =>
			execa(command, args, { cwd: CHECKOUT, preferLocal: true, stdio: 'inherit' }),
		);
	}
} catch (error) {
	if (!(error instanceof ExecaError)) throw error;
	process.exitCode = error.exitCode ?? 1;
}
