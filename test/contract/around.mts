import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Emulator } from '../emulator/index.mts';
import { execute, type Run } from './action.mts';
import type { CredentialStore } from './credentials.mts';
import { byId, credentialFor, emulate } from './world.mts';

/** A record, and where it is. */
interface Place {
	tableId: string;
	recordId: string;
}

export interface Around extends Place {
	emulator: Emulator;
	credential: CredentialStore;
}

/** An emulator, the account on it, and a record of the table with a field of each type. */
export async function recordAt(fields: IDataObject = {}): Promise<Around> {
	const emulator = await emulate();
	const tableId = emulator.tables.everything.id;
	const recordId = emulator.records.create(tableId, { title: 'Offer', ...fields }).id;
	return { emulator, credential: credentialFor(emulator), tableId, recordId };
}

/** Runs an operation, for the record where it takes one. */
export async function runAt(
	{ credential, tableId, recordId }: Around,
	choice: `${string} ${string}`,
	parameters: INodeParameters = {},
	run: Run = {},
): Promise<INodeExecutionData[]> {
	const [resource = '', operation = ''] = choice.split(' ');
	const place = { table: byId(tableId), record: byId(recordId) };
	return await execute(credential, { resource, operation, ...place, ...parameters }, run);
}

/** The same, as the items' JSON. */
export async function jsonAt(...args: Parameters<typeof runAt>): Promise<IDataObject[]> {
	return (await runAt(...args)).map(({ json }) => json);
}

/** Calls to a part of the API, by method and path below `/api/v1`, without what is in the query. */
export function callsTo({ emulator }: Pick<Around, 'emulator'>, part: string): string[] {
	return emulator.calls
		.map(({ method, path }) => `${method} ${path.replace(/^\/api\/v1|\?.*$/g, '')}`)
		.filter((call) => call.includes(part));
}
