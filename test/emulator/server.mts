import { once } from 'node:events';
import type { Server } from 'node:http';

/** Closes the port and all connections, and returns when both are gone. */
export async function closeServer(server: Server): Promise<void> {
	server.close();
	server.closeAllConnections();
	await once(server, 'close');
}
