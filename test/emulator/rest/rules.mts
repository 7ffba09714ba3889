import { isEmpty, textsOf } from '../filters/read.mts';
import { listRecords } from '../records.mts';
import type { JsonObject, Table } from '../types.mts';
import type { World } from '../world.mts';
import { WriteRefusal } from '../fields/write.mts';

/** 422 where a required field is empty; the title always is required, unless it is generated. */
export function requireFields({ structure }: Table, fields: JsonObject): void {
	const missing = structure.filter(
		({ slug, field_type, params }) =>
			(params.required === true || field_type === 'recordtitlefield') &&
			params.is_auto_generated !== true &&
			isEmpty(fields[slug]),
	);
	refuse(missing.map(({ slug }) => [slug, ['This field is required.']]));
}

/** 422 where another record has the same value in a unique field (assumption). `earlier` are those of the same call. */
export function requireUnique(
	world: World,
	table: Table,
	fields: JsonObject,
	{ recordId, earlier = [] }: { recordId?: string; earlier?: JsonObject[] } = {},
): void {
	const unique = table.structure.filter(({ params }) => params.unique === true);
	if (unique.length === 0) return;
	const stored = listRecords(world, table.id).filter(({ id }) => id !== recordId);
	const others: JsonObject[] = [...stored, ...earlier];
	const taken = unique.filter(({ slug }) => {
		const value = keyOf(fields[slug]);
		return value !== '' && others.some((record) => keyOf(record[slug]) === value);
	});
	refuse(taken.map(({ slug }) => [slug, ['This field must be unique.']]));
}

const keyOf = (value: unknown) => textsOf(value).join('\n');

function refuse(complaints: Array<[string, string[]]>): void {
	if (complaints.length > 0) throw new WriteRefusal(Object.fromEntries(complaints), 422);
}
