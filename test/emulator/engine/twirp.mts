import type { Answer } from '../types.mts';

/** Twirp's error codes that the emulator uses, with their HTTP status (smartsuite-api.md 2.1). */
const STATUS = {
	malformed: 400,
	invalid_argument: 400,
	unauthenticated: 401,
	not_found: 404,
	bad_route: 404,
	resource_exhausted: 429,
	internal: 500,
};

/** A refusal of the engine. */
export class TwirpError extends Error {
	constructor(
		readonly code: keyof typeof STATUS,
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

/** The error of an argument that does not fit, as twirp-ts words it. */
export function invalidArgument(argument: string, complaint: string): TwirpError {
	return new TwirpError('invalid_argument', `${argument} ${complaint}`, { argument });
}
