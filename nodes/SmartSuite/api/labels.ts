import type { IDataObject } from 'n8n-workflow';

import type { Field } from './metadata';
import { asObject, asText } from './shape';

/** Field slug to the name it gets in items. */
export type Labels = ReadonlyMap<string, string>;

/** Labels of a table's fields; a label that is taken already gets the slug beside it. */
export function labelsOf(fields: ReadonlyArray<Pick<Field, 'slug' | 'label'>>): Labels {
	// By slug first: thousands of fields of one slug would make ever longer names.
	return distinct(new Map(fields.map(({ slug, label }) => [slug, label])), []);
}

/**
 * The simplified event with labels for slugs in `record`, `previous` and `changed_fields`. A record has
 * keys that are no fields of its table, such as `id`; they keep their names, whatever labels there are.
 */
export function withLabels(simplified: IDataObject, labels: Labels): IDataObject {
	const record = asObject(simplified.record);
	const previous = asObject(simplified.previous);
	const changed = Array.isArray(simplified.changed_fields) ? simplified.changed_fields : [];
	const keys = [...Object.keys(record), ...Object.keys(previous)];
	const names = distinct(
		labels,
		keys.filter((key) => !labels.has(key)),
	);
	const nameOf = (slug: string) => names.get(slug) ?? slug;
	const renamed = (fields: IDataObject) =>
		Object.fromEntries(Object.entries(fields).map(([slug, value]) => [nameOf(slug), value]));
	return {
		...simplified,
		record: renamed(record),
		previous: renamed(previous),
		changed_fields: changed.map((slug) => nameOf(asText(slug))),
	};
}

/** The same names by slug, none of them used twice or among those that are taken. */
function distinct(names: Iterable<[string, string]>, taken: Iterable<string>): Labels {
	const used = new Set(taken);
	return new Map(
		Array.from(names, ([slug, name]) => {
			let free = name;
			while (used.has(free)) free = `${free} (${slug})`;
			used.add(free);
			return [slug, free];
		}),
	);
}
