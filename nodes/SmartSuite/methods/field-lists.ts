import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import type { Field } from '../api';
import { COMPARISON_NAMES, FIELD_TYPES, lastKnown, readNow, typeName, typeOf } from '../fields';
import type { KnownTable } from '../fields';
import { plain } from '../transport';
import { arranged, inOneLine } from './choices';
import { LIST_HASTE, readOnce } from './list-memory';
import type { Choice } from './list-memory';

/** What there is to choose from below a table: its fields, and how they can be compared. */

/**
 * The table for the panel, which shares what executions know of it.
 * @param patienceMs how long to wait for a newer one while an older one is known
 */
export async function tableKnown(
	context: ILoadOptionsFunctions,
	tableId: string,
	patienceMs?: number,
): Promise<KnownTable> {
	return await readOnce(context, `table ${tableId}`, {
		read: async () => await readNow(context, tableId, LIST_HASTE),
		elsewhere: () => lastKnown(context, tableId),
		patienceMs,
	});
}

/**
 * The fields of a table by the name they have in items, described by type and slug; hidden ones come last.
 * @param isOffered which of them
 */
export async function fields(
	context: ILoadOptionsFunctions,
	tableId: string,
	isOffered: (field: Field) => boolean = () => true,
): Promise<Choice[]> {
	const { structure } = await tableKnown(context, tableId);
	const labelOf = ({ slug, label }: Field) => structure.labels.get(slug) ?? label;
	return arranged(
		[...structure.bySlug.values()].filter(isOffered),
		(field) => ({
			name: field.hidden ? `${labelOf(field)} (hidden)` : labelOf(field),
			value: field.slug,
			description: plain(inOneLine(typeName(field.type), field.slug)),
		}),
		{ isLast: ({ hidden }) => hidden },
	);
}

/** The comparisons that SmartSuite has for the field, or all of them where it is not known which field it is. */
export async function comparisonsOf(
	context: ILoadOptionsFunctions,
	tableId: string,
	slug: string,
): Promise<INodePropertyOptions[]> {
	const { structure } = await tableKnown(context, tableId);
	const field = structure.bySlug.get(slug);
	const types = field ? [typeOf(field)] : Object.values(FIELD_TYPES);
	const comparisons = new Set(types.flatMap((type) => Object.keys(type.comparisons)));
	return [...comparisons].map((value) => ({ name: COMPARISON_NAMES[value] ?? value, value }));
}
