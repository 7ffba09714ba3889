import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { cacheFolder, installOnce } from './cache.mts';

let cache: string;

beforeEach(async () => {
	cache = await mkdtemp(join(tmpdir(), 'cache-test-'));
	vi.stubEnv('N8N_NODES_SMARTSUITE_CACHE', cache);
});

afterEach(async () => {
	vi.unstubAllEnvs();
	await rm(cache, { recursive: true });
});

const write = (folder: string) => writeFile(join(folder, 'content'), 'complete');

it('lies in the platform’s cache folder unless told otherwise', () => {
	expect(cacheFolder({}, 'linux')).toBe(join(homedir(), '.cache', 'n8n-nodes-smartsuite'));
	expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux')).toBe(join('/x', 'n8n-nodes-smartsuite'));
	expect(cacheFolder({ N8N_NODES_SMARTSUITE_CACHE: '/here' }, 'darwin')).toBe('/here');
});

it('installs once', async () => {
	const install = vi.fn(write);

	const folder = await installOnce('thing', install);
	await installOnce('thing', install);

	expect(install).toHaveBeenCalledTimes(1);
	expect(await readFile(join(folder, 'content'), 'utf8')).toBe('complete');
});

it('lets one of two runs install while the other waits', async () => {
	const install = vi.fn(write);

	await Promise.all([installOnce('thing', install), installOnce('thing', install)]);

	expect(install).toHaveBeenCalledTimes(1);
});

it('counts no half install, and removes it before the next try', async () => {
	const failing = async (folder: string) => {
		await write(folder);
		throw new Error('no more disk');
	};

	await expect(installOnce('thing', failing)).rejects.toThrow('no more disk');
	await installOnce('thing', write);

	expect(await readdir(cache)).toEqual(['thing']);
});
