import fc from 'fast-check';
import { atN8n } from './at-n8n.mts';
import { atSmartSuite } from './at-smartsuite.mts';
import { DAY_MS, HOUR_MS, MINUTE_MS, of, upTo, type Kind } from './kind.mts';
import type { Life } from './life.mts';
import { onTheWay } from './on-the-way.mts';

/** What can happen. */
const KINDS = { ...atSmartSuite, ...onTheWay, ...atN8n } as Record<string, Kind<unknown>>;

/** Something that happens, so long after what happened before it. */
export interface Happening {
	afterMs: number;
	what: string;
	given: unknown;
}

/** A life as it is planned: everything in it follows from this. */
export interface Plan {
	/** Of all that is left to chance. */
	seed: number;
	mode: 'regular' | 'queue';
	/** Of the emulator, for the whole life. */
	switches: { lastPageToken: 'kept' | 'absent' };
	happenings: Happening[];
}

export function happen(life: Life, { what, given }: Happening): void {
	KINDS[what]?.does(life, given);
}

/** Half of all follows closely on something else: that is where faults hide. */
const afterMs = fc.oneof(
	{ weight: 4, arbitrary: upTo(15_000) },
	...[MINUTE_MS, HOUR_MS, DAY_MS, 4 * DAY_MS].map((max) => fc.nat({ max })),
);

const happening = fc.oneof(
	...Object.entries(KINDS).map(([what, { weight, given }]) => ({
		weight,
		arbitrary: fc.record({ afterMs, what: fc.constant(what), given }),
	})),
);

/** Draws a life. */
export function planFor(seed: number): fc.Arbitrary<Plan> {
	return fc.record({
		seed: fc.constant(seed),
		mode: of('regular', 'regular', 'queue'),
		switches: fc.record({ lastPageToken: of('kept', 'kept', 'absent') }),
		happenings: fc.array(happening, { minLength: 1, maxLength: 24, size: 'max' }),
	});
}

/** The life of a seed, as long as it was drawn. */
export function drawn(seed: number): Plan {
	return fc.sample(planFor(seed), { seed, numRuns: 1 })[0] as Plan;
}
