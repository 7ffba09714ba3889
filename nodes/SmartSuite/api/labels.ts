import type { IDataObject } from 'n8n-workflow';

import type { Field } from './metadata';
import { asObject } from './shape';

/** Field slug to the name it gets in items. */
export type Labels = ReadonlyMap<string, string>;

/** Labels of a table's fields; a label that is taken already gets the slug beside it. */
export function labelsOf(fields: readonly Field[]): Labels {
	const taken = new Set<string>();
	return new Map(
		fields.map(({ slug, label }) => {
			const name = freeName(label, slug, taken);
			taken.add(name);
			return [slug, name];
		}),
	);
}

/**
 * The simplified event with labels for slugs in `record`, `previous` and `changed_fields`. A record has
 * keys that are no fields of its table, such as `id`; they keep their names, whatever labels there are.
 */
export function withLabels(simplified: IDataObject, labels: Labels): IDataObject {
	const record = asObject(simplified.record);
	const previous = asObject(simplified.previous);
	const unlabelled = new Set(
		[...Object.keys(record), ...Object.keys(previous)].filter((key) => !labels.has(key)),
	);
	const nameOf = (slug: string) => {
		const label = labels.get(slug);
		return label === undefined ? slug : freeName(label, slug, unlabelled);
	};
	const renamed = (fields: IDataObject) =>
		Object.fromEntries(Object.entries(fields).map(([slug, value]) => [nameOf(slug), value]));
	return {
		...simplified,
		record: renamed(record),
		previous: renamed(previous),
		changed_fields: Object.keys(previous).map(nameOf),
	};
}

function freeName(label: string, slug: string, taken: ReadonlySet<string>): string {
	const names = [label, `${label} (${slug})`, slug];
	return names.find((name) => !taken.has(name)) ?? `${label} (${slug}) (${taken.size})`;
}
