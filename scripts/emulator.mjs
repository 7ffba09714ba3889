/** `npm run emulator [-- --port N]`: a SmartSuite on loopback, with a page to play with. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ensureDependencies } from './set-up.mjs';

await ensureDependencies();

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const emulator = spawn(
	process.execPath,
	['--import', 'tsx', file('../test/emulator/cli.mts'), ...process.argv.slice(2)],
	{ stdio: 'inherit', cwd: file('..') },
);
// Ctrl-C reaches the emulator by itself; this process only waits for it to close its port.
process.on('SIGINT', () => {});
process.on('SIGTERM', () => emulator.kill('SIGTERM'));
emulator.on('exit', (code) => (process.exitCode = code ?? 1));
