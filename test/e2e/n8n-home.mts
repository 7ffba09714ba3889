import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { npm, writeStubPackage } from './npm.mts';

/** n8n's user folder: database, encryption key and community packages. Outlives restarts. */
export interface N8nHome {
	folder: string;
	/**
	 * Installs a packed package as n8n itself installs a community package, so that its types are
	 * `<package>.<node>`. Before n8n starts.
	 */
	installPackage(tarball: string): Promise<void>;
	remove(): Promise<void>;
}

/** Makes a new user folder in the system's folder for temporary files. */
export async function createN8nHome(): Promise<N8nHome> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-home-'));
	return {
		folder,
		installPackage: (tarball) => installPackage(join(folder, '.n8n', 'nodes'), tarball),
		remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5 }),
	};
}

async function installPackage(nodes: string, tarball: string) {
	await mkdir(nodes, { recursive: true });
	await writeStubPackage(nodes);
	// n8n lends community packages its own n8n-workflow, so their peers are not to be installed.
	const options = ['--ignore-scripts', '--omit=dev', '--legacy-peer-deps'];
	await npm(['install', ...options, tarball], { cwd: nodes });
}
