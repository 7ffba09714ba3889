import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import type { RequestHandler } from 'express';
import { refusal } from './auth.mts';
import { answerRpc, rpcOf } from './engine/engine.mts';
import { sufferFault, takeFault, type FaultableCall } from './faults.mts';
import { answerRest, REST_PREFIX } from './rest/rest.mts';
import type { Answer, ApiRequest } from './types.mts';
import type { World } from './world.mts';

/** How a call ends: with an answer, or with the connection. */
export type CallOutcome = Answer | 'reset' | 'hang';

/** Serves both of SmartSuite's hosts; expects the raw body in `req.body`. */
export function smartSuiteApi(world: World): RequestHandler {
	return async (req, res) => {
		const url = new URL(req.originalUrl, 'http://emulator');
		const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
		const outcome = await answerCall(world, {
			method: req.method,
			path: url.pathname,
			query: url.searchParams,
			headers: plainHeaders(req.headers),
			body: body.toString('utf8'),
			form: await formIn(body, req.headers['content-type'] ?? ''),
		});
		if (outcome === 'reset') reset(req.socket);
		if (typeof outcome === 'string') return;
		// Set by hand: Express would add a charset, which SmartSuite's engine does not.
		res.writeHead(outcome.status, { 'Content-Type': outcome.contentType, ...outcome.headers });
		res.end(outcome.body);
	};
}

/** Answers one call and notes it, with all that follows from it. */
export async function answerCall(world: World, request: ApiRequest): Promise<CallOutcome> {
	const startedAt = performance.now();
	const at = world.clock.now();
	const { method, path, query } = request;
	const rpc = rpcOf(path);
	const requestBody = parsed(request.body);
	const outcome = await outcomeOf(world, request, { rpc, path, body: requestBody });
	world.calls.push({
		at,
		method,
		path: query.size > 0 ? `${path}?${query.toString()}` : path,
		...(rpc !== undefined && { rpc }),
		status: typeof outcome === 'string' ? 0 : outcome.status,
		requestBody,
		requestHeaders: hashed(request.headers),
		durationMs: Math.round(performance.now() - startedAt),
	});
	world.changed();
	return outcome;
}

async function outcomeOf(
	world: World,
	request: ApiRequest,
	call: FaultableCall,
): Promise<CallOutcome> {
	const refused = refusal(world, request);
	if (refused) return refused;
	const serve = (): Answer =>
		request.path.startsWith(REST_PREFIX) ? answerRest(world, request) : answerRpc(world, request);
	return sufferFault(takeFault(world.faults, call), serve);
}

/** The parts of a multipart body, by Node's own parser; undefined where it is none, or broken. */
async function formIn(body: Buffer, contentType: string): Promise<FormData | undefined> {
	if (!contentType.startsWith('multipart/form-data')) return undefined;
	const headers = { 'content-type': contentType };
	return new Response(new Uint8Array(body), { headers }).formData().catch(() => undefined);
}

const reset = (socket: Socket) => socket.resetAndDestroy();

function plainHeaders(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
}

/** The token must not end up in a log, but tests may want to tell two tokens apart. */
function hashed({ authorization, ...headers }: Record<string, string>): Record<string, string> {
	if (authorization === undefined) return headers;
	const hash = createHash('sha256').update(authorization).digest('hex').slice(0, 8);
	return { ...headers, authorization: `sha256:${hash}` };
}

/** The body as JSON where it is JSON. */
function parsed(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}
