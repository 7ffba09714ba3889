import type { IDataObject } from 'n8n-workflow';

import type { SmartSuiteContext } from '../transport';
import type { ChangeEvent } from './event';
import { getTable } from './metadata';
import type { Field } from './metadata';
import { asObject } from './shape';

/** Field slug to the name it gets in items. */
export type Labels = ReadonlyMap<string, string>;

/** What every record has besides the fields of its table (smartsuite-api.md section 3.3). */
const RECORD_KEYS = [
	'id',
	'application_id',
	'application_slug',
	'ranking',
	'deleted_date',
	'deleted_by',
];

/** Labels of a table's fields; a label that is taken already gets the slug beside it. */
export function labelsOf(fields: readonly Field[]): Labels {
	const taken = new Set(RECORD_KEYS);
	return new Map(
		fields.map(({ slug, label }) => {
			const name = taken.has(label) ? `${label} (${slug})` : label;
			taken.add(name);
			return [slug, name];
		}),
	);
}

/** The simplified event with labels for slugs in `record`, `previous` and `changed_fields`. */
export function withLabels(simplified: IDataObject, labels: Labels): IDataObject {
	const label = (slug: string) => labels.get(slug) ?? slug;
	const relabel = (fields: unknown) =>
		Object.fromEntries(
			Object.entries(asObject(fields)).map(([slug, value]) => [label(slug), value]),
		);
	return {
		...simplified,
		record: relabel(simplified.record),
		previous: relabel(simplified.previous),
		changed_fields: Object.keys(asObject(simplified.previous)).map(label),
	};
}

/** The simplified events with labels, reading each table that occurs once. */
export async function labelled(
	context: SmartSuiteContext,
	events: readonly ChangeEvent[],
): Promise<IDataObject[]> {
	const labels = new Map<string, Labels>();
	for (const { tableId } of events) {
		if (labels.has(tableId)) continue;
		labels.set(tableId, labelsOf((await getTable(context, tableId)).fields));
	}
	return events.map(({ simplified, tableId }) =>
		withLabels(simplified, labels.get(tableId) ?? new Map()),
	);
}
