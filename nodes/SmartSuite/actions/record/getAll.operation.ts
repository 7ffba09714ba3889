import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import { asText, findRecords, isObject } from '../../api';
import type { RecordSearch, StoredRecord } from '../../api';
import { fieldNamed, filterFor, knownTable, shownRecords } from '../../fields';
import type { Condition, Structure } from '../../fields';
import { asChoice, asTexts, readTableId, tableParameter } from '../../methods';
import type { ReadParameter } from '../../methods';
import { limitFields } from '../fields';
import { limitOf, parametersOf } from '../operation';
import type { SingleOperation } from '../operation';
import { optionsParameter } from './parameters';
import { refusedValues, unknownFields } from './refusals';
import { readManner } from './ready';
import {
	DIRECTIONS,
	FILTER_MODES,
	MATCHES,
	searchParameters,
	shownFieldsOption,
} from './search-parameters';

export const getAll: SingleOperation = {
	fields: [
		tableParameter,
		...limitFields,
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
		const records = await recordsOf(context, tableId, search, limit);
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

async function recordsOf(
	context: IExecuteFunctions,
	tableId: string,
	search: RecordSearch,
	limit: number,
): Promise<StoredRecord[]> {
	return await findRecords(context, tableId, search, limit);
}

/** @throws NodeOperationError where a condition makes no sense */
async function readFilter(
	context: IExecuteFunctions,
	tableId: string,
	read: ReadParameter,
): Promise<IDataObject> {
	const node = context.getNode();
	switch (asChoice(node, 'Filter', read('filterMode'), FILTER_MODES, 'none')) {
		case 'json':
			return jsonFilter(node, read('filterJson'));
		case 'manual': {
			const match = asChoice(node, 'Match', read('match'), MATCHES, 'all');
			const answer = await filterFor(context, tableId, conditionsIn(read('filters')), match);
			if ('filter' in answer) return answer.filter;
			throw refusedValues(node, answer.refusals);
		}
		default:
			return {};
	}
}

function conditionsIn(filters: unknown): Condition[] {
	return rowsIn(filters, 'conditions').map(({ field, comparison, value }) => ({
		field: asText(field).trim(),
		comparison: asText(comparison).trim(),
		value,
	}));
}

/** The rows of a fixed collection, or of the list that an expression gave in its place. */
function rowsIn(collection: unknown, name: string): IDataObject[] {
	const rows = isObject(collection) ? collection[name] : collection;
	const list: unknown[] = Array.isArray(rows) ? rows : [rows];
	return list.filter(isObject);
}

/** SmartSuite's own form, as an object or as its text. */
function jsonFilter(node: INode, raw: unknown): IDataObject {
	const text = typeof raw === 'string' ? raw.trim() : raw;
	if (text === '') throw emptyFilter(node);
	const filter = typeof text === 'string' ? parsed(node, text) : text;
	const fields = isObject(filter) ? filter.fields : undefined;
	if (!isObject(filter) || !Array.isArray(fields)) throw emptyFilter(node);
	if (fields.length === 0) throw emptyFilter(node);
	return { operator: 'and', ...filter };
}

function parsed(node: INode, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new NodeOperationError(node, "'Filter JSON' is not valid JSON", {
			description: (error as Error).message,
		});
	}
}

/** It would find all records, and what follows may delete them. */
function emptyFilter(node: INode): NodeOperationError {
	return new NodeOperationError(node, "'Filter JSON' holds no conditions", {
		description:
			'Enter {"operator": "and", "fields": [{"field": "status", "comparison": "is", "value": "complete"}]}, or set Filter to None to get all records.',
	});
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
