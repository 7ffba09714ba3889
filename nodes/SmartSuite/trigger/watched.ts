import { getTable, listTables, tableIdsOf } from '../api';
import { recover } from '../transport';
import type { TriggerContext } from './cursor';
import { HASTE } from './own-webhook';
import type { WantedWebhook } from './own-webhook';

/** Something that the trigger watches and that is not there any more. */
export interface Gone {
	what: string;
	description: string;
}

const DESCRIPTION =
	"No changes can come from there. Open the trigger, choose anew what to watch, and publish the workflow. If it is still there in SmartSuite, the token's owner may not see it any more.";

/**
 * Looks whether the tables and fields that the trigger watches still exist: SmartSuite sends no pings for those
 * that do not, and says nothing. One call; none where the whole solution is watched. What cannot be looked
 * up is taken to be there.
 */
export async function whatIsGone(
	context: TriggerContext,
	{ filter, solutionId }: WantedWebhook,
): Promise<Gone | undefined> {
	const tableIds = tableIdsOf({ filter });
	if (tableIds.length === 0) return undefined;
	const missing =
		'application' in filter
			? await missingFields(context, filter.application)
			: await missingTables(context, solutionId, tableIds).catch(() => []);
	if (missing.length === 0) return undefined;
	return {
		what: `The SmartSuite Trigger watches what is gone: ${missing.join(', ')}`,
		description: DESCRIPTION,
	};
}

async function missingTables(
	context: TriggerContext,
	solutionId: string,
	tableIds: string[],
): Promise<string[]> {
	const known = new Set((await listTables(context, solutionId)).map(({ id }) => id));
	return tableIds.filter((id) => !known.has(id)).map((id) => `table ${id}`);
}

async function missingFields(
	context: TriggerContext,
	{ application_id, field_ids }: { application_id: string; field_ids: string[] },
): Promise<string[]> {
	const read = async () => {
		const { name, fields } = await getTable(context, application_id, HASTE);
		const known = new Set(fields.map(({ slug }) => slug));
		const missing = field_ids.filter((slug) => !known.has(slug));
		return missing.map((slug) => `field ${slug} of table ${name}`);
	};
	const gone = async () => [`table ${application_id}`];
	return await recover(read(), ['missing'], gone).catch(() => []);
}
