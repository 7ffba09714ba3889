import { constants } from 'node:fs';
import { access, readdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { execa, ExecaError } from 'execa';
import { cacheFolder } from './cache.mts';
import { withLock } from './lock.mts';
import { step } from './progress.mts';

/** Debian keeps the programs of each major version of PostgreSQL in a folder of its own. */
const POSTGRES_FOLDER = '/usr/lib/postgresql';

interface Wanted {
	program: string;
	/** Debian's package that has it. */
	debianPackage: string;
	/** Other names that it goes by elsewhere. */
	alsoCalled?: string[];
	/** How the caller can give another one instead: "set VARIABLE to ...". */
	instead: string;
}

/**
 * The path of a program on this machine. Where it is missing, Debian's package is installed if
 * we may do that.
 *
 * @throws {Error} that says how to get it
 */
export async function findProgram(wanted: Wanted): Promise<string> {
	const found = await find([wanted.program, ...(wanted.alsoCalled ?? [])]);
	if (found !== undefined) return found;
	await withLock(join(cacheFolder(), 'apt-get'), () => install(wanted));
	const installed = await find([wanted.program]);
	if (installed !== undefined) return installed;
	throw new Error(missing(wanted));
}

async function find(names: string[]): Promise<string | undefined> {
	const inFolders = await folders();
	for (const path of names.flatMap((name) => inFolders.map((folder) => join(folder, name)))) {
		if (await isExecutable(path)) return path;
	}
	return undefined;
}

async function folders(): Promise<string[]> {
	const majors = await readdir(POSTGRES_FOLDER).catch(() => []);
	const newestFirst = majors.sort((one, other) => Number(other) - Number(one));
	return [
		...(process.env.PATH ?? '').split(delimiter),
		...newestFirst.map((major) => join(POSTGRES_FOLDER, major, 'bin')),
	];
}

async function isExecutable(path: string): Promise<boolean> {
	return await access(path, constants.X_OK).then(
		() => true,
		() => false,
	);
}

async function install(wanted: Wanted): Promise<void> {
	if (process.getuid?.() !== 0) throw new Error(missing(wanted));
	const { debianPackage } = wanted;
	const env = { DEBIAN_FRONTEND: 'noninteractive' };
	try {
		await step(`Installing Debian's package ${debianPackage}`, async () => {
			await execa('apt-get', ['update'], { env });
			await execa('apt-get', ['install', '-y', '--no-install-recommends', debianPackage], { env });
		});
	} catch (error) {
		if (!(error instanceof ExecaError)) throw error;
		throw new Error(`${missing(wanted)}\n${error.stderr || error.shortMessage}`, { cause: error });
	}
}

function missing({ program, debianPackage, instead }: Wanted): string {
	return `${program} is not installed. Install it (Debian, Ubuntu: apt-get install ${debianPackage}), or ${instead}.`;
}
