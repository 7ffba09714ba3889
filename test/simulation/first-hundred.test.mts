import { liveSeeds, seedsFrom } from './lives.mts';

await liveSeeds(seedsFrom(1, 100));
