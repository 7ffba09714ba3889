import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import { asText, isObject } from '../../api';
import { filterFor } from '../../fields';
import type { Condition } from '../../fields';
import { asChoice } from '../../methods';
import type { ReadParameter } from '../../methods';
import { refusedValues } from './refusals';
import { FILTER_MODES, MATCHES } from './search-parameters';

/** @throws NodeOperationError where a condition makes no sense */
export async function readFilter(
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
export function rowsIn(collection: unknown, name: string): IDataObject[] {
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
