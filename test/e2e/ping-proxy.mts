import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import axios from 'axios';
import express from 'express';
import type { Request, Response } from 'express';
import { closeServer } from '../emulator/server.mts';

const BAD_GATEWAY = 502;

/** Headers that are not passed on (RFC 9110, section 7.6.1). */
const OF_ONE_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** n8n behind one address, as a load balancer in front of queue mode shows it. */
export interface PingProxy {
	/** Without a trailing slash. */
	url: string;
	/** Says where requests go, once the processes have their ports. */
	route(routes: Routes): void;
	/** Answers the requests itself for whose body this gives an answer. */
	refuse(refusal: Refusal): void;
	stop(): Promise<void>;
}

type Refusal = (body: string) => { status: number; body: string } | undefined;

/** Addresses without a trailing slash. */
interface Routes {
	/** Gets the editor, REST and tests. */
	main: string;
	/** Get the production webhooks in turn; one that refuses the connection is passed over. */
	webhooks: string[];
}

/** Starts the proxy on a free port of loopback; it answers 502 until it has routes. */
export async function startPingProxy(): Promise<PingProxy> {
	let routes: Routes = { main: '', webhooks: [] };
	let refusal: Refusal = () => undefined;
	let turn = 0;
	const targetsOf = (path: string): string[] => {
		if (!path.startsWith('/webhook/')) return [routes.main];
		const first = turn++ % Math.max(1, routes.webhooks.length);
		return [...routes.webhooks.slice(first), ...routes.webhooks.slice(0, first)];
	};
	const app = express();
	app.use(express.raw({ type: () => true, limit: '50mb' }));
	app.use(async (request, response) => {
		const refused = refusal(Buffer.isBuffer(request.body) ? request.body.toString() : '');
		if (refused) response.status(refused.status).send(refused.body);
		else await pass(request, response, targetsOf(request.path));
	});

	const server = createServer(app).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${port}`,
		route: (given) => {
			routes = given;
		},
		refuse: (given) => {
			refusal = given;
		},
		stop: () => closeServer(server),
	};
}

/** Only a connection that was refused is tried elsewhere: a POST that was sent may have been taken. */
async function pass(request: Request, response: Response, targets: string[]): Promise<void> {
	for (const target of targets) {
		try {
			const answer = await axios.request<Buffer>({
				baseURL: target,
				url: request.originalUrl,
				method: request.method,
				headers: { ...request.headers, connection: 'close' },
				data: Buffer.isBuffer(request.body) ? request.body : undefined,
				responseType: 'arraybuffer',
				decompress: false,
				maxRedirects: 0,
				validateStatus: () => true,
				proxy: false,
			});
			const headers = Object.entries(answer.headers).filter(([name]) => !OF_ONE_HOP.has(name));
			response.status(answer.status).set(Object.fromEntries(headers)).end(answer.data);
			return;
		} catch (error) {
			if (!(axios.isAxiosError(error) && error.code === 'ECONNREFUSED')) break;
		}
	}
	response.status(BAD_GATEWAY).end();
}
