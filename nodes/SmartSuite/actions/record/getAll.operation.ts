import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import { asText, findRecords, listViewRecords } from '../../api';
import type { RecordSearch, StoredRecord } from '../../api';
import { fieldNamed, knownTable, shownRecords } from '../../fields';
import type { Structure } from '../../fields';
import {
	asChoice,
	asTexts,
	readTableId,
	readViewId,
	tableParameter,
	viewParameter,
} from '../../methods';
import type { ReadParameter } from '../../methods';
import { limitFields } from '../fields';
import { limitOf, parametersOf } from '../operation';
import type { SingleOperation } from '../operation';
import { optionsParameter } from './parameters';
import { refusedValues, unknownFields } from './refusals';
import { MOST_IDS } from './changes';
import { readManner } from './ready';
import { readFilter, rowsIn } from './search-filter';
import { DIRECTIONS, searchParameters, shownFieldsOption } from './search-parameters';

export const getAll: SingleOperation = {
	fields: [
		tableParameter,
		...limitFields,
		viewParameter,
		...searchParameters,
		optionsParameter(shownFieldsOption),
	],
	async execute(context, itemIndex) {
		const node = context.getNode();
		const read = parametersOf(context, itemIndex);
		const tableId = readTableId(node, read);
		const limit = limitOf(context, itemIndex);
		const { view } = readManner(context, itemIndex);
		const wanted = asTexts(read('options.fields'));
		const sorted = readSort(node, read);
		const filter = await readFilter(context, tableId, read);
		const { structure } = await knownTable(context, tableId);
		const only = wanted.map((name) => slugOf(node, name, structure));
		const sort = sorted.map(({ field, direction }) => ({
			field: slugOf(node, field, structure),
			direction,
		}));
		const search = { filter, sort: steady(sort, structure), fields: only };
		const viewId = readViewId(node, read);
		const records = viewId
			? await recordsInView(context, { tableId, viewId }, search, limit)
			: await findRecords(context, tableId, search, limit);
		const shown = await shownRecords(
			context,
			tableId,
			records,
			view,
			only.length > 0 ? only : undefined,
		);
		return shown.map((json) => ({ json }));
	},
};

/**
 * The records of a view, which SmartSuite gives all at once, by the view's own filter and order; a filter or an
 * order of the node's own is asked of them alone.
 */
async function recordsInView(
	context: IExecuteFunctions,
	{ tableId, viewId }: { tableId: string; viewId: string },
	search: RecordSearch,
	limit: number,
): Promise<StoredRecord[]> {
	const all = await listViewRecords(context, tableId, viewId);
	const isSorted = search.sort !== undefined && search.sort.length > 0;
	const isFiltered = Object.keys(search.filter ?? {}).length > 0;
	if (!isSorted && !isFiltered) return all.slice(0, limit);
	const ids = all.map(({ id }) => asText(id));
	if (isSorted && ids.length > MOST_IDS) {
		throw new NodeOperationError(context.getNode(), 'The view has too many records to sort them', {
			description: `It has ${ids.length}, and ${MOST_IDS} can be sorted. Sort them in the view, or with the Sort node.`,
		});
	}
	const found: StoredRecord[] = [];
	for (let from = 0; from < ids.length && found.length < limit; from += MOST_IDS) {
		const some = { ...search, ids: ids.slice(from, from + MOST_IDS) };
		found.push(...(await findRecords(context, tableId, some, limit - found.length)));
	}
	return isSorted ? found : inOrderOf(ids, found);
}

function inOrderOf(ids: readonly string[], records: readonly StoredRecord[]): StoredRecord[] {
	const place = new Map(ids.map((id, nth) => [id, nth]));
	const placeOf = ({ id }: StoredRecord) => place.get(asText(id)) ?? 0;
	return [...records].sort((one, other) => placeOf(one) - placeOf(other));
}

function readSort(node: INode, read: ReadParameter) {
	return rowsIn(read('sort'), 'fields').map(({ field, direction }) => ({
		field: asText(field).trim(),
		direction: asChoice(node, 'Direction', direction, DIRECTIONS, 'asc'),
	}));
}

/** With an end to ties: records that are sorted alike could change places between two pages. */
function steady(sort: IDataObject[], { bySlug }: Structure): IDataObject[] {
	const isSteady = sort.length === 0 || sort.some(({ field }) => field === TIE_BREAKER);
	return isSteady || !bySlug.has(TIE_BREAKER)
		? sort
		: [...sort, { field: TIE_BREAKER, direction: 'asc' }];
}

const TIE_BREAKER = 'first_created';

function slugOf(node: INode, name: string, structure: Structure): string {
	const field = fieldNamed(name, structure);
	if (!field) throw unknownFields(node, [name], structure);
	if ('refusal' in field) throw refusedValues(node, [field.refusal]);
	return field.slug;
}
