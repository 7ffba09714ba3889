import type { Contender } from '../contender.mts';
import { allPages, onePage, polling } from './hand-made.mts';
import { onePull, untilEmpty } from './hosted.mts';
import { trigger } from './trigger.mts';

/** Ours first, then what users would pick instead. */
export const CONTENDERS: Contender[] = [trigger, onePage, allPages, polling, untilEmpty, onePull];
