// npm run test:e2e [-- vitest's options]: the tests on a real n8n.
import { execa } from 'execa';
import { installN8n } from '../test/e2e/n8n-install.mts';
import { CHECKOUT } from '../test/e2e/package.mts';

// Before the tests, so that the minutes it takes the first time are no test's time.
await installN8n();

const { exitCode } = await execa('vitest', ['run', '--project', 'e2e', ...process.argv.slice(2)], {
	cwd: CHECKOUT,
	preferLocal: true,
	stdio: 'inherit',
	reject: false,
});
process.exitCode = exitCode ?? 1;
