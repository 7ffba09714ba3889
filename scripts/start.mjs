import { setUpAndRun } from './set-up.mjs';

await setUpAndRun('scripts/start.mts');
