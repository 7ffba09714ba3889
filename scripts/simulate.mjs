import { setUpAndRun } from './set-up.mjs';

await setUpAndRun('test/simulation/main.mts');
