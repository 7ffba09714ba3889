import { Clock } from './clock.mts';
import type { Pace } from './rate-limit.mts';
import { seededRandom } from './random.mts';
import { createRecord } from './records.mts';
import { seedWorkspace, type Workspace } from './seed/workspace.mts';
import { tableKeeper } from './tables.mts';
import { defaultSwitches, setSwitches, type Switches } from './switches.mts';
import type { Call, JsonObject, Member, Ping, StoredFile, TableRecord, Webhook } from './types.mts';
import type { FaultPlan } from './faults.mts';

export interface EmulatorOptions {
	/** Of what happens by chance, such as lost pings (default 1). */
	seed?: number;
	/** 0, the default, takes a free one. */
	port?: number;
	token?: string;
	accountId?: string;
	switches?: Partial<Switches>;
	/** Whether the clock runs by itself; default true. */
	realTime?: boolean;
}

/** All that the emulator knows, in one place; everything else is functions over it. */
export interface World extends Omit<Workspace, 'records'> {
	token: string;
	accountId: string;
	/** Owner of the token. */
	caller: Member;
	/** Who works by hand, when nobody else is named. */
	worker: Member;
	switches: Switches;
	clock: Clock;
	random: () => number;
	/** Records by table id and record id, deleted ones included (deletion is soft). */
	records: Map<string, Map<string, TableRecord>>;
	/** Oldest first. */
	comments: JsonObject[];
	/** By their handles. */
	files: Map<string, StoredFile>;
	webhooks: Map<string, Webhook>;
	/** Place of the newest event in the sequence of all events. */
	position: number;
	/** Webhooks that have something to announce, with the table it happened in. */
	outbox: Array<{ webhookId: string; tableId?: string }>;
	pace: Pace;
	faults: FaultPlan[];
	/** Ids of events that ListEvents breaks down over. */
	poisoned: Set<string>;
	calls: Call[];
	pings: Ping[];
	/** Called after each change, by whatever made it; `listeners` deliver pings and show the page. */
	changed(): void;
	listeners: Array<() => void>;
	/** Back to the seed; the clock goes on. */
	reset(): void;
}

/** The documentation's example token, "8991625", comes up soon (docs/internals/smartsuite.md 1.7). */
const FIRST_POSITION = 8_991_600;

export function createWorld(options: EmulatorOptions): World {
	const { records, ...workspace } = seedWorkspace();
	const [caller, worker] = workspace.members;
	if (!caller || !worker) throw new Error('The seed needs two members');
	const restoreTables = tableKeeper(workspace.tables);
	const world: World = {
		...workspace,
		token: options.token ?? 'emulator-token',
		accountId: options.accountId ?? 'sv25cxf2',
		caller,
		worker,
		switches: defaultSwitches(),
		clock: new Clock(options.realTime ?? true),
		random: seededRandom(options.seed ?? 1),
		records: new Map(),
		comments: [],
		files: new Map(),
		webhooks: new Map(),
		position: FIRST_POSITION,
		outbox: [],
		pace: { arrivals: [], penaltyUntilMs: 0 },
		faults: [],
		poisoned: new Set(),
		calls: [],
		pings: [],
		listeners: [],
		changed: () => world.listeners.forEach((listener) => listener()),
		reset() {
			restoreTables();
			restoreSeed(world, records, options);
		},
	};
	world.reset();
	return world;
}

/** Lists are emptied, not replaced: tests hold on to them. */
function restoreSeed(
	world: World,
	records: Workspace['records'],
	{ seed, switches }: EmulatorOptions,
): void {
	const { outbox, faults, calls, pings, comments } = world;
	for (const list of [outbox, faults, calls, pings, comments]) list.length = 0;
	world.files.clear();
	world.poisoned.clear();
	setSwitches(world.switches, { ...defaultSwitches(), ...switches });
	world.clock.clear();
	world.random = seededRandom(seed ?? 1);
	world.pace = { arrivals: [], penaltyUntilMs: 0 };
	world.webhooks.clear();
	for (const table of world.tables) {
		world.records.set(table.id, new Map());
		const by = world.caller.id;
		for (const fields of records[table.id] ?? []) createRecord(world, table.id, fields, { by });
	}
	world.changed();
}
