import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { withLock } from './lock.mts';

/**
 * The folder that holds what is installed once for all checkouts (n8n takes 3 GB).
 * `N8N_NODES_SMARTSUITE_CACHE` overrides the platform's own cache folder.
 */
export function cacheFolder(env = process.env, platform = process.platform): string {
	const override = env.N8N_NODES_SMARTSUITE_CACHE;
	if (override) return override;
	return join(platformCacheFolder(env, platform), 'n8n-nodes-smartsuite');
}

/**
 * The folder `name` in the cache, filled by `install` when it is not there yet.
 *
 * `install` works in a folder beside it, which gets its final name only when `install` is done: a
 * half install never counts. Of two runs at once one installs and the other waits.
 *
 * @param install fills the empty folder that it is given; must be fine with being moved afterwards
 * @returns the absolute path of the complete folder
 */
export async function installOnce(
	name: string,
	install: (folder: string) => Promise<void>,
): Promise<string> {
	const folder = join(cacheFolder(), name);
	if (existsSync(folder)) return folder;
	await withLock(folder, async () => {
		if (!existsSync(folder)) await installBeside(folder, install);
	});
	return folder;
}

async function installBeside(folder: string, install: (folder: string) => Promise<void>) {
	await removeLeftovers(folder);
	const partial = `${folder}.partial-${randomUUID()}`;
	await mkdir(partial);
	await install(partial);
	await rename(partial, folder);
}

/** What killed installers left behind; nobody else is at work while we hold the lock. */
async function removeLeftovers(folder: string) {
	const prefix = `${basename(folder)}.partial-`;
	for (const entry of await readdir(dirname(folder))) {
		if (entry.startsWith(prefix)) {
			await rm(join(dirname(folder), entry), { recursive: true, force: true, maxRetries: 5 });
		}
	}
}

function platformCacheFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
	if (env.XDG_CACHE_HOME) return env.XDG_CACHE_HOME;
	if (platform === 'win32') return env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
	if (platform === 'darwin') return join(homedir(), 'Library', 'Caches');
	return join(homedir(), '.cache');
}
