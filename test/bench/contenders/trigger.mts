import { triggerWorkflow } from '../../e2e/workflows.mts';
import type { Contender } from '../contender.mts';
import { publishAll } from './n8n-workflows.mts';

/** This package's trigger, as it comes. */
export const trigger: Contender = {
	id: 'trigger',
	title: 'SmartSuite Trigger',
	polls: false,
	idleListing: 'measured',
	inN8n: true,
	start: async (world, count) => {
		const { credential, emulator } = world;
		const one = (n: number) =>
			triggerWorkflow({ name: `Trigger ${n}`, credential, solutionId: emulator.solution.id });
		return await publishAll(
			world,
			Array.from({ length: count }, (_, n) => one(n)),
		);
	},
};
