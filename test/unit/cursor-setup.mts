import type { IDataObject, IExecuteFunctions, IHookFunctions } from 'n8n-workflow';

import type { Cursor } from '../../nodes/SmartSuite/trigger/cursor.ts';
import type { Place } from '../../nodes/SmartSuite/trigger/place.ts';
import { placeOf } from './place-setup.mts';

export const OWNER = 'n8n-1 workflow-1 node-1';

/** A node with this static data; n8n, workflow and node may be others. */
export function nodeWith(
	staticData: IDataObject,
	{ n8n = 'n8n-1', workflow = 'workflow-1', node = 'node-1', mode = 'webhook' } = {},
) {
	const context = {
		getWorkflowStaticData: () => staticData,
		getInstanceId: () => n8n,
		getWorkflow: () => ({ id: workflow }),
		getNode: () => ({ id: node }),
		getMode: () => mode,
	};
	return context as unknown as IHookFunctions & IExecuteFunctions;
}

/** The place of a webhook that has handed over so much. */
export const at = (webhookId: string, commits = 0, differs: Partial<Place> = {}) =>
	placeOf({ webhookId, commits, ...differs });

export const cursorOf = (live: Place, generation = 0, earlier: Place[] = []): Cursor => ({
	live,
	earlier,
	generation,
});

/** What JSON makes of it, as n8n's database does. */
export const saved = (data: object) => JSON.parse(JSON.stringify(data)) as IDataObject;
