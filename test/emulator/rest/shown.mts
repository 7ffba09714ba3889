import { choicesOf } from '../fields/choices.mts';
import { withExtraValue } from '../extras.mts';
import { isEmpty, idsOf } from '../filters/read.mts';
import { isObject, type Field, type JsonObject, type Table } from '../types.mts';
import type { World } from '../world.mts';

/** Which parts of records are shown, and how. */
export interface Showing {
	hydrated?: boolean;
	/** Slugs; all fields when there is none. */
	fields?: string[];
	withEmpty?: boolean;
}

/** What a record shows of itself besides the fields that were asked for. */
const ALWAYS = ['id', 'application_id', 'application_slug'];

/** Unlike events (1.7), the REST API leaves out empty fields (docs/internals/smartsuite.md 4). */
export function shown(
	world: World,
	{ structure }: Pick<Table, 'structure'>,
	record: JsonObject,
	{ hydrated = false, fields = [], withEmpty = false }: Showing = {},
): JsonObject {
	const types = new Map(structure.map((field) => [field.slug, field]));
	const entries = Object.entries(record)
		.filter(([slug]) => fields.length === 0 || [...fields, ...ALWAYS].includes(slug))
		.filter(([slug, value]) => withEmpty || !(types.has(slug) ? isEmpty(value) : isBare(value)))
		.map(([slug, value]) => {
			const field = types.get(slug);
			const isOpened = hydrated && field && world.switches.hydration === 'objects';
			return [slug, isOpened ? withNames(world, field, value) : value];
		});
	return withExtraValue(world.switches, Object.fromEntries(entries) as JsonObject);
}

const isBare = (value: unknown) =>
	value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** What `hydrated` might look like; nobody has published it (docs/internals/smartsuite.md 4). */
function withNames(world: World, field: Field, value: unknown): unknown {
	switch (field.field_type) {
		case 'singleselectfield':
			return named(field, value);
		case 'multipleselectfield':
			return idsOf(value).map((id) => named(field, id));
		case 'statusfield':
			return isObject(value) ? { ...value, ...named(field, value.value) } : value;
		case 'userfield':
			return idsOf(value).map((id) => ({ id, title: memberName(world, id) }));
		case 'linkedrecordfield':
			return idsOf(value).map((id) => ({ id, title: titleOf(world, field, id) }));
		case 'firstcreatedfield':
		case 'lastupdatedfield': {
			const { on, by } = isObject(value) ? value : {};
			return { on, by: { id: by, title: memberName(world, by) } };
		}
		case 'currencyfield':
			return typeof value === 'string' ? `${Number(value).toFixed(2)}$` : value;
		default:
			return value;
	}
}

const named = (field: Field, value: unknown) => ({
	value,
	label: choicesOf(field).find((choice) => choice.value === value)?.label ?? '',
});

const memberName = ({ members }: World, id: unknown) =>
	members.find((member) => member.id === id)?.full_name.sys_root ?? '';

const titleOf = ({ records }: World, { params }: Field, id: string) =>
	records.get(String(params.linked_application))?.get(id)?.title ?? '';
