import { setUpAndRun } from './set-up.mjs';

await setUpAndRun('test/bench/main.mts');
