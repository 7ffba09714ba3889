import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Emulator } from '../emulator/index.mts';
import { execute, type Run } from './action.mts';
import type { CredentialStore } from './credentials.mts';
import { byId, credentialFor } from './world.mts';

/** Parameters of an operation of records, in the mode JSON. */
export function ofRecord(
	operation: string,
	tableId: string,
	more: INodeParameters = {},
): INodeParameters {
	return { resource: 'record', operation, table: byId(tableId), inputMode: 'json', ...more };
}

/** What the operation gives, item by item. */
export async function jsonOf(
	emulator: Emulator,
	parameters: INodeParameters,
	run: Run = {},
	credential: CredentialStore = credentialFor(emulator),
): Promise<IDataObject[]> {
	return (await execute(credential, parameters, run)).map(({ json }) => json);
}

/** Calls by method and path, without the ids in it and without its query. */
export function callsIn({ calls }: Emulator): string[] {
	return calls.map(
		({ method, path }) => `${method} ${path.replace(/[0-9a-f]{24}/g, '*').replace(/\?.*/, '')}`,
	);
}
