// npm run test:e2e | test:e2e:queue | test:versions [-- vitest's options]: the tests on a real n8n.
import { execa } from 'execa';
import { installN8n } from '../test/e2e/n8n-install.mts';
import { CHECKOUT } from '../test/e2e/package.mts';

const [project = 'e2e', ...options] = process.argv.slice(2);

// Before the tests, so that the minutes it takes the first time are no test's time.
await installN8n();

const { exitCode } = await execa('vitest', ['run', '--project', project, ...options], {
	cwd: CHECKOUT,
	preferLocal: true,
	stdio: 'inherit',
	reject: false,
});
process.exitCode = exitCode ?? 1;
