import { recover, SmartSuiteError, stopSignal, waitFor } from '../transport';
import type { FailureKind, SmartSuiteContext } from '../transport';

/** Failures that leave open whether SmartSuite carried the call out. */
export const OPEN_FAILURES: FailureKind[] = ['unreachable', 'unavailable', 'unreadable'];

/** What is to be made once: a call that must not be sent twice, and how to find what it may have made. */
export interface Once<Made> {
	/** For messages: "comment". */
	thing: string;
	make(): Promise<Made>;
	/** What the call made although it failed; undefined where it made nothing. */
	find(): Promise<Made | undefined>;
}

/** Waits before the looks for what may have been made, in ms: SmartSuite may still be at it. */
export const LOOK_DELAYS_MS: readonly number[] = [1_000, 5_000];

/**
 * Makes it, and looks for it after a failure that leaves open whether it was made.
 * @throws SmartSuiteError that says whether it was made, or that nobody knows
 */
export async function makeOnce<Made>(
	context: SmartSuiteContext,
	{ thing, make, find }: Once<Made>,
): Promise<Made> {
	return await recover(make(), OPEN_FAILURES, async (failure) => {
		for (const delayMs of LOOK_DELAYS_MS) {
			await waitFor(delayMs, stopSignal(context)).catch(() => {});
			const found = await find().catch((error: unknown) => {
				if (!(error instanceof SmartSuiteError)) throw error;
				const open = `Whether SmartSuite has the ${thing} now is not known: look into the record before you try again.`;
				throw withAdvice(context, failure, open);
			});
			if (found !== undefined) return found;
		}
		const not = `The ${thing} was not there when the record was read again, so it can be tried again.`;
		throw withAdvice(context, failure, not);
	});
}

/** Clocks differ, and the call itself takes time. */
const CLOCK_SKEW_MS = 120_000;

/** Whether something with this date may have been made since a time in ms; without a date it may. */
export function mayBeMadeSince(startedAt: number, date: string): boolean {
	return !(Date.parse(date) < startedAt - CLOCK_SKEW_MS);
}

/** The failure with what to do about it before all else. */
export function withAdvice(
	context: SmartSuiteContext,
	{ kind, message, description, httpCode }: SmartSuiteError,
	advice: string,
): SmartSuiteError {
	return new SmartSuiteError(context.getNode(), {
		kind,
		message,
		description: [advice, description].filter(Boolean).join(' '),
		...(httpCode !== null && { status: Number(httpCode) }),
		passing: false,
	});
}
