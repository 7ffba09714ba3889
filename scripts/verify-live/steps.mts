import type { Person } from './person.mts';
import type { Run } from './run.mts';

/** Does one theme of the checks; undefined where it failed. */
export type Step = <Done>(
	title: string,
	work: () => Done | Promise<Done>,
) => Promise<Done | undefined>;

/** Tells what is done, and keeps what goes wrong for the report unless the run was ended. */
export function stepper(
	{ findings, signal }: Pick<Run, 'findings' | 'signal'>,
	person: Pick<Person, 'tell'>,
): Step {
	return async (title, work) => {
		person.tell(`▸ ${title}`);
		try {
			return await work();
		} catch (error) {
			signal.throwIfAborted();
			findings.troubles.push(`${title}: ${error instanceof Error ? error.message : 'failed'}`);
			return undefined;
		}
	};
}
