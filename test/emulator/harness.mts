import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { startEmulator, type Emulator, type EmulatorOptions, type Switches } from './index.mts';
import type { JsonObject } from './types.mts';

export interface Reply {
	status: number;
	contentType: string | null;
	headers: Headers;
	/** Parsed where it is JSON, else text. */
	body: unknown;
}

/** An emulator for one test, whose clock stands still and whose rate limit is off unless asked. */
export async function emulate(options: EmulatorOptions = {}): Promise<Emulator> {
	const switches = { rateLimit: 'off' as const, ...options.switches };
	const emulator = await startEmulator({ realTime: false, ...options, switches });
	onTestFinished(() => emulator.stop());
	return emulator;
}

/** Calls the API with the right headers; a header of undefined is left out. */
export async function call(
	emulator: Emulator,
	method: string,
	path: string,
	body?: unknown,
	headers: Record<string, string | undefined> = {},
): Promise<Reply> {
	const all = {
		authorization: `Token ${emulator.token}`,
		'account-id': emulator.accountId,
		'content-type': 'application/json',
		...headers,
	};
	const given = Object.entries(all).filter((entry): entry is [string, string] => !!entry[1]);
	const response = await fetch(emulator.url + path, {
		method,
		headers: given,
		body: body === undefined || typeof body === 'string' ? body : JSON.stringify(body),
		redirect: 'manual',
	});
	const text = await response.text();
	const contentType = response.headers.get('content-type');
	return {
		status: response.status,
		contentType,
		headers: response.headers,
		body: contentType?.includes('json') ? JSON.parse(text) : text,
	};
}

/** Calls a method of the engine. */
export function rpc(emulator: Emulator, method: string, body: unknown, headers = {}) {
	return call(emulator, 'POST', `/smartsuite.webhooks.engine.Webhooks/${method}`, body, headers);
}

/** A webhook of the demo solution as CreateWebhook wants it. */
export function definition({ accountId, solution }: Emulator, change: JsonObject = {}) {
	return {
		filter: { solution: {} },
		kinds: ['RECORD_CREATED', 'RECORD_UPDATED', 'RECORD_DELETED'],
		locator: { account_id: accountId, solution_id: solution.id },
		notification_status: { disabled: {} },
		...change,
	};
}

/** Creates it and gives its id. */
export async function createWebhook(emulator: Emulator, change: JsonObject = {}): Promise<string> {
	await rpc(emulator, 'CreateWebhook', { webhook: definition(emulator, change) });
	return emulator.webhooks.at(-1)?.id ?? '';
}

/** The page of ListEvents, with what identifies each event only. */
export async function listEvents(emulator: Emulator, webhook_id: string, page: JsonObject = {}) {
	const { body } = await rpc(emulator, 'ListEvents', { webhook_id, ...page });
	const { events, next_page_token } = body as {
		events?: Array<{ event_id: string }>;
		next_page_token?: string;
	};
	const numbers = events?.map(({ event_id }) => Number(event_id.split('.')[1]));
	return { numbers, token: next_page_token };
}

export interface Receiver {
	url: string;
	/** What came: content type, and the body, parsed where it is JSON. */
	received: Array<{ contentType: string | undefined; body: unknown }>;
	/** What it answers next; 'reset' cuts the connection, 'hang' never answers. */
	answer: number | 'reset' | 'hang';
}

/** A server that pings are sent to, for one test. */
export async function receive(): Promise<Receiver> {
	const server = http.createServer((req, res) => {
		const chunks: Buffer[] = [];
		req.on('data', (chunk: Buffer) => chunks.push(chunk));
		req.on('end', () => {
			const body = parsed(Buffer.concat(chunks).toString());
			receiver.received.push({ contentType: req.headers['content-type'], body });
			if (receiver.answer === 'reset') req.socket.resetAndDestroy();
			else if (receiver.answer !== 'hang') res.writeHead(receiver.answer).end();
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => {
		server.close();
		server.closeAllConnections();
	});
	const { port } = server.address() as AddressInfo;
	const receiver: Receiver = { url: `http://127.0.0.1:${port}/hook`, received: [], answer: 200 };
	return receiver;
}

function parsed(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}

/** An emulator with one webhook and so many events. */
export async function emulateEvents(count: number, switches: Partial<Switches> = {}) {
	const emulator = await emulate({ switches });
	const id = await createWebhook(emulator);
	for (let n = 0; n < count; n++) emulator.records.create(emulator.tables.tasks.id);
	return { emulator, id };
}
