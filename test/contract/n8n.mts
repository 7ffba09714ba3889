import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Request, type RequestHandler, type Response } from 'express';
import type { INodeParameters } from 'n8n-workflow';
import { onTestFinished } from 'vitest';
import { closeServer } from '../emulator/server.mts';
import type { CredentialStore } from './credentials.mts';
import { HostedWorkflow } from './hosted-workflow.mts';
import { bodyAsN8nReads } from './request-body.mts';

export { HostedWorkflow };

/** What a ping was answered with. */
export interface Answer {
	status: number;
	body: string;
}

/** What n8n gets from its own address, where that leads elsewhere. */
export type Astray =
	| { status: number; body?: string; headers?: Record<string, string> }
	| 'nothing';

const WAITING_PAGE = '<html><body>n8n is starting up. Please wait</body></html>';

/** Starts an n8n on a free port for one test; each hosted workflow has its own webhook path. */
export async function startN8n(): Promise<{
	host(credential: CredentialStore, parameters: INodeParameters): HostedWorkflow;
}> {
	const workflows: HostedWorkflow[] = [];
	const app = express();
	app.use(express.raw({ type: () => true, limit: '2mb' }), readBody);
	app.use(async (request, response) => {
		const workflow = workflows.find(
			({ webhookPath }) => `/webhook/${webhookPath}` === decodeURIComponent(request.path),
		);
		const isOwn = JSON.stringify(request.body ?? '').includes('"isOwn":true');
		if (isOwn && workflow?.fromItself) misdirect(workflow.fromItself, request, response);
		else if (!workflow?.isPublished || workflow.serving === 'not found') response.status(404).end();
		else if (workflow.serving === 'nothing') request.socket.destroy();
		else if (workflow.serving === 'waiting page') response.send(WAITING_PAGE);
		else await workflow.receive(request, response);
	});
	const server = createServer(app).listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => closeServer(server));
	const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		host(credential, parameters) {
			const workflow = new HostedWorkflow(baseUrl, credential, parameters);
			workflows.push(workflow);
			return workflow;
		},
	};
}

function misdirect(astray: Astray, { socket }: Request, response: Response): void {
	if (astray === 'nothing') socket.destroy();
	else {
		const { status, body, headers = {} } = astray;
		response.status(status).set(headers).end(body);
	}
}

const readBody: RequestHandler = (request, response, next) => {
	const raw = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
	const read = bodyAsN8nReads(request.headers['content-type'], raw.toString('utf8'));
	if (!read) return void response.status(422).end();
	const { body, readRawBody } = read;
	const keepRaw = async () => {
		await readRawBody();
		Object.assign(request, { rawBody: read.rawBody });
	};
	Object.assign(request, { body, readRawBody: keepRaw });
	next();
};
