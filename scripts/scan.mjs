import { setUpAndRun } from './set-up.mjs';

await setUpAndRun('scripts/scan.mts');
