import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { installOnce } from './cache.mts';
import { findNode } from './node-runtime.mts';
import { npm, writeStubPackage } from './npm.mts';
import { step } from './progress.mts';

/** The newest n8n whose dependencies can be had. */
export const DEFAULT_N8N_VERSION = '2.41.1';

/** An n8n that can be started. */
export interface N8nInstall {
	version: string;
	/** Node binary that fits this n8n. */
	node: string;
	/** n8n's command line script, to be run by `node`. */
	script: string;
}

/**
 * Installs an n8n from npm into the cache folder, once per version and Node major, with a Node that
 * fits it. About 5 minutes and 3 GB the first time.
 *
 * @throws {Error} with npm's own words when the registry cannot be reached or something is missing
 */
export async function installN8n(version = DEFAULT_N8N_VERSION): Promise<N8nInstall> {
	const node = await findNode(await nodeRange(version));
	const folder = await installOnce(`n8n-${version}-node${node.major}`, (empty) =>
		install(empty, version, node.binary),
	);
	const script = join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
	return { version, node: node.binary, script };
}

/** The Node versions for which this n8n is made; asked once, so that a second run needs no network. */
async function nodeRange(version: string): Promise<string> {
	const folder = await installOnce(`n8n-${version}-engines`, async (empty) => {
		const args = ['view', `n8n@${version}`, 'engines.node', '--json'];
		await writeFile(join(empty, 'node.json'), await npm(args, { cwd: empty }));
	});
	return JSON.parse(await readFile(join(folder, 'node.json'), 'utf8')) as string;
}

/** n8n up to 2.20 and later takes this package, which reads spreadsheets, from a host other than npm's registry. */
const FROM_THE_REGISTRY = { xlsx: '0.18.5' };

async function install(folder: string, version: string, node: string) {
	await writeStubPackage(folder, { n8n: version }, FROM_THE_REGISTRY);
	// Without scripts: one of n8n's optional addons (kafka) does not compile, and npm would give up.
	await step(`Installing n8n ${version} from npm (3 GB, once; some minutes)`, () =>
		npm(['install', '--omit=dev', '--ignore-scripts'], { cwd: folder, node }),
	);
	await step(`Building the database driver for n8n ${version}`, () =>
		npm(['rebuild', 'sqlite3', '--ignore-scripts=false'], { cwd: folder, node }),
	);
}
