import type { Breakage } from './package.mts';
import type { Plan } from './plan.mts';

/** A fault that the simulator found: the line that mended it, and the shortest life that needs it. */
export interface FoundFault extends Breakage {
	what: string;
	life: Plan;
}
