import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm, writeStubPackage } from './npm.mts';

/** n8n's user folder: database, encryption key and community packages. Outlives restarts. */
export interface N8nHome {
	folder: string;
	/** n8n's SQLite database. */
	database: string;
	remove(): Promise<void>;
}

/**
 * Makes a new user folder with a community package in it, as n8n itself would install it, so that
 * its types are `<package>.<node>` (n8n-run.md section 4b).
 *
 * @param tarball the packed package
 */
export async function createN8nHome(tarball: string): Promise<N8nHome> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-home-'));
	const nodes = join(folder, '.n8n', 'nodes');
	await mkdir(nodes, { recursive: true });
	await writeStubPackage(nodes);
	// n8n gives community packages its own n8n-workflow, so their peers are not to be installed.
	await npm(['install', '--ignore-scripts', '--omit=dev', '--legacy-peer-deps', tarball], {
		cwd: nodes,
	});
	return {
		folder,
		database: join(folder, '.n8n', 'database.sqlite'),
		remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
	};
}
