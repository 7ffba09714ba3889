import { readFile } from 'node:fs/promises';
import getPort from 'get-port';
import { startGuarded, type GuardedProcess } from './guarded-process.mts';
import { messageOf } from './message.mts';
import { n8nEnvironment } from './n8n-environment.mts';
import type { N8nHome } from './n8n-home.mts';
import type { N8nInstall } from './n8n-install.mts';
import { until } from './until.mts';

/** A new user folder takes 12 to 19 s; a busy machine a few times that. */
const READY_TIMEOUT_MS = 180_000;
const ANSWER_TIMEOUT_MS = 5_000;
const LOG_TAIL_LINES = 25;

/** `start` is all of n8n, or its main process in queue mode. */
export type N8nCommand = 'start' | 'worker' | 'webhook';

export interface N8nOptions {
	/** Default `start`. */
	command?: N8nCommand;
	install: N8nInstall;
	home: N8nHome;
	/** File that n8n's output is appended to. */
	logFile: string;
	/** Kept over a restart by whoever wants webhook URLs to stay; a free one when not given. */
	port?: number;
	/** Added to the environment: another public URL, queue mode, ... */
	env?: Record<string, string>;
	/** Gives up waiting, ends n8n and throws. */
	signal?: AbortSignal;
}

/** A running n8n: its process, and where it answers. */
export interface N8nServer extends GuardedProcess {
	url: string;
	port: number;
	logFile: string;
}

/**
 * Starts n8n on loopback and waits until it really answers.
 *
 * @throws {Error} with the end of n8n's log when n8n ends or is not ready within three minutes
 */
export async function startN8n(options: N8nOptions): Promise<N8nServer> {
	const { install, home, logFile, env, signal, command = 'start' } = options;
	const port = options.port ?? (await getPort());
	const place = {
		version: install.version,
		node: install.node,
		userFolder: home.folder,
		port,
		brokerPort: await getPort(),
	};
	const n8n = await startGuarded({
		program: install.node,
		args: [install.script, command],
		cwd: home.folder,
		env: n8nEnvironment(process.env, place, { ...healthCheck(command, port), ...env }),
		logFile,
	});
	const url = `http://127.0.0.1:${port}`;
	try {
		await untilReady(command, url, n8n, signal);
	} catch (error) {
		await n8n.kill();
		if (signal?.aborted) throw error;
		const reason = `${messageOf(error)}\n${await logTail(logFile)}\nn8n's log: ${logFile}`;
		throw new Error(reason, { cause: error });
	}
	return { ...n8n, url, port, logFile };
}

/** `/healthz` answers long before n8n is usable. */
function untilReady(
	command: N8nCommand,
	url: string,
	n8n: GuardedProcess,
	signal?: AbortSignal,
): Promise<true> {
	const paths = ['/healthz/readiness', ...(command === 'start' ? ['/rest/settings'] : [])];
	const look = async () => {
		if (n8n.hasEnded()) throw new Error('n8n ended while starting.');
		for (const path of paths) if (!(await answers(url + path))) return undefined;
		return true as const;
	};
	return until('n8n to be ready', READY_TIMEOUT_MS, look, signal);
}

/** A worker serves nothing unless it is told to. */
function healthCheck(command: N8nCommand, port: number): Record<string, string> {
	if (command !== 'worker') return {};
	return { QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) };
}

async function answers(url: string): Promise<boolean> {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS) });
		await response.arrayBuffer();
		return response.ok && (response.headers.get('content-type') ?? '').includes('json');
	} catch {
		return false; // nobody listens yet
	}
}

async function logTail(logFile: string): Promise<string> {
	return (await readFile(logFile, 'utf8')).trimEnd().split('\n').slice(-LOG_TAIL_LINES).join('\n');
}
