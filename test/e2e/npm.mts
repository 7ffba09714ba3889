import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { pathWithNode } from './node-path.mts';

interface NpmOptions {
	/** Folder in which npm works. */
	cwd: string;
	/** Node binary that runs npm, and for whose version native addons are compiled. */
	node?: string;
}

/**
 * Runs the npm that started this process, or the one in PATH, and waits for its end.
 * Ends it when this process ends.
 *
 * @returns what npm printed on stdout
 * @throws {Error} with npm's own output when it fails
 */
export async function npm(args: string[], { cwd, node = process.execPath }: NpmOptions) {
	const [command, ...before] = npmCommand(node);
	const result = await execa(command, [...before, ...args], {
		cwd,
		stdin: 'ignore',
		reject: false,
		all: true,
		env: buildEnvironment(node),
	});
	if (result.failed) {
		throw new Error(`npm ${args.join(' ')} failed in ${cwd}\n${result.all || result.message}`);
	}
	return result.stdout;
}

/**
 * Makes `folder` a place in which `npm install` puts things, instead of in one further up.
 *
 * @param overrides versions that stand in for what a dependency asks for
 */
export async function writeStubPackage(
	folder: string,
	dependencies: Record<string, string> = {},
	overrides: Record<string, string> = {},
) {
	const stub = JSON.stringify({ private: true, dependencies, overrides }, null, '\t');
	await writeFile(join(folder, 'package.json'), stub);
}

function npmCommand(node: string): [string, ...string[]] {
	const started = process.env.npm_execpath;
	return started && basename(started) === 'npm-cli.js' ? [node, started] : ['npm'];
}

/** `node` first in PATH, and its headers for node-gyp where it brings them (it does from npm). */
function buildEnvironment(node: string): Record<string, string> {
	const prefix = dirname(dirname(node));
	const headers = existsSync(join(prefix, 'include', 'node', 'node.h'));
	return {
		PATH: pathWithNode(node),
		...(headers ? { npm_config_nodedir: prefix } : {}),
	};
}
