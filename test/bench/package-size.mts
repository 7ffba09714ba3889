import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { median } from 'simple-statistics';
import { createN8nHome } from '../e2e/n8n-home.mts';
import { installN8n } from '../e2e/n8n-install.mts';
import { packPackage } from '../e2e/package.mts';

const LOAD_TIME = fileURLToPath(new URL('load-time.cjs', import.meta.url));
const LOADS = 15;
const BYTES_A_KB = 1_000;

export interface PackageSize {
	/** Of the tarball that npm publishes. */
	kB: number;
	files: number;
	/** Median of fresh processes, on the Node that n8n runs under. */
	loadMs: number;
}

/** What the package weighs, and what it adds to n8n's start. */
export async function packageSize(): Promise<PackageSize> {
	const install = await installN8n();
	const folder = await mkdtemp(join(tmpdir(), 'n8n-size-'));
	const home = await createN8nHome();
	try {
		const tarball = await packPackage(folder);
		await home.installPackage(tarball);
		const modules = join(home.folder, '.n8n', 'nodes', 'node_modules');
		const installed = join(modules, 'n8n-nodes-smartsuite');
		const lent = join(dirname(dirname(dirname(install.script))), 'n8n-workflow');
		const env = { NODE_PATH: dirname(lent) };
		const loads: number[] = [];
		for (let nth = 0; nth < LOADS; nth++) {
			const { stdout } = await execa(install.node, [LOAD_TIME, installed, lent], { env });
			loads.push(Number(stdout));
		}
		const entries = await readdir(installed, { recursive: true, withFileTypes: true });
		return {
			kB: (await stat(tarball)).size / BYTES_A_KB,
			files: entries.filter((entry) => entry.isFile()).length,
			loadMs: median(loads),
		};
	} finally {
		await home.remove();
		await rm(folder, { recursive: true, force: true });
	}
}
