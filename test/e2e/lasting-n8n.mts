import getPort from 'get-port';
import { startN8n, type N8nOptions, type N8nServer } from './n8n-server.mts';

interface Restart {
	/** SIGKILL instead of an orderly end. */
	kill?: boolean;
	/** Instead of the first start's additions to the environment: another public URL, ... */
	env?: Record<string, string>;
}

/** An n8n that keeps its address, database and log file while its processes come and go. */
export interface LastingN8n {
	url: string;
	logFile: string;
	/** The process that runs now, or ran last. */
	readonly server: N8nServer;
	/** Ends n8n and starts it again; returns when it is ready. */
	restart(how?: Restart): Promise<void>;
	stop(): Promise<void>;
}

/** Starts an n8n that can be restarted. Throws as `startN8n` does. */
export async function startLastingN8n(options: N8nOptions): Promise<LastingN8n> {
	const port = options.port ?? (await getPort());
	let server = await startN8n({ ...options, port });
	return {
		url: server.url,
		logFile: options.logFile,
		get server() {
			return server;
		},
		async restart({ kill = false, env = options.env } = {}) {
			await (kill ? server.kill() : server.stop());
			server = await startN8n({ ...options, port, env });
		},
		stop: () => server.stop(),
	};
}
