import { liveSeeds, seedsFrom } from './lives.mts';

await liveSeeds(seedsFrom(101, 100));
