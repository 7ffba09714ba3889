import type { Answer, ApiRequest } from '../types.mts';
import type { World } from '../world.mts';
import { json, RestRefusal, type Handler } from './answers.mts';
import * as metadata from './metadata.mts';
import * as records from './records.mts';

export const REST_PREFIX = '/api/v1/';

const ROUTES: Array<{ path: RegExp; handlers: Record<string, Handler> }> = [
	{ path: /^solutions\/$/, handlers: { GET: metadata.listSolutions } },
	{ path: /^solutions\/(?<id>\w+)\/$/, handlers: { GET: metadata.getSolution } },
	{ path: /^applications\/$/, handlers: { GET: metadata.listTables } },
	{ path: /^applications\/(?<id>\w+)\/$/, handlers: { GET: metadata.getTable } },
	{ path: /^members\/list\/$/, handlers: { POST: metadata.listMembers } },
	{ path: /^accounts\/$/, handlers: { GET: metadata.listAccounts } },
	{ path: /^applications\/(?<tableId>\w+)\/records\/$/, handlers: { POST: records.create } },
	{ path: /^applications\/(?<tableId>\w+)\/records\/list\/$/, handlers: { POST: records.list } },
	{
		path: /^applications\/(?<tableId>\w+)\/records\/(?<recordId>\w+)\/$/,
		handlers: { GET: records.get, PATCH: records.update, DELETE: records.remove },
	},
];

/** Answers as Django does: 301 to the path with its slash, 404, 405 (docs/internals/smartsuite.md 2.2). */
export function answerRest(world: World, request: ApiRequest): Answer {
	const path = request.path.slice(REST_PREFIX.length);
	const route = ROUTES.find((candidate) => candidate.path.test(path));
	if (!route) {
		const slashed = !path.endsWith('/') && ROUTES.some(({ path: known }) => known.test(`${path}/`));
		return slashed ? withSlash(request) : json({ detail: 'Not found.' }, 404);
	}
	const handler = route.handlers[request.method];
	if (!handler) return json({ detail: `Method "${request.method}" not allowed.` }, 405);
	try {
		return handler(world, { ...route.path.exec(path)?.groups }, request);
	} catch (error) {
		if (error instanceof RestRefusal) return error.answer;
		throw error;
	}
}

function withSlash({ path, query }: ApiRequest): Answer {
	const search = query.size > 0 ? `?${query.toString()}` : '';
	const headers = { Location: `${path}/${search}` };
	return { status: 301, contentType: 'text/html', headers, body: '' };
}
