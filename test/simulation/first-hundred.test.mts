import { liveHundred } from './lives.mts';

await liveHundred(1);
