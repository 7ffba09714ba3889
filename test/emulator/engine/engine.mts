import type { Answer, ApiRequest } from '../types.mts';
import type { World } from '../world.mts';
import { render } from './answers.mts';
import { parseBody } from './messages.mts';
import { methodNamed } from './methods.mts';
import { TwirpError } from './twirp.mts';

const PREFIX = '/smartsuite.webhooks.engine.Webhooks/';

/** The method that a path names, or undefined when it is not the engine's. */
export function rpcOf(path: string): string | undefined {
	return path.startsWith(PREFIX) ? path.slice(PREFIX.length) : undefined;
}

/** Answers as Twirp does; routes before anything else (docs/internals/smartsuite.md 1.10, 2.1). */
export function answerRpc(world: World, request: ApiRequest): Answer {
	try {
		const rpc = rpcOf(request.path);
		const method = rpc === undefined ? undefined : methodNamed(rpc, world);
		if (!method) throw badRoute(request, `no handler for path ${request.path}`);
		if (request.method !== 'POST') {
			throw badRoute(request, `unsupported method ${request.method} (only POST is allowed)`);
		}
		const contentType = request.headers['content-type'] ?? '';
		// Exactly: `application/json; charset=utf-8` is refused too.
		if (contentType !== 'application/json') {
			throw badRoute(request, `unexpected Content-Type: ${contentType}`);
		}
		const message = method(world, parseBody(request.body));
		const body = render(message, world.switches);
		return { status: 200, contentType: 'application/json', body };
	} catch (error) {
		if (error instanceof TwirpError) return error.toAnswer(world.switches.plainTextErrors);
		throw error;
	}
}

function badRoute({ method, path }: ApiRequest, message: string): TwirpError {
	return new TwirpError('bad_route', message, { twirp_invalid_route: `${method} ${path}` });
}
