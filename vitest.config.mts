import { defineConfig } from 'vitest/config';

/** One project a folder of test/: `npx vitest run --project unit`. */
const project = (name: string, testTimeout: number) => ({
	test: { name, include: [`test/${name}/**/*.test.mts`], testTimeout },
});

export default defineConfig({
	test: {
		projects: [
			project('unit', 10_000),
			project('emulator', 15_000),
			project('contract', 30_000),
			{
				test: {
					...project('e2e', 600_000).test,
					hookTimeout: 600_000,
					fileParallelism: false,
				},
			},
		],
	},
});
