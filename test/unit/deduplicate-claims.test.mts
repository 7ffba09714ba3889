import { afterEach, describe, expect, it, vi } from 'vitest';

import { withoutProcessed } from '../../nodes/SmartSuite/trigger/deduplicate.ts';
import { compare, events, executionOf } from './execution.mts';
import type { Record } from './execution.mts';
import { seededRandom } from '../emulator/random.mts';
import { VirtualClock } from './virtual-clock.mts';

const ROUNDS = 200;
/** Each worker has two of these at least in common with each other one. */
const EVENTS_OF = [
	['before', 'one', 'two'],
	['one', 'two', 'after'],
	['before', 'one', 'two', 'after'],
];

interface Database {
	/** What it holds at first; nothing before the first execution of a node. */
	held?: string[];
	/** Which share of the writes stalls, for up to 400 ms. */
	stalling?: number;
	/** How long reading and writing take together. */
	tookMs?: (random: () => number) => number;
}

/** Mostly quick: a worker who is quick himself has to wait for those who are not. */
const varying = (random: () => number) => 2 + (random() < 0.6 ? 2 : 43) * random();
const alwaysSlow = (random: () => number) => 200 + 250 * random();

/** n8n's record of one node, which is read and later written back as a whole, without a lock. */
function recordIn(database: Database, clock: VirtualClock, random: () => number) {
	const { held, stalling = 0, tookMs: time = varying } = database;
	let row = held;
	const record: Record = async (values, _scope, { maxEntries }) => {
		const tookMs = time(random);
		const readAfterMs = tookMs * random();
		const stallMs = random() < stalling ? 400 * random() : 0;
		await clock.sleep(readAfterMs);
		const read = row;
		await clock.sleep(tookMs - readAfterMs + stallMs);
		if (!read && row) throw new Error('UNIQUE constraint failed');
		const { answer, then } = compare(read ?? [], values, maxEntries);
		row = then;
		return answer;
	};
	return record;
}

/** How often each event passes where two or three workers of a node have it within 60 ms. */
async function passes(database: Database, seed: number): Promise<number[]> {
	const clock = new VirtualClock();
	const random = seededRandom(seed);
	// What n8n's `sleep` waits with, and what the node takes the time with.
	vi.stubGlobal('setTimeout', (happen: () => void, ms: number) => clock.after(ms, happen));
	vi.spyOn(performance, 'now').mockImplementation(() => clock.now());
	const passed = new Map<string, number>();
	for (let round = 0; round < ROUNDS; round++) {
		const record = recordIn(database, clock, random);
		const run = async (worker: number, ids: string[]) => {
			await clock.sleep(60 * random());
			const { context } = executionOf(record, events(...ids), { executionId: String(worker) });
			for (const { json } of await withoutProcessed(context)) {
				const id = json.event_id as string;
				passed.set(id, (passed.get(id) ?? 0) + 1);
			}
		};
		for (const [worker, names] of EVENTS_OF.slice(0, 2 + (round % 2)).entries()) {
			const ids = names.map((name) => `${round} ${name}`);
			for (const id of ids) passed.set(id, passed.get(id) ?? 0);
			void run(worker, ids);
		}
	}
	await clock.run();
	return [...passed.values()];
}

describe('events that several workers have at once', () => {
	afterEach(() => {
		vi.unstubAllGlobals();
		vi.restoreAllMocks();
	});

	const situations = [
		{ when: 'at the first executions of the node', held: undefined },
		{ when: 'later', held: ['w.1'] },
	].flatMap((situation) => [1, 2, 3].map((seed) => ({ ...situation, seed })));

	it.each(situations)('pass just once $when ($seed)', async ({ held, seed }) => {
		const counts = await passes({ held }, seed);
		expect(counts).toEqual(Array(ROUNDS * 4).fill(1));
	});

	it.each(situations)('pass just once where the database is slow, $when ($seed)', async (where) => {
		const counts = await passes({ held: where.held, tookMs: alwaysSlow }, where.seed);
		expect(counts).toEqual(Array(ROUNDS * 4).fill(1));
	});

	it.each(situations)(
		'are never lost where the database stalls at times, $when ($seed)',
		async ({ held, seed }) => {
			const counts = await passes({ held, stalling: 0.02 }, seed);
			expect(Math.min(...counts)).toBe(1);
			// Without a second look it is one in twelve.
			expect(counts.filter((count) => count > 1).length).toBeLessThan(counts.length / 30);
		},
	);
});
