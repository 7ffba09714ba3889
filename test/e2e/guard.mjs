// Stands between us and a server: starts it, and ends it with all its children when told to or
// when we are gone, however we died. Usage: node guard.mjs <program> [argument...]
import { spawn, spawnSync } from 'node:child_process';

/** Milliseconds for an orderly end. n8n needs 300, more while it executes. */
const STOP_GRACE_MS = 10_000;

const [program, ...args] = process.argv.slice(2);
const child = spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'] });
child.once('spawn', () => process.send({ pid: child.pid }));
child.once('error', (error) => {
	console.error(error.message);
	endGroup();
});
child.once('exit', (code, signal) => {
	console.log(`The process ended with ${signal ?? `code ${code}`}.`);
	endGroup();
});

// We disconnect to stop the server; the system disconnects when we die.
process.once('disconnect', () => {
	child.kill('SIGTERM');
	setTimeout(endGroup, STOP_GRACE_MS);
});

/** The guard leads a process group of its own (on Windows a tree): n8n's task runners included. */
function endGroup() {
	if (process.platform === 'win32') spawnSync('taskkill', ['/pid', child.pid, '/T', '/F']);
	else process.kill(-process.pid, 'SIGKILL');
	process.exit();
}
