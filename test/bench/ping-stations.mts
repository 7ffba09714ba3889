import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from 'simple-statistics';
import { OUTPUT } from '../e2e/package.mts';
import { startWorld } from '../e2e/world.mts';
import { createOver } from './changes.mts';
import { trigger } from './contenders/trigger.mts';

const PROBE = fileURLToPath(new URL('probe.cjs', import.meta.url));
const WARM_UP = { changes: 4, ms: 6_000 };
const PINGS = { changes: 30, ms: 60_000 };
const SETTLE_MS = 6_000;

/** What each part of a ping's way is called, by the station of probe.cjs at which it ends. */
const PARTS: Record<string, string> = {
	received: 'SmartSuite sends the ping',
	called: 'n8n receives it',
	departed: 'Waits for its turn',
	requested: 'Prepares the request',
	responded: 'SmartSuite lists the events',
	'handed over': 'Parses and hands over',
	executed: 'n8n stores and starts the execution',
	'de-duplicated': 'De-duplicates',
	downstream: 'n8n goes on to the next node',
};

/** One part of the way, and its median in ms. */
export interface Part {
	part: string;
	ms: number;
}

/** Where the time goes from a change to the next node, of single changes. */
export async function pingStations(): Promise<Part[]> {
	const file = join(OUTPUT, 'bench-stations.jsonl');
	const env = { NODE_OPTIONS: `--require=${PROBE}`, PING_PROBE: file };
	const world = await startWorld({ name: 'bench-stations', env });
	try {
		const running = await trigger.start(world, 1);
		await createOver(world.emulator, WARM_UP.changes, WARM_UP.ms);
		await sleep(SETTLE_MS);
		await rm(file);
		const changes = await createOver(world.emulator, PINGS.changes, PINGS.ms);
		await sleep(SETTLE_MS);
		const { deliveries } = await running.outcome();
		const seen = await readStations(file);
		const ends = new Map(deliveries.map(({ recordId, at }) => [recordId, at]));
		const ways = [...changes].map(([id, from]) => wayOf(seen, from, ends.get(id) ?? NaN));
		return Object.entries(PARTS).map(([station, part]) => ({
			part,
			ms: median(ways.map((way) => way[station] ?? 0)),
		}));
	} finally {
		await world.stop();
	}
}

interface Seen {
	station: string;
	/** ms since 1970. */
	at: number;
}

async function readStations(file: string): Promise<Seen[]> {
	const lines = (await readFile(file, 'utf8')).trim().split('\n');
	return lines.map((line) => JSON.parse(line) as Seen);
}

/** Milliseconds from each station to the next, of the ping after a change. */
function wayOf(seen: Seen[], from: number, end: number): Record<string, number> {
	const way: Record<string, number> = {};
	let last = from;
	for (const station of Object.keys(PARTS)) {
		const found = seen.find((one) => one.station === station && one.at >= from);
		const at = station === 'downstream' ? end : (found?.at ?? NaN);
		// n8n tells when a node began in whole ms.
		way[station] = Math.max(0, at - last);
		last = Math.max(last, at);
	}
	return way;
}
