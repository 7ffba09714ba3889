import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { npm } from './npm.mts';
import { CHECKOUT } from './package.mts';

/** n8n's user folder: database, encryption key and community packages. Outlives restarts. */
export interface N8nHome {
	folder: string;
	/**
	 * Installs a packed package as README.md says, which gives its types the names that they have where n8n
	 * installs it: `<package>.<node>`. Before n8n starts.
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

/** The line of README.md's installation, word for word, but for its folder and its file. */
async function installPackage(nodes: string, tarball: string) {
	const readme = await readFile(join(CHECKOUT, 'README.md'), 'utf8');
	const [, line] = /^npm (install --prefix .+\.tgz)$/m.exec(readme) ?? [];
	if (!line) throw new Error('README.md has no line that installs the package.');
	const words = line.split(' ').map((word) => {
		if (word.endsWith('.tgz')) return tarball;
		return word === '~/.n8n/nodes' ? nodes : word;
	});
	await npm(words, { cwd: dirname(tarball) });
}
