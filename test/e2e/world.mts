import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import getPort from 'get-port';
import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator/index.mts';
import { startLastingN8n, type LastingN8n } from './lasting-n8n.mts';
import { openN8n, type CredentialReference, type N8nClient, type Owner } from './n8n-client.mts';
import { createN8nHome, type N8nHome } from './n8n-home.mts';
import { installN8n } from './n8n-install.mts';
import { OUTPUT, packPackage } from './package.mts';
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
export interface World {
	emulator: Emulator;
	n8n: LastingN8n;
	/** The owner at work, logged in. */
	client: N8nClient;
	owner: Owner;
	credential: CredentialReference;
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
export async function startWorld(options: WorldOptions): Promise<World> {
	const { name, env, ports, signal } = options;
	const install = await installN8n(options.n8nVersion);
	const output = join(OUTPUT, name);
	await rm(output, { recursive: true, force: true });

	const parts: Array<() => Promise<void>> = [];
	const stop = async () => {
		for (const end of parts.splice(0).reverse()) await end();
	};
	try {
		const home = await createN8nHome();
		parts.push(() => home.remove());
		await step('Building and packing n8n-nodes-smartsuite', async () =>
			home.installPackage(await packPackage(home.folder)),
		);

		const emulatorPort = await getPort({ port: ports?.emulator });
		const emulator = await startEmulator({ ...options.emulator, port: emulatorPort });
		parts.push(() => emulator.stop());

		const port = await getPort({ port: ports?.n8n });
		const logFile = join(output, 'n8n.log');
		const n8n = await step(`Starting n8n ${install.version}`, () =>
			startLastingN8n({ install, home, logFile, port, env, signal }),
		);
		parts.push(() => n8n.stop());

		const client = openN8n(n8n.url);
		await client.setUpOwner(OWNER);
		const account = credentialData(emulator);
		const credential = await client.createCredential('smartSuiteApi', 'Emulator', account);
		return { emulator, n8n, client, owner: OWNER, credential, home, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

/** What a person fills in for the emulator (design section 3). */
export function credentialData({ token, accountId, url }: Emulator): Record<string, unknown> {
	const hosts = { apiUrl: url, webhooksUrl: url };
	return { apiToken: token, accountId, ...hosts, requestsPerSecond: 5 };
}
