import type { Switches } from '../../../test/emulator/switches.mts';

/**
 * What an observation means for this package: `holds` as its code expects · `copes` otherwise, and the
 * code copes · `matters` otherwise, and something does not work as promised
 */
export type Verdict = 'holds' | 'copes' | 'matters';

export interface Outcome {
	verdict: Verdict;
	/** What was seen, and where it matters what follows, in a few words; `…` stands for a figure. */
	means: string;
	/** Where the emulator's switch would stand, if not at a position of the outcome's name. */
	position?: unknown;
}

/** One question about SmartSuite, with everything that may turn out. */
export interface Check {
	asks: string;
	/** The emulator's switch for the same question. */
	switch?: keyof Switches;
	outcomes: Record<string, Outcome>;
}

export const holds = (means: string, position?: unknown) => outcome('holds', means, position);
export const copes = (means: string, position?: unknown) => outcome('copes', means, position);
export const matters = (means: string, position?: unknown) => outcome('matters', means, position);

function outcome(verdict: Verdict, means: string, position: unknown): Outcome {
	return { verdict, means, ...(position !== undefined && { position }) };
}
