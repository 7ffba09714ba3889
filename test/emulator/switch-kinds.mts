/** The kinds of value that a switch of the emulator can have (switches.mts). */

export interface Switch<Value> {
	doc: string;
	initial: Value;
	options: readonly Value[] | string;
	allows(value: unknown): boolean;
}

/** One of some names; the first is the emulator's own guess. */
export function choice<const Option extends string>(
	doc: string,
	...options: [Option, ...Option[]]
) {
	const allows = (value: unknown) => options.some((option) => option === value);
	return { doc, initial: options[0], options, allows } satisfies Switch<Option>;
}

/** Yes or no. */
export function flag(doc: string, initial: boolean): Switch<boolean> {
	return { doc, initial, options: [true, false], allows: (value) => typeof value === 'boolean' };
}

/** A number between two bounds. */
export function amount(
	doc: string,
	initial: number,
	least: number,
	most = Infinity,
): Switch<number> {
	const allows = (value: unknown) => typeof value === 'number' && value >= least && value <= most;
	return {
		doc,
		initial,
		options: most < Infinity ? `a number from ${least} to ${most}` : `a number from ${least} on`,
		allows,
	};
}

/** Whole numbers from 1 on, as many as one likes; none at the start. */
export function counts(doc: string): Switch<readonly number[]> {
	const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 1;
	return {
		doc,
		initial: [],
		options: 'a list of whole numbers from 1 on, such as [200, 180]',
		allows: (value) => Array.isArray(value) && value.every(isCount),
	};
}

export const probability = (doc: string) => amount(doc, 0, 0, 1);

/** Requests in any sliding second of one token, and the milliseconds of 429 that one more costs. */
type RateLimit = 'off' | { perSecond: number; penaltyMs: number };

export const rateLimit: Switch<RateLimit> = {
	doc: 'Rate limit of a token over both hosts (5)',
	initial: { perSecond: 5, penaltyMs: 30_000 },
	options: '"off" or {perSecond, penaltyMs}',
	allows: (value) =>
		value === 'off' ||
		(typeof value === 'object' &&
			value !== null &&
			'perSecond' in value &&
			typeof value.perSecond === 'number' &&
			'penaltyMs' in value &&
			typeof value.penaltyMs === 'number'),
};
