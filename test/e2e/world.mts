import { join } from 'node:path';
import getPort from 'get-port';
import { startEmulator, type Emulator, type EmulatorOptions } from '../emulator/index.mts';
import { openN8n, type CredentialReference, type N8nClient, type Owner } from './n8n-client.mts';
import { createN8nHome, type N8nHome } from './n8n-home.mts';
import { installN8n } from './n8n-install.mts';
import { startN8n, type N8nServer } from './n8n-server.mts';
import { OUTPUT, packPackage } from './package.mts';
import { step } from './progress.mts';

export interface WorldOptions {
	/** Names the folder below `.test-output` that n8n's log goes to. */
	name: string;
	n8nVersion?: string;
	/** Added to n8n's environment. */
	env?: Record<string, string>;
	/** How the emulator behaves, for instance its switches. */
	emulator?: Omit<EmulatorOptions, 'port'>;
	/** Taken when free, else another free one. */
	ports?: { n8n: number; emulator: number };
	owner?: Owner;
	/** Gives up, undoes all and throws. */
	signal?: AbortSignal;
}

interface Restart {
	/** SIGKILL instead of an orderly end. */
	kill?: boolean;
	/** Instead of the first start's additions to the environment. */
	env?: Record<string, string>;
}

/** SmartSuite's stand-in and a real n8n that has this package, an owner and a credential. */
export interface World {
	emulator: Emulator;
	client: N8nClient;
	owner: Owner;
	credential: CredentialReference;
	/** n8n's user folder. */
	home: N8nHome;
	/** The n8n that runs now. */
	readonly n8n: N8nServer;
	/** Ends n8n and starts it again on the same port and database. */
	restart(how?: Restart): Promise<void>;
	/** Ends both and removes n8n's user folder; the log stays. */
	stop(): Promise<void>;
}

const DEMO_OWNER: Owner = { email: 'demo@example.com', password: 'SmartSuite2026' };

/**
 * Installs what is missing, builds and packs this package, and starts the whole world.
 *
 * @throws {Error} when a part does not start; the parts that did are ended then
 */
export async function startWorld(options: WorldOptions): Promise<World> {
	const { name, ports, signal, owner = DEMO_OWNER } = options;
	const install = await installN8n(options.n8nVersion);
	const undo: Array<() => Promise<void>> = [];
	const stop = async () => {
		for (const undoOne of undo.splice(0).reverse()) await undoOne();
	};
	try {
		const home = await createN8nHome();
		undo.push(() => home.remove());
		await step('Building and packing n8n-nodes-smartsuite', async () =>
			home.installPackage(await packPackage(home.folder)),
		);
		const emulator = await startEmulator({
			...options.emulator,
			port: await getPort({ port: ports?.emulator }),
		});
		undo.push(() => emulator.stop());

		const place = {
			install,
			home,
			logFile: join(OUTPUT, name, 'n8n.log'),
			port: await getPort({ port: ports?.n8n }),
			signal,
		};
		const start = (env = options.env) => startN8n({ ...place, env });
		let n8n = await step(`Starting n8n ${install.version}`, () => start());
		undo.push(() => n8n.stop());

		const client = openN8n(n8n.url);
		await client.setUpOwner(owner);
		const credential = await client.createCredential(
			'smartSuiteApi',
			'SmartSuite account',
			credentialData(emulator),
		);
		return {
			emulator,
			client,
			owner,
			credential,
			home,
			get n8n() {
				return n8n;
			},
			async restart({ kill = false, env } = {}) {
				await (kill ? n8n.kill() : n8n.stop());
				n8n = await start(env);
			},
			stop,
		};
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
