import type { JsonObject, Kind, Webhook } from '../types.mts';
import type { World } from '../world.mts';

/** Added where a table or a solution has nothing that the filter does not name. */
const UNHEARD_OF_ID = 'ffffffffffffffffffffffff';

/** A webhook's kinds and filter as answers show them, which the switch `filterEcho` decides. */
export function echoOf(world: World, webhook: Webhook): { filter?: JsonObject; kinds: Kind[] } {
	const { kinds, filter } = webhook;
	switch (world.switches.filterEcho) {
		case 'as-sent':
			return { filter, kinds };
		case 'reordered':
			return { filter: withIds(webhook, (ids) => ids.toReversed()), kinds: kinds.toReversed() };
		case 'doubled':
			return { filter: withIds(webhook, (ids) => ids.flatMap((id) => [id, id])), kinds };
		case 'one-more':
			return { filter: withIds(webhook, (ids) => [...ids, anotherId(world, webhook, ids)]), kinds };
		case 'omitted':
			return { kinds };
	}
}

/** The filter with other ids of tables, or of fields; one on a solution has neither. */
function withIds({ filter }: Webhook, change: (ids: string[]) => string[]): JsonObject {
	if ('applications' in filter) {
		return { applications: { application_ids: change(filter.applications.application_ids) } };
	}
	if (!('application' in filter)) return filter;
	const { application_id, field_ids } = filter.application;
	return { application: { application_id, field_ids: change(field_ids) } };
}

/** The first table of the solution, or field of the table, that the filter does not name. */
function anotherId({ tables }: World, { solutionId, filter }: Webhook, ids: string[]): string {
	const table = tables.find(
		({ id }) => 'application' in filter && id === filter.application.application_id,
	);
	const known =
		'application' in filter
			? (table?.structure.map(({ slug }) => slug) ?? [])
			: tables.filter(({ solution }) => solution === solutionId).map(({ id }) => id);
	return known.find((id) => !ids.includes(id)) ?? UNHEARD_OF_ID;
}
