import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface StrangeServer {
	url: string;
	/** The headers of each request, in order. */
	received: Array<IncomingMessage['headers']>;
}

/** A server for one test that is not SmartSuite, or not as it should be. */
export async function serve(
	answer: (response: ServerResponse, request: IncomingMessage) => unknown,
): Promise<StrangeServer> {
	const received: StrangeServer['received'] = [];
	const server = createServer((request, response) => {
		received.push(request.headers);
		request.resume().on('end', () => void answer(response, request));
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => {
		server.close();
		server.closeAllConnections();
	});
	return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

/** One that answers everything with this JSON. */
export async function serveJson(body: string | (() => string)): Promise<StrangeServer> {
	return await serve((response) => {
		response.writeHead(200, { 'content-type': 'application/json' });
		response.end(typeof body === 'string' ? body : body());
	});
}
