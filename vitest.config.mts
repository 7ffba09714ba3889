import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

interface ProjectOptions {
	isolate?: boolean;
	include?: string;
	retry?: number;
	maxConcurrency?: number;
	maxWorkers?: number;
	sequence?: { groupOrder: number };
	env?: Record<string, string>;
}

/** One project a folder of test/: `npx vitest run --project unit`. */
const project = (
	name: string,
	testTimeout: number,
	{
		isolate = true,
		include = `test/${name}/**/*.test.mts`,
		retry = 0,
		...more
	}: ProjectOptions = {},
) => ({
	extends: true as const,
	test: {
		name,
		include: [include],
		testTimeout,
		hookTimeout: testTimeout,
		isolate,
		retry,
		...more,
	},
});

/** On two processors Vitest would leave one of them to itself, which has next to nothing to do. */
const BOTH: ProjectOptions = { maxWorkers: 2 };

export default defineConfig({
	// The copy that n8n-core requires: two copies would have two NodeApiErrors.
	resolve: { alias: { 'n8n-workflow': createRequire(import.meta.url).resolve('n8n-workflow') } },
	test: {
		// n8n-core writes a settings file into its user folder.
		env: { N8N_USER_FOLDER: join(tmpdir(), 'n8n-nodes-smartsuite-test') },
		projects: [
			// Its tests share no state, and importing n8n-workflow once a file would take most of the time.
			project('unit', 10_000, { isolate: false, ...BOTH }),
			// The same parsers with a hundred times as many cases.
			project('fuzz', 10_000, {
				include: 'test/unit/*fuzz*.test.mts',
				env: { FUZZ_CASES: '100000' },
			}),
			project('emulator', 15_000, BOTH),
			project('contract', 30_000, BOTH),
			// A life takes a processor, and there are two test files.
			project('simulation', 120_000, { ...BOTH, sequence: { groupOrder: 1 } }),
			// Its tests mostly wait, for pings and for time to pass: many at once.
			project('live', 30_000, { maxConcurrency: 12, maxWorkers: 3 }),
			// Where others use the machine, too, n8n's own database may be too slow for it; a fault of ours stays.
			project('e2e', 600_000, { include: 'test/e2e/*.test.mts', retry: process.env.CI ? 1 : 0 }),
			project('queue', 900_000, { include: 'test/e2e/queue/*.test.mts' }),
			project('browser', 180_000),
			// Installing an old n8n takes some minutes, too.
			project('versions', 1_800_000, { include: 'test/e2e/versions/*.test.mts' }),
		],
	},
});
