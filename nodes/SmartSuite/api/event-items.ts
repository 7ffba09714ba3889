import type { IDataObject } from 'n8n-workflow';

import type { LoggingContext } from '../transport';
import type { ChangeEvent } from './event';
import { labelled } from './label-memory';

/** How items show events: as the API gave them, or flat, with fields by slug or by label. */
export interface EventView {
	isSimple: boolean;
	withLabels: boolean;
}

/**
 * The JSON of one item an event, for both nodes.
 * @throws what reading a table for its labels throws
 */
export async function viewed(
	context: LoggingContext,
	events: readonly ChangeEvent[],
	{ isSimple, withLabels }: EventView,
): Promise<IDataObject[]> {
	if (!isSimple) return events.map(({ raw }) => raw);
	return withLabels ? await labelled(context, events) : events.map(({ simplified }) => simplified);
}
