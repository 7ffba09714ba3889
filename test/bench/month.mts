import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import axios from 'axios';
import { startWorld } from '../e2e/world.mts';
import { startEmulator, type Emulator } from '../emulator/index.mts';
import { create, type Changes } from './changes.mts';
import type { Contender } from './contender.mts';
import { watchAll } from './contenders/watch-all.mts';

const QUICK_CRON = fileURLToPath(new URL('../e2e/quick-cron.cjs', import.meta.url));

/** Real milliseconds that stand for an hour: a day takes longer than the trigger waits after readings in vain. */
const HOUR_TAKES_MS = 450;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const HOURS_A_MONTH = 31 * 24;
/** For the ping after publishing, and for the item of the last change. */
const SETTLE_MS = 15_000;

/** A month of 31 days in which nothing changes, and the first change after it. */
export interface QuietMonth {
	contender: string;
	calls: number;
	/** Whether the webhook was still there to tell of the change. */
	isAlive: boolean;
}

/** Passes a quiet month: on a real n8n with a quick clock for ours, by its schedule for each other. */
export async function quietMonth(contender: Contender): Promise<QuietMonth> {
	const { idleListing } = contender;
	const passed =
		idleListing === 'measured'
			? await passOnN8n(contender)
			: await passBySchedule(idleListing?.everyMinutes ?? Infinity);
	return { contender: contender.title, ...passed };
}

async function passOnN8n(contender: Contender) {
	const env = { NODE_OPTIONS: `--require=${QUICK_CRON}`, QUICK_CRON_MS: String(HOUR_TAKES_MS) };
	const world = await startWorld({ name: 'bench-month', env });
	try {
		const { emulator } = world;
		const running = await contender.start(world, 1);
		await sleep(SETTLE_MS);
		const before = emulator.calls.length;
		for (let hour = 0; hour < HOURS_A_MONTH; hour++) {
			await emulator.clock.advance(HOUR_MS);
			await sleep(HOUR_TAKES_MS);
		}
		const calls = emulator.calls.length - before;
		const changes: Changes = new Map();
		create(emulator, 1, changes);
		await sleep(SETTLE_MS);
		const { deliveries } = await running.outcome();
		return { calls, isAlive: deliveries.length === 1 };
	} finally {
		await world.stop();
	}
}

async function passBySchedule(everyMinutes: number) {
	const emulator = await startEmulator();
	try {
		const { id } = watchAll(emulator, emulator.url);
		for (let minute = 1; minute <= HOURS_A_MONTH * 60; minute++) {
			await emulator.clock.advance(MINUTE_MS);
			if (minute % everyMinutes === 0) await listEvents(emulator, id);
		}
		const calls = emulator.calls.length;
		return { calls, isAlive: emulator.webhooks.some(({ status }) => status === 'active') };
	} finally {
		await emulator.stop();
	}
}

async function listEvents({ url, token, accountId }: Emulator, webhookId: string): Promise<void> {
	await axios.post(
		`${url}/smartsuite.webhooks.engine.Webhooks/ListEvents`,
		{ webhook_id: webhookId, page_token: '' },
		{ headers: { Authorization: `Token ${token}`, 'ACCOUNT-ID': accountId }, proxy: false },
	);
}
