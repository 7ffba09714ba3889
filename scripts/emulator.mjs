import { setUpAndRun } from './set-up.mjs';

await setUpAndRun('test/emulator/cli.mts');
