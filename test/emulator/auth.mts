import { REST_PREFIX } from './rest/rest.mts';
import { TwirpError } from './engine/twirp.mts';
import { throttle } from './rate-limit.mts';
import type { Answer, ApiRequest } from './types.mts';
import type { World } from './world.mts';

/** Refuses a wrong workspace, then a wrong token, then one request too many; else undefined. */
export function refusal(world: World, request: ApiRequest): Answer | undefined {
	return (
		refusedWorkspace(world, request) ?? refusedToken(world, request) ?? throttled(world, request)
	);
}

/** Plain text, and before the token is looked at (docs/internals/smartsuite.md 2.2). */
function refusedWorkspace(world: World, { headers, path }: ApiRequest): Answer | undefined {
	const given = headers['account-id'];
	if (given === world.accountId) return undefined;
	const complaint = given ? `Account ID ${given} is not valid` : 'Account ID is not specified';
	if (isEngine(path) && world.switches.engineWorkspaceErrors === 'twirp') {
		return new TwirpError('invalid_argument', complaint).toAnswer(world.switches.plainTextErrors);
	}
	return { status: 400, contentType: 'text/plain', body: complaint };
}

/** Only `Token <token>`, in any case; `Bearer` fails (docs/internals/smartsuite.md 2.2). */
function refusedToken(world: World, { headers, path }: ApiRequest): Answer | undefined {
	const [scheme, token] = (headers.authorization ?? '').split(' ');
	if (scheme?.toLowerCase() === 'token' && token === world.token) return undefined;
	return isEngine(path)
		? new TwirpError('unauthenticated', 'invalid token').toAnswer(world.switches.plainTextErrors)
		: { status: 401, contentType: 'application/json', body: '{"detail":"Invalid token."}' };
}

function throttled(world: World, { path }: ApiRequest): Answer | undefined {
	const { pace, clock, switches } = world;
	const waitMs = throttle(pace, clock.now(), switches);
	if (waitMs === undefined) return undefined;
	const answer = isEngine(path)
		? new TwirpError('resource_exhausted', 'rate limit exceeded').toAnswer(switches.plainTextErrors)
		: {
				status: 429,
				contentType: 'application/json',
				body: '{"detail":"Request was throttled."}',
			};
	if (!switches.retryAfterHeader) return answer;
	return { ...answer, headers: { 'Retry-After': `${Math.ceil(waitMs / 1_000)}` } };
}

const isEngine = (path: string) => !path.startsWith(REST_PREFIX);
