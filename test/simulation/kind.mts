import fc from 'fast-check';
import type { Life } from './life.mts';

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60_000;
export const HOUR_MS = 3_600_000;
export const DAY_MS = 24 * HOUR_MS;

/** One kind of thing that happens in a life. */
export interface Kind<Given> {
	/** How often it is drawn, beside the others. */
	weight: number;
	/** How it is drawn, as plain JSON. */
	given: fc.Arbitrary<Given>;
	does: (life: Life, given: Given) => void;
}

export const kind = <Given,>(
	weight: number,
	given: fc.Arbitrary<Given>,
	does: Kind<Given>['does'],
): Kind<Given> => ({ weight, given, does });

/** One of these. */
export const of = fc.constantFrom;
/** So many, small ones likelier. */
export const upTo = (most: number) =>
	fc.integer({ min: 0, max: 1_000 }).map((n) => Math.floor(most * (n / 1_000) ** 3));
/** Which workflow it happens to. */
export const which = fc.nat({ max: 3 });
