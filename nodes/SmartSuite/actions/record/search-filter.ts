import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import { asObject, asText, isObject } from '../../api';
import { filterFor, isNothing } from '../../fields';
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
			const conditions = conditionsIn(read('filters'));
			if (conditions.length === 0) throw noConditions(node, 'Conditions', 'Add at least one');
			const answer = await filterFor(context, tableId, conditions, match);
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
	if (text === '') throw noConditions(node, 'Filter JSON', EXAMPLE);
	const filter = typeof text === 'string' ? parsed(node, text) : text;
	const fields: unknown = isObject(filter) ? filter.fields : undefined;
	if (!isObject(filter) || !Array.isArray(fields) || fields.length === 0)
		throw noConditions(node, 'Filter JSON', EXAMPLE);
	return { operator: 'and', ...filter, fields: fields.map((entry) => compared(node, entry)) };
}

/** A comparison with nothing may find all records, as an empty filter does. */
function compared(node: INode, entry: unknown): unknown {
	const { field, comparison, value } = asObject(entry);
	if (VALUELESS.test(asText(comparison))) return { ...asObject(entry), value: null };
	if (!isNothing(value as IDataObject[string])) return entry;
	throw new NodeOperationError(
		node,
		`'Filter JSON' compares '${asText(field)}' with nothing: its value is empty`,
		{ description: 'Give a value, or compare by is_empty.' },
	);
}

/** Comparisons that want no value (docs/internals/smartsuite.md section 4.1). */
const VALUELESS = /^is_(not_)?(empty|overdue)$/;

function parsed(node: INode, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new NodeOperationError(node, "'Filter JSON' is not valid JSON", {
			description: (error as Error).message,
		});
	}
}

const EXAMPLE =
	'Enter {"operator": "and", "fields": [{"field": "status", "comparison": "is", "value": "complete"}]}';

/** It would find all records, and what follows may delete them. */
function noConditions(node: INode, name: string, advice: string): NodeOperationError {
	return new NodeOperationError(node, `'${name}' holds no conditions`, {
		description: `${advice}, or set Filter to None to get all records.`,
	});
}
