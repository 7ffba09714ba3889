// The first code that runs after a clone, on a bare Node: no dependency, no TypeScript.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The oldest Node on which all development dependencies run (vite asks for 20.19). */
const OLDEST_NODE = [20, 19];
const CHECKOUT = fileURLToPath(new URL('..', import.meta.url));
const PAUSE_MS = 1_000;

/** A lock without its owner's pid is only being made, unless it is older than this. */
const LOCK_BIRTH_MS = 10_000;

/**
 * Runs `npm ci` unless node_modules already holds what package-lock.json asks for.
 * Two commands that start at once in one checkout take turns.
 *
 * @throws {Error} with the advice to give when Node is too old or npm failed
 */
export async function ensureDependencies() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
		throw new Error(
			`Node ${OLDEST_NODE.join('.')} or newer is needed, this is ${process.version}.`,
		);
	}
	if (isComplete()) return;
	const release = await takeTurn();
	try {
		if (!isComplete()) await installDependencies();
	} finally {
		release();
	}
}

/** Runs a TypeScript file of this checkout (path from its top) in this very process. */
export async function runTsx(file) {
	// The package's own files are CommonJS, the tools' are ES modules.
	const [commonJs, esModules] = await Promise.all([import('tsx/cjs/api'), import('tsx/esm/api')]);
	commonJs.register();
	esModules.register();
	await import(pathToFileURL(join(CHECKOUT, file)).href);
}

/** What every `scripts/*.mjs` does: dependencies first, then the TypeScript file. */
export async function setUpAndRun(file) {
	try {
		await ensureDependencies();
	} catch (error) {
		console.error(error.message);
		process.exit(1);
	}
	await runTsx(file);
}

/** npm writes node_modules/.package-lock.json last, so a broken install never has a full one. */
function isComplete() {
	const wanted = readJson('package-lock.json').packages;
	const installed = readJson('node_modules/.package-lock.json').packages ?? {};
	return Object.entries(wanted).every(
		([path, { version, optional }]) =>
			path === '' || (installed[path] ? installed[path].version === version : optional === true),
	);
}

function readJson(path) {
	return JSON.parse(readText(join(CHECKOUT, path)) ?? '{}');
}

function readText(path) {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		if (error.code === 'ENOENT') return undefined;
		throw error;
	}
}

async function installDependencies() {
	const startedMs = Date.now();
	console.log('Installing dependencies (npm ci: one to three minutes, once)');
	const tick = setInterval(() => {
		console.log(`  still installing, ${Math.round((Date.now() - startedMs) / 1000)} s`);
	}, 15_000);
	try {
		await npm(['ci', '--no-audit', '--no-fund']);
	} finally {
		clearInterval(tick);
	}
}

async function npm(args) {
	// npm is a .cmd file on Windows, which only a shell can start.
	const shell = process.platform === 'win32';
	const child = spawn('npm', args, { cwd: CHECKOUT, stdio: 'inherit', shell });
	const forward = (signal) => child.kill(signal);
	process.on('SIGINT', forward).on('SIGTERM', forward);
	const [code, signal] = await once(child, 'exit');
	process.off('SIGINT', forward).off('SIGTERM', forward);
	if (code !== 0) {
		throw new Error(`npm ${args[0]} ended with ${signal ?? `code ${code}`}, see above.`);
	}
}

/** Waits for its turn to install; the lock lies outside node_modules, which `npm ci` removes. */
async function takeTurn() {
	const id = createHash('sha256').update(CHECKOUT).digest('hex').slice(0, 16);
	const lock = join(tmpdir(), `n8n-nodes-smartsuite-set-up-${id}`);
	for (let told = false; !tryLock(lock); told = true) {
		if (!told) console.log('Another command is installing the dependencies, waiting for it');
		if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true });
		else await sleep(PAUSE_MS);
	}
	const release = () => rmSync(lock, { recursive: true, force: true });
	process.once('exit', release);
	return release;
}

function tryLock(lock) {
	try {
		mkdirSync(lock);
		writeFileSync(join(lock, 'pid'), String(process.pid));
		return true;
	} catch (error) {
		if (error.code === 'EEXIST') return false;
		throw error;
	}
}

function isAbandoned(lock) {
	const owner = Number(readText(join(lock, 'pid')) ?? 0);
	if (owner > 0) return !isAlive(owner);
	const bornMs = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
	return Date.now() - bornMs > LOCK_BIRTH_MS;
}

function isAlive(pid) {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return error.code !== 'ESRCH';
	}
}
