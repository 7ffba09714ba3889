import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startEmulator, type EmulatorOptions } from '../emulator/index.mts';
import { SEED } from './evidence.mts';
import { startLastingN8n, type LastingN8n } from './lasting-n8n.mts';
import { N8nClient } from './n8n-client.mts';
import { createN8nHome } from './n8n-home.mts';
import { installN8n, type N8nInstall } from './n8n-install.mts';
import type { N8nCommand } from './n8n-server.mts';
import { OUTPUT, packPackage } from './package.mts';
import { Parts } from './parts.mts';
import { startPingProxy } from './ping-proxy.mts';
import { startPostgres } from './postgres.mts';
import { step } from './progress.mts';
import { startRedis } from './redis.mts';
import { settle, type Stage } from './world.mts';

/** The processes of n8n's queue mode, in the order in which they start: main migrates the database. */
const PROCESSES = {
	main: 'start',
	'worker 1': 'worker',
	'worker 2': 'worker',
	'webhook processor 1': 'webhook',
	'webhook processor 2': 'webhook',
} as const satisfies Record<string, N8nCommand>;

export type ProcessName = keyof typeof PROCESSES;

/** A real n8n in queue mode, behind one address, with SmartSuite's stand-in. */
export interface QueueWorld extends Stage {
	processes: Record<ProcessName, LastingN8n>;
	stop(): Promise<void>;
}

interface Options {
	/** Names the folder below `.test-output` that the logs go to; it is emptied first. */
	name: string;
	emulator?: Omit<EmulatorOptions, 'port'>;
	/** Processes that do not get this package. */
	without?: readonly ProcessName[];
}

/**
 * Starts PostgreSQL, Redis, one main, two workers, two webhook processors and a proxy that spreads the
 * pings. About two minutes.
 *
 * @throws {Error} when a part does not start; the parts that did are ended then
 */
export function startQueueWorld({
	name,
	emulator: switches,
	without = [],
}: Options): Promise<QueueWorld> {
	return Parts.allOrNone(async (parts) => {
		const install = await installN8n();
		const output = join(OUTPUT, name);
		await rm(output, { recursive: true, force: true });

		const emulator = parts.keep(await startEmulator({ seed: SEED, ...switches }));
		const proxy = parts.keep(await startPingProxy());
		const env = {
			...(await startStores(parts, output)),
			EXECUTIONS_MODE: 'queue',
			N8N_ENCRYPTION_KEY: randomBytes(24).toString('base64'),
			WEBHOOK_URL: `${proxy.url}/`,
			N8N_DISABLE_PRODUCTION_MAIN_PROCESS: 'true',
		};
		const processes = await startProcesses(parts, { install, output, env, without });
		const webhooks = [processes['webhook processor 1'].url, processes['webhook processor 2'].url];
		proxy.route({ main: processes.main.url, webhooks });

		const client = new N8nClient(proxy.url);
		const credential = await settle(client, emulator);
		const n8n = { url: proxy.url };
		return { emulator, n8n, client, credential, processes, logs: output, stop: parts.stop };
	});
}

type Environment = Record<string, string>;

/** @returns how n8n finds them */
async function startStores(parts: Parts, output: string): Promise<Environment> {
	const postgres = parts.keep(await startPostgres(join(output, 'postgres.log')));
	const redis = parts.keep(await startRedis(join(output, 'redis.log')));
	return { ...postgres.env, ...redis.env };
}

interface Start {
	install: N8nInstall;
	output: string;
	env: Environment;
	without: readonly ProcessName[];
}

/** Each has a user folder of its own, as on machines of their own. */
async function startProcesses(
	parts: Parts,
	{ install, output, env, without }: Start,
): Promise<QueueWorld['processes']> {
	const packed = parts.keepFolder(await createN8nHome());
	const tarball = await step('Building and packing n8n-nodes-smartsuite', () =>
		packPackage(packed.folder),
	);

	const start = async (process: ProcessName) => {
		const home = parts.keepFolder(await createN8nHome());
		if (!without.includes(process)) await home.installPackage(tarball);
		const logFile = join(output, `${process}.log`);
		const options = { install, home, logFile, env, command: PROCESSES[process] };
		return parts.keep(await step(`Starting n8n's ${process}`, () => startLastingN8n(options)));
	};
	return {
		main: await start('main'),
		'worker 1': await start('worker 1'),
		'worker 2': await start('worker 2'),
		'webhook processor 1': await start('webhook processor 1'),
		'webhook processor 2': await start('webhook processor 2'),
	};
}
