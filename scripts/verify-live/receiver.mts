import { EventEmitter, once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import express from 'express';
import { closeServer } from '../../test/emulator/server.mts';
import type { Role } from './marks.mts';

/** A ping as it came. */
export interface Arrival {
	role: Role;
	/** Milliseconds of a steady clock. */
	atMs: number;
	body: unknown;
	/** Names in lower case. */
	headers: Record<string, unknown>;
	/** When its sender stopped waiting for an answer, on the same clock. */
	hungUpAtMs?: number;
}

/** What a GET of any path is answered with: whether a public URL leads here. */
const SIGN = 'n8n-nodes-smartsuite verify:live';
const SIGN_TIMEOUT_MS = 5_000;

/** The server that SmartSuite pings, on loopback: a public URL has to lead to its port. */
export interface Receiver {
	port: number;
	/** Since it was armed, in the order they came. */
	readonly arrivals: readonly Arrival[];
	/** How many pings came before. */
	readonly handshakes: number;
	/** Takes pings at this path from now on, and answers each with 200. */
	open(path: string): void;
	/** From now on each webhook is answered as its role says. */
	arm(): void;
	/** Holds the answers of the main webhook back for so long from now on. */
	hold(ms: number): void;
	/** Whether this became true within the time; looked at after each ping. */
	until(isSo: () => boolean, withinMs: number, signal: AbortSignal): Promise<boolean>;
	/** Resolves after so long without a ping. */
	quiet(ms: number, signal: AbortSignal): Promise<void>;
	stop(): Promise<void>;
}

/** @param wantedPort another one is taken where this is not free; 0 is any */
export async function startReceiver(wantedPort = 0): Promise<Receiver> {
	const inbox = new Inbox();
	const server = await listenAt(createServer(appOf(inbox)), wantedPort);
	return {
		port: (server.address() as AddressInfo).port,
		arrivals: inbox.arrivals,
		get handshakes() {
			return inbox.handshakes;
		},
		open: (at) => void (inbox.path = at),
		arm() {
			inbox.isArmed = true;
			inbox.handshakes = inbox.arrivals.splice(0).length;
		},
		hold: (ms) => void (inbox.holdMs = ms),
		until: (isSo, withinMs, signal) => inbox.until(isSo, withinMs, signal),
		async quiet(ms, signal) {
			for (let count = -1; count < inbox.arrivals.length; ) {
				count = inbox.arrivals.length;
				await inbox.until(() => inbox.arrivals.length > count, ms, signal);
			}
		},
		stop: () => closeServer(server),
	};
}

/** What came, and how it is answered. */
class Inbox {
	readonly arrivals: Arrival[] = [];
	handshakes = 0;
	path = '';
	isArmed = false;
	holdMs = 0;
	private readonly changes = new EventEmitter();

	note(arrival: Arrival, response: ServerResponse): void {
		this.arrivals.push(arrival);
		response.once('close', () => {
			if (response.writableFinished) return;
			arrival.hungUpAtMs = performance.now();
			this.changes.emit('change');
		});
		this.changes.emit('change');
	}

	async until(isSo: () => boolean, withinMs: number, signal: AbortSignal): Promise<boolean> {
		const patience = AbortSignal.timeout(Math.max(0, Math.ceil(withinMs)));
		while (!isSo()) {
			const over = AbortSignal.any([signal, patience]);
			await once(this.changes, 'change', { signal: over }).catch(() => {});
			signal.throwIfAborted();
			if (patience.aborted) return isSo();
		}
		return true;
	}
}

function appOf(inbox: Inbox) {
	const app = express();
	app.disable('x-powered-by');
	app.use(express.json({ type: () => true, strict: false }));
	app.post(/.*/, async (request, response) => {
		const [before, role] = splitLast(request.path);
		if (inbox.path === '' || !before.endsWith(inbox.path)) {
			return void response.status(404).end();
		}
		const { body, headers } = request as { body: unknown; headers: Arrival['headers'] };
		const arrival: Arrival = { role: role as Role, atMs: performance.now(), body, headers };
		inbox.note(arrival, response);
		if (role === 'main' && inbox.holdMs > 0) await sleep(inbox.holdMs);
		answer(response, inbox.isArmed ? arrival.role : 'main');
	});
	app.get(/.*/, (_request, response) => void response.send(SIGN));
	return app;
}

async function listenAt(server: Server, port: number): Promise<Server> {
	server.listen(port, '127.0.0.1');
	return await once(server, 'listening').then(
		() => server,
		(error: NodeJS.ErrnoException) => {
			if (error.code === 'EADDRINUSE') return listenAt(server, 0);
			throw error;
		},
	);
}

/** Whether the public URL leads to a receiver, as seen from this machine. */
export async function isReachable(publicUrl: string): Promise<boolean> {
	return await axios.get<string>(publicUrl, { timeout: SIGN_TIMEOUT_MS }).then(
		({ data }) => data === SIGN,
		() => false,
	);
}

/** Empty bodies, as SmartSuite asks; `silent` is never answered. */
function answer(response: ServerResponse, role: Role): void {
	if (role === 'silent') return;
	const status = role === 'no-content' ? 204 : role === 'unavailable' ? 503 : 200;
	response.writeHead(status).end();
}

function splitLast(path: string): [string, string] {
	const at = path.lastIndexOf('/');
	return [path.slice(0, at), path.slice(at + 1)];
}
