import type { Fault } from '../faults.mts';
import type { Answer } from '../types.mts';

/** Twirp's error codes with their HTTP status (docs/internals/smartsuite.md 2.1). */
const STATUS = {
	canceled: 408,
	unknown: 500,
	invalid_argument: 400,
	malformed: 400,
	deadline_exceeded: 408,
	not_found: 404,
	bad_route: 404,
	already_exists: 409,
	permission_denied: 403,
	unauthenticated: 401,
	resource_exhausted: 429,
	failed_precondition: 412,
	aborted: 409,
	out_of_range: 400,
	unimplemented: 501,
	internal: 500,
	unavailable: 503,
	// As the specification spells it, and as twirp-ts does.
	dataloss: 500,
	data_loss: 500,
};

export type TwirpCode = keyof typeof STATUS;

/** A refusal of the engine. */
export class TwirpError extends Error {
	constructor(
		readonly code: TwirpCode,
		message: string,
		readonly meta: Record<string, string> = {},
	) {
		super(message);
	}

	/** Always JSON with `meta`, as twirp-ts writes it; plain text when a gateway answers. */
	toAnswer(plainText: boolean): Answer {
		const { code, message: msg, meta } = this;
		const status = STATUS[code];
		if (plainText) return { status, contentType: 'text/plain', body: msg };
		return { status, contentType: 'application/json', body: JSON.stringify({ code, msg, meta }) };
	}
}

/** The fault with which a call meets that error, for `emulator.faults.next`. */
export function twirpFault(
	code: TwirpCode,
	msg: string = code,
): Extract<Fault, { status: number }> {
	return { status: STATUS[code], body: { code, msg, meta: {} } };
}

/** The error of an argument that does not fit, as twirp-ts words it. */
export function invalidArgument(argument: string, complaint: string): TwirpError {
	return new TwirpError('invalid_argument', `${argument} ${complaint}`, { argument });
}
