import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { smartSuiteApi } from './api.mts';
import { controlApi } from './control.mts';
import type { Fault, FaultMatcher } from './faults.mts';
import { Pinger } from './pings.mts';
import { createRecord, deleteRecord, updateRecord } from './records.mts';
import { closeServer } from './server.mts';
import type { Switches } from './switches.mts';
import type { Clock } from './clock.mts';
import type { Call, JsonObject, Member, Ping, Solution, Table, TableRecord } from './types.mts';
import { elsewhere, webhookStates, type Elsewhere, type WebhookState } from './views.mts';
import { createWorld, type EmulatorOptions, type World } from './world.mts';

export type { Call, EmulatorOptions, Fault, Switches, WebhookState };

/** A SmartSuite of one's own, on loopback: both hosts, the page, and the means to move it. */
export interface Emulator {
	/** `http://127.0.0.1:<port>`: base URL of both hosts, and address of the page. */
	url: string;
	token: string;
	accountId: string;
	/** The demo solution, with Tasks and Contacts; the second has Deals, and Everything with a field of each type. */
	solution: Solution;
	tables: { tasks: Table; contacts: Table; deals: Table; everything: Table };
	/** All solutions: the demo one, a second one, a hidden one. */
	solutions: Solution[];
	members: Member[];
	/** May be assigned to at any time; see switches.mts. */
	switches: Switches;
	clock: Clock;
	/** Records changed by a person (`by`: member id, default the second member). */
	records: {
		create(tableId: string, fields?: JsonObject, by?: string): TableRecord;
		update(tableId: string, recordId: string, fields: JsonObject, by?: string): TableRecord;
		delete(tableId: string, recordId: string, by?: string): TableRecord;
	};
	/** The webhooks as they stand at this moment, oldest first. */
	readonly webhooks: WebhookState[];
	/** What other people do to webhooks, tables and fields, without an API call of ours. */
	elsewhere: Elsewhere;
	/** Every API call; emptied by `reset`. */
	calls: Call[];
	/** Every attempt to deliver a ping; emptied by `reset`. */
	pings: Ping[];
	/** Resolves when no ping is on its way; retries that wait for the clock do not count. */
	pingsSettled(): Promise<void>;
	faults: {
		/** The next calls that match meet the fault, all with `times` Infinity; see faults.mts. */
		next(matcher: FaultMatcher, fault: Fault, times?: number): void;
		clear(): void;
	};
	/** Ids of events: ListEvents answers 500 to every call for a page with one of them. */
	poisoned: Set<string>;
	/** Everything as after the start, switches too; only the clock goes on. */
	reset(): void;
	/** Closes the port and all connections at once. */
	stop(): Promise<void>;
}

export async function startEmulator(options: EmulatorOptions = {}): Promise<Emulator> {
	const world = createWorld(options);
	const pinger = new Pinger(world);
	world.listeners.push(() => pinger.flush());
	const reset = () => {
		pinger.abort();
		world.reset();
	};
	const server = await listen(world, reset, options.port ?? 0);
	const { port } = server.address() as AddressInfo;
	const { token, accountId, solutions, members, switches, clock, calls, pings, poisoned } = world;
	return {
		url: `http://127.0.0.1:${port}`,
		token,
		accountId,
		...demoOf(world),
		solutions,
		members,
		switches,
		clock,
		records: recordsByHand(world),
		get webhooks() {
			return webhookStates(world);
		},
		elsewhere: elsewhere(world),
		calls,
		pings,
		pingsSettled: () => pinger.settled(),
		faults: faultPlanner(world),
		poisoned,
		reset,
		async stop() {
			if (!server.listening) return;
			pinger.abort();
			clock.clear();
			await closeServer(server);
		},
	};
}

async function listen(world: World, reset: () => void, port: number): Promise<Server> {
	const app = express();
	app.disable('x-powered-by');
	app.use(controlApi(world, reset));
	app.use(express.raw({ type: () => true, limit: '10mb' }), smartSuiteApi(world));
	const server = createServer(app).listen(port, '127.0.0.1');
	await once(server, 'listening');
	return server;
}

/** What tests work with, out of all that the seed has. */
function demoOf(world: World): Pick<Emulator, 'solution' | 'tables'> {
	const [solution] = world.solutions;
	const [tasks, contacts, deals, , everything] = world.tables;
	if (!solution || !tasks || !contacts || !deals || !everything)
		throw new Error('The seed lacks a table');
	return { solution, tables: { tasks, contacts, deals, everything } };
}

function recordsByHand(world: World): Emulator['records'] {
	return {
		create: (tableId, fields = {}, by) => createRecord(world, tableId, fields, { by }),
		update: (tableId, id, fields, by) => updateRecord(world, tableId, id, fields, { by }),
		delete: (tableId, id, by) => deleteRecord(world, tableId, id, { by }),
	};
}

function faultPlanner({ faults }: World): Emulator['faults'] {
	return {
		next: (matcher, fault, times = 1) => void faults.push({ matcher, fault, times }),
		clear: () => void (faults.length = 0),
	};
}
