import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import getPort from 'get-port';
import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator/index.mts';
import { SEED } from './evidence.mts';
import { startLastingN8n, type LastingN8n } from './lasting-n8n.mts';
import { N8nClient, type CredentialReference, type Owner } from './n8n-client.mts';
import { createN8nHome, type N8nHome } from './n8n-home.mts';
import { installN8n } from './n8n-install.mts';
import { OUTPUT, packPackage } from './package.mts';
import { Parts } from './parts.mts';
import { step } from './progress.mts';

export interface WorldOptions {
	/** Names the folder below `.test-output` that n8n's log goes to; it is emptied first. */
	name: string;
	n8nVersion?: string;
	/** Added to n8n's environment. */
	env?: Record<string, string>;
	/** How the emulator behaves, for instance its switches. */
	emulator?: Omit<EmulatorOptions, 'port'>;
	/** Taken when free, else another free one. */
	ports?: { n8n: number; emulator: number };
	/** Gives up, undoes all and throws. */
	signal?: AbortSignal;
}

/** SmartSuite's stand-in and a real n8n that has this package, an owner and a credential. */
export interface Stage {
	emulator: Emulator;
	/** Where n8n answers, without a trailing slash. */
	n8n: { url: string };
	/** The owner at work, logged in. */
	client: N8nClient;
	credential: CredentialReference;
	/** The folder of its log files. */
	logs: string;
}

/** The same with an n8n of one process. */
export interface World extends Stage {
	n8n: LastingN8n;
	owner: Owner;
	/** n8n's user folder. */
	home: N8nHome;
	/** Ends both and removes n8n's user folder; the log stays. */
	stop(): Promise<void>;
}

const OWNER: Owner = { email: 'demo@example.com', password: 'SmartSuite2026' };

/**
 * Installs what is missing, builds and packs this package, and starts the whole world.
 *
 * @throws {Error} when a part does not start; the parts that did are ended then
 */
export function startWorld(options: WorldOptions): Promise<World> {
	return Parts.allOrNone(async (parts) => {
		const { name, env, ports, signal } = options;
		const install = await installN8n(options.n8nVersion);
		const output = join(OUTPUT, name);
		await rm(output, { recursive: true, force: true });

		const home = parts.keepFolder(await createN8nHome());
		await step('Building and packing n8n-nodes-smartsuite', async () =>
			home.installPackage(await packPackage(home.folder)),
		);

		const emulatorPort = await getPort({ port: ports?.emulator });
		const emulator = parts.keep(
			await startEmulator({ seed: SEED, ...options.emulator, port: emulatorPort }),
		);

		const port = await getPort({ port: ports?.n8n });
		const logFile = join(output, 'n8n.log');
		const n8n = parts.keep(
			await step(`Starting n8n ${install.version}`, () =>
				startLastingN8n({ install, home, logFile, port, env, signal }),
			),
		);

		const client = new N8nClient(n8n.url);
		const credential = await settle(client, emulator);
		const stop = parts.stop;
		return { emulator, n8n, client, owner: OWNER, credential, home, logs: output, stop };
	});
}

/** Sets up a new n8n's owner, and the credential of the emulator. */
export async function settle(client: N8nClient, emulator: Emulator): Promise<CredentialReference> {
	await client.setUpOwner(OWNER);
	return await client.createCredential('smartSuiteApi', 'Emulator', credentialData(emulator));
}

/** What a person fills in for the emulator. */
export function credentialData({ token, accountId, url }: Emulator): Record<string, unknown> {
	const hosts = { apiUrl: url, webhooksUrl: url };
	return { apiToken: token, accountId, ...hosts, requestsPerSecond: 5 };
}
