import { median } from 'simple-statistics';
import { byId } from '../e2e/nodes.mts';
import { startWorld } from '../e2e/world.mts';

const OPENINGS = 20;
const ANSWER_MS = 100;

/** How long n8n takes to give the editor the fields of a table, in ms. */
export interface MapperTime {
	/** With a call to SmartSuite. */
	first: number;
	/** Medians and most of the openings after it, from memory. */
	median: number;
	most: number;
	/** Calls to SmartSuite, of all openings. */
	calls: number;
}

/** Opens the fields of Record > Create as the editor does, of the table with a field of each type. */
export async function mapperTime(): Promise<MapperTime> {
	const world = await startWorld({ name: 'bench-mapper' });
	const { client, credential, emulator } = world;
	const table = byId(emulator.tables.everything.id);
	const request = {
		path: 'parameters.columns',
		methodName: 'getRecordColumns',
		nodeTypeAndVersion: { name: 'n8n-nodes-smartsuite.smartSuite', version: 1 },
		currentNodeParameters: { resource: 'record', operation: 'create', table },
		credentials: { smartSuiteApi: credential },
	};
	const open = async () => {
		const startedAt = performance.now();
		const answer = await client.rest.post(
			'/dynamic-node-parameters/resource-mapper-fields',
			request,
		);
		const took = performance.now() - startedAt;
		const { fields } = answer as { fields: unknown[] };
		if (fields.length === 0) throw new Error('The mapper has no fields.');
		return took;
	};
	try {
		emulator.faults.next({}, { delayMs: ANSWER_MS }, Infinity);
		const callsBefore = emulator.calls.length;
		const first = await open();
		const later: number[] = [];
		for (let nth = 0; nth < OPENINGS; nth++) later.push(await open());
		const calls = emulator.calls.length - callsBefore;
		return { first, median: median(later), most: Math.max(...later), calls };
	} finally {
		await world.stop();
	}
}
