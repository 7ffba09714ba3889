import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startGuarded } from './guarded-process.mts';
import { until } from './until.mts';

/** A server that will not end by itself, with a child that ignores SIGTERM; prints both pids. */
const SERVER = `
const child = require('node:child_process').spawn(process.execPath, [
	'-e', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000)',
]);
process.on('SIGTERM', () => { console.log('bye'); process.exit(0); });
console.log('pids ' + JSON.stringify([process.pid, child.pid]));
`;

let folder: string;
let logFile: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'guarded-'));
	logFile = join(folder, 'server.log');
});

afterEach(() => rm(folder, { recursive: true }));

async function startServer() {
	const args = ['-e', SERVER];
	const command = { program: process.execPath, args, cwd: folder, env: process.env, logFile };
	const server = await startGuarded(command);
	const pids = await until('the server to start', 10_000, async () => {
		const printed = /pids (.*)/.exec(await readFile(logFile, 'utf8'))?.[1];
		return printed === undefined ? undefined : (JSON.parse(printed) as number[]);
	});
	return { server, pids };
}

function isAlive(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

it('stops a server in order, and its children with it', async () => {
	const { server, pids } = await startServer();
	expect(pids.map(isAlive)).toEqual([true, true]);
	expect(pids[0]).toBe(server.pid);

	await server.stop();

	expect(server.hasEnded()).toBe(true);
	expect(pids.map(isAlive)).toEqual([false, false]);
	expect(await readFile(logFile, 'utf8')).toContain('bye');
});

it('kills a server without a chance to say goodbye, and its children with it', async () => {
	const { server, pids } = await startServer();

	await server.kill();

	expect(pids.map(isAlive)).toEqual([false, false]);
	expect(await readFile(logFile, 'utf8')).not.toContain('bye');
});

it('tells when a server has ended by itself, and ends what it left behind', async () => {
	const { server, pids } = await startServer();

	process.kill(server.pid, 'SIGKILL');
	await until('the end', 10_000, () => server.hasEnded() || undefined);
	await server.stop();

	expect(pids.map(isAlive)).toEqual([false, false]);
});
