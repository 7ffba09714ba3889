import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { readFile } from 'node:fs/promises';
import vm from 'node:vm';
import { build, type PluginBuild } from 'esbuild';
import type { SmartSuiteApi } from '../../credentials/SmartSuiteApi.credentials.ts';
import type { SmartSuiteTrigger } from '../../nodes/SmartSuite/SmartSuiteTrigger.node.ts';

/** What n8n loads of this package. */
export interface Package {
	SmartSuiteTrigger: new () => SmartSuiteTrigger;
	SmartSuiteApi: new () => SmartSuiteApi;
}

/** Code that is broken on purpose: one passage of a file under nodes/SmartSuite. */
export interface Breakage {
	file: string;
	from: string;
	to: string;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const ENTRY = `
	export { SmartSuiteTrigger } from './nodes/SmartSuite/SmartSuiteTrigger.node';
	export { SmartSuiteApi } from './credentials/SmartSuiteApi.credentials';
`;

/** Gives the package anew with each call, with empty memory, as a process of n8n that starts has it. */
export async function packageLoader(breakage?: Breakage): Promise<() => Package> {
	const { outputFiles } = await build({
		stdin: { contents: ENTRY, resolveDir: ROOT, loader: 'ts' },
		bundle: true,
		write: false,
		format: 'cjs',
		platform: 'node',
		target: 'node20',
		external: ['n8n-workflow'],
		plugins: breakage ? [breaking(breakage)] : [],
	});
	const code = `(function (module, require) { ${outputFiles[0]?.text}\n})`;
	const script = new vm.Script(code, { filename: 'package.cjs' });
	const require = createRequire(import.meta.url);
	return () => {
		const module = { exports: {} as Package };
		const run = script.runInThisContext() as (own: typeof module, require: NodeJS.Require) => void;
		run(module, require);
		return module.exports;
	};
}

function breaking({ file, from, to }: Breakage) {
	return {
		name: 'breakage',
		setup(build: PluginBuild) {
			build.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
				if (!path.endsWith(`nodes/SmartSuite/${file}`)) return undefined;
				const text = await readFile(path, 'utf8');
				if (!text.includes(from)) throw new Error(`${file} does not have: ${from}`);
				return { contents: text.replace(from, to), loader: 'ts' };
			});
		},
	};
}
