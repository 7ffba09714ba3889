import { randomUUID } from 'node:crypto';
import { until } from './until.mts';

const REQUEST_TIMEOUT_MS = 30_000;
/** What n8n answers, before it looks at a request, while its own database keeps it waiting. */
const DATABASE_NOT_READY = 503;
const DATABASE_TIMEOUT_MS = 60_000;

/** n8n's answer to a request that it refused. */
export class N8nRestError extends Error {
	override name = 'N8nRestError';

	constructor(
		request: string,
		readonly status: number,
		reason: string,
	) {
		super(`${request}: ${status} ${reason}`);
	}
}

/** n8n's REST API as the editor uses it, with the editor's session. */
export interface N8nRest {
	get(path: string): Promise<unknown>;
	post(path: string, body: object): Promise<unknown>;
	patch(path: string, body: object): Promise<unknown>;
	delete(path: string): Promise<unknown>;
}

/**
 * A session of one browser: n8n ties its cookie to the `browser-id` header.
 * Each call gives the answer's `data`; it throws N8nRestError when n8n refuses, and Error when it
 * does not answer within 30 s.
 *
 * @param url n8n's address, without a trailing slash
 */
export function openRest(url: string): N8nRest {
	const headers: Record<string, string> = { 'browser-id': randomUUID() };

	const send = (method: string, path: string, body?: object) =>
		fetch(`${url}/rest${path}`, {
			method,
			headers: body ? { ...headers, 'content-type': 'application/json' } : headers,
			body: body && JSON.stringify(body),
			signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
		}).catch((cause: unknown) => {
			throw new Error(`n8n does not answer at ${url}.`, { cause });
		});

	async function request(method: string, path: string, body?: object): Promise<unknown> {
		const response = await until("n8n's database", DATABASE_TIMEOUT_MS, async () => {
			const answer = await send(method, path, body);
			return answer.status === DATABASE_NOT_READY ? undefined : answer;
		});
		const session = response.headers
			.getSetCookie()
			.find((cookie) => cookie.startsWith('n8n-auth='));
		if (session) headers.cookie = session.split(';', 1)[0] ?? '';
		const text = await response.text();
		if (!response.ok) throw new N8nRestError(`${method} ${path}`, response.status, reasonIn(text));
		return text === '' ? undefined : (JSON.parse(text) as { data?: unknown }).data;
	}

	return {
		get: (path) => request('GET', path),
		post: (path, body) => request('POST', path, body),
		patch: (path, body) => request('PATCH', path, body),
		delete: (path) => request('DELETE', path),
	};
}

function reasonIn(text: string): string {
	try {
		return (JSON.parse(text) as { message?: string }).message ?? text;
	} catch {
		return text;
	}
}
