import type { IDataObject } from 'n8n-workflow';

import { asText } from '../api';
import type { Field } from '../api';

/** Field slug to the name it gets in items. */
export type FieldLabels = ReadonlyMap<string, string>;

/** Keys of records that are no fields of their table (docs/internals/smartsuite.md sections 1.7 and 3.3). */
export const NOT_FIELDS = [
	'id',
	'application_id',
	'application_slug',
	'ranking',
	'deleted_date',
	'deleted_by',
];

/** Keys that items have beside a record's fields. A field of such a label gets its slug behind it. */
export const RESERVED = [
	'record_id',
	'record_url',
	'table_id',
	'operation',
	'not_stored',
	...NOT_FIELDS,
];

/**
 * Labels of a table's fields. Fields that share one, and those whose label is reserved, have their slug
 * behind it, so that an expression never means another field than before.
 */
export function labelsOf(fields: ReadonlyArray<Pick<Field, 'slug' | 'label'>>): FieldLabels {
	// By slug first: a structure may name a field twice.
	const bySlug = new Map(fields.map(({ slug, label }) => [slug, label]));
	const times = new Map<string, number>();
	for (const label of bySlug.values()) times.set(label, (times.get(label) ?? 0) + 1);
	const taken = new Set(RESERVED.filter((key) => !bySlug.has(key)));
	const isPlain = (label: string) => times.get(label) === 1 && !taken.has(label);
	// The plain ones come first: what another becomes is not theirs.
	const names = new Map<string, string>();
	for (const [slug, label] of bySlug) if (isPlain(label)) names.set(slug, label);
	const used = new Set([...taken, ...names.values()]);
	for (const [slug, label] of bySlug) {
		if (!names.has(slug)) names.set(slug, freeName(label, slug, used));
	}
	return new Map([...bySlug.keys()].map((slug) => [slug, names.get(slug) ?? slug]));
}

function freeName(label: string, slug: string, used: Set<string>): string {
	let name = `${label} (${slug})`;
	while (used.has(name)) name = `${name} (${slug})`;
	used.add(name);
	return name;
}

/** The same labels where the record has keys that are no fields: those keep their names. */
export function labelsBeside(labels: FieldLabels, keys: readonly string[]): FieldLabels {
	const others = new Set(keys.filter((key) => !labels.has(key)));
	const taken = [...labels].filter(([, label]) => others.has(label));
	if (taken.length === 0) return labels;
	const used = new Set([...labels.values(), ...others]);
	return new Map([
		...labels,
		...taken.map(([slug, label]) => [slug, freeName(label, slug, used)] as const),
	]);
}

/** The page of a record, or of its table, in SmartSuite's own interface. */
export function recordUrl(
	{ apiUrl, accountId }: { apiUrl: string; accountId: string },
	{ solution_id, table_id, record_id }: IDataObject,
): string | null {
	const [solution, table, record] = [solution_id, table_id, record_id].map((id) =>
		encodeURIComponent(asText(id)),
	);
	if (!solution || !table) return null;
	return `${apiUrl}/${accountId}/solution/${solution}/${table}${record ? `/${record}` : ''}`;
}
