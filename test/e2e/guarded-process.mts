import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const GUARD = fileURLToPath(new URL('guard.mjs', import.meta.url));
const GONE_TIMEOUT_MS = 5_000;
const GONE_POLL_MS = 20;

interface Command {
	program: string;
	args: string[];
	cwd: string;
	/** The whole environment. */
	env: NodeJS.ProcessEnv;
	/** File that the output is appended to. */
	logFile: string;
}

/** A server with its children; it ends at the latest when this process does, even by SIGKILL. */
export interface GuardedProcess {
	/** Process id of the server itself. */
	pid: number;
	hasEnded(): boolean;
	/** Ends it in order (SIGTERM), and waits until the whole process tree is gone. */
	stop(): Promise<void>;
	/** Ends the whole process tree without warning (SIGKILL), and waits until it is gone. */
	kill(): Promise<void>;
}

/** Starts a server under its guard (`guard.mjs`). */
export async function startGuarded(command: Command): Promise<GuardedProcess> {
	const guard = spawnGuard(command);
	const ended = once(guard, 'exit');
	const hasEnded = () => guard.exitCode !== null || guard.signalCode !== null;
	const started = (await Promise.race([once(guard, 'message'), ended.then(() => [])])) as Started;
	const gone = async () => {
		await ended;
		await untilGroupGone(guard);
	};
	return {
		pid: started[0]?.pid ?? 0,
		hasEnded,
		stop: () => {
			if (guard.connected) guard.disconnect();
			return gone();
		},
		kill: () => {
			if (!hasEnded()) killGroup(guard);
			return gone();
		},
	};
}

type Started = [{ pid: number }?];

function spawnGuard({ program, args, cwd, env, logFile }: Command): ChildProcess {
	mkdirSync(dirname(logFile), { recursive: true });
	const log = openSync(logFile, 'a');
	try {
		return spawn(process.execPath, [GUARD, program, ...args], {
			cwd,
			env,
			// A group of its own: Ctrl-C in a terminal reaches only us, and we stop the server.
			detached: process.platform !== 'win32',
			stdio: ['ignore', log, log, 'ipc'],
		});
	} finally {
		closeSync(log);
	}
}

function killGroup({ pid }: ChildProcess) {
	if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
	else signalGroup(pid, 'SIGKILL');
}

/** The guard may end a little before the processes that it has killed. */
async function untilGroupGone({ pid }: ChildProcess) {
	if (process.platform === 'win32') return;
	const deadlineMs = Date.now() + GONE_TIMEOUT_MS;
	while (signalGroup(pid, 0) && Date.now() < deadlineMs) await sleep(GONE_POLL_MS);
}

/** Sends a signal to all processes of the guard's group; false when there are none. */
function signalGroup(pid: number | undefined, signal: NodeJS.Signals | 0): boolean {
	if (pid === undefined) return false;
	try {
		return process.kill(-pid, signal);
	} catch {
		return false;
	}
}
