import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { closeServer } from '../emulator/server.mts';

/** The system behind a workflow: it keeps what each delivery brought, also one that comes twice. */
export interface Receiver {
	url: string;
	/** The bodies of all deliveries, in order. */
	readonly deliveries: string[][];
	/** The address of a spreadsheet of its own. */
	spreadsheetUrl: string;
	/** Has the spreadsheet hold this, as CSV. */
	fillSpreadsheet(csv: string): void;
	stop(): Promise<void>;
}

const SPREADSHEET = '/spreadsheet.csv';

/** Starts a receiver of JSON lists of ids on a free port of loopback. */
export async function startReceiver(): Promise<Receiver> {
	const deliveries: string[][] = [];
	let spreadsheet = '';
	const app = express();
	app.use(express.json({ limit: '50mb' }));
	app.post('/', (request, response) => {
		deliveries.push(request.body as string[]);
		response.json({});
	});
	app.get(SPREADSHEET, (_request, response) => {
		response.type('text/csv').send(spreadsheet);
	});
	const server = createServer(app).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const origin = `http://127.0.0.1:${port}`;
	return {
		url: `${origin}/`,
		deliveries,
		spreadsheetUrl: `${origin}${SPREADSHEET}`,
		fillSpreadsheet: (csv) => void (spreadsheet = csv),
		stop: () => closeServer(server),
	};
}
