import type { INodeExecutionData } from 'n8n-workflow';

import type { ChangeEvent } from '../api';
import { RAW_BY_SLUG, viewed } from '../fields';
import type { Cursor, TriggerContext } from './cursor';
import type { Drained } from './drain';
import { recentlyHandedOver } from './place';
import type { ItemSettings } from './settings';

/** Event ids that an execution carries with it: pages overlap by few. */
const MOST_CARRIED = 50;

/**
 * The events as items, as the node's parameters want them: without the changes of ignored members,
 * simplified or as the API gave them, with fields and values as they are wanted. The first one carries what
 * `execute()` is to know.
 */
export async function toItems(
	context: TriggerContext,
	events: ChangeEvent[],
	{ cursor, isRereading }: Pick<Drained, 'cursor' | 'isRereading'>,
	{ ignoredMembers, view }: ItemSettings,
): Promise<INodeExecutionData[]> {
	const wanted = events.filter(({ memberId }) => !ignoredMembers.includes(memberId));
	const jsons = await viewed(context, wanted, view).catch(
		async () => await viewed(context, wanted, { ...view, ...RAW_BY_SLUG }),
	);
	const drained = { isRereading, recently: recentlyHandedOver(cursor.live), cursor: slim(cursor) };
	return jsons.map((json, nth) => (nth === 0 ? { json, drained } : { json }));
}

/** A cursor that is small beside the items. */
function slim(cursor: Cursor): object {
	const recentEventIds = cursor.live.recentEventIds.slice(-MOST_CARRIED);
	return { ...cursor, live: { ...cursor.live, recentEventIds } };
}
