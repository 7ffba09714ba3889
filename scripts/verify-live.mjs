import { setUpAndRun } from './set-up.mjs';

await setUpAndRun('scripts/verify-live.mts');
