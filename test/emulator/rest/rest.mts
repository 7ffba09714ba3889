import type { Answer, ApiRequest } from '../types.mts';
import type { World } from '../world.mts';
import { json, type Handler } from './answers.mts';
import * as bulk from './bulk.mts';
import * as comments from './comments.mts';
import * as files from './files.mts';
import * as metadata from './metadata.mts';
import * as people from './people.mts';
import * as records from './records.mts';
import { refusalOf } from './request.mts';
import * as trash from './trash.mts';
import * as views from './views.mts';

export const REST_PREFIX = '/api/v1/';

const ROUTES: Array<{ path: RegExp; handlers: Record<string, Handler> }> = [
	{ path: /^solutions\/$/, handlers: { GET: metadata.listSolutions } },
	{ path: /^solutions\/(?<id>\w+)\/$/, handlers: { GET: metadata.getSolution } },
	{ path: /^applications\/$/, handlers: { GET: metadata.listTables } },
	{ path: /^applications\/(?<id>\w+)\/$/, handlers: { GET: metadata.getTable } },
	{ path: /^accounts\/$/, handlers: { GET: metadata.listAccounts } },
	{ path: /^members\/list\/$/, handlers: { POST: people.listMembers } },
	{ path: /^teams\/list\/$/, handlers: { POST: people.listTeams } },
	{ path: /^current-member\/$/, handlers: { GET: people.currentMember } },
	{ path: /^applications\/members\/records\/list\/$/, handlers: { POST: people.searchMembers } },
	{ path: /^applications\/(?<tableId>\w+)\/records\/$/, handlers: { POST: records.create } },
	{ path: /^applications\/(?<tableId>\w+)\/records\/list\/$/, handlers: { POST: records.list } },
	{
		path: /^applications\/(?<tableId>\w+)\/records\/bulk\/$/,
		handlers: { POST: bulk.create, PATCH: bulk.update, PUT: bulk.replace, DELETE: bulk.remove },
	},
	{
		path: /^applications\/(?<tableId>\w+)\/records\/bulk_delete\/$/,
		handlers: { PATCH: bulk.remove, DELETE: bulk.remove },
	},
	{
		path: /^applications\/(?<tableId>\w+)\/records\/(?<recordId>\w+)\/$/,
		handlers: {
			GET: records.get,
			PATCH: records.update,
			PUT: records.replace,
			DELETE: records.remove,
		},
	},
	{
		path: /^applications\/(?<tableId>\w+)\/records\/(?<recordId>\w+)\/restore\/$/,
		handlers: { POST: trash.restore },
	},
	{ path: /^deleted-records\/$/, handlers: { POST: trash.list } },
	{ path: /^deleted-records\/(?<recordId>\w+)\/restore\/$/, handlers: { POST: trash.restore } },
	{ path: /^reports\/$/, handlers: { GET: views.list } },
	{
		path: /^applications\/(?<tableId>\w+)\/records-for-report\/$/,
		handlers: { GET: views.records },
	},
	{ path: /^comments\/$/, handlers: { GET: comments.list, POST: comments.create } },
	{
		path: /^recordfiles\/(?<tableId>\w+)\/(?<recordId>\w+)\/(?<slug>\w+)\/$/,
		handlers: { POST: files.upload },
	},
	{ path: /^shared-files\/(?<handle>\w+)\/url\/$/, handlers: { GET: files.getUrl } },
	{ path: /^shared-files\/(?<handle>\w+)\/get_url\/$/, handlers: { GET: files.redirect } },
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
		return refusalOf(error);
	}
}

function withSlash({ path, query }: ApiRequest): Answer {
	const search = query.size > 0 ? `?${query.toString()}` : '';
	const headers = { Location: `${path}/${search}` };
	return { status: 301, contentType: 'text/html', headers, body: '' };
}
