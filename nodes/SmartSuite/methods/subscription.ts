import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import type { WebhookFilter } from '../api';

/** Reads a parameter of the node, resource locators as their value; undefined when not filled in. */
export type ReadParameter = (name: string) => unknown;

/** The chosen solution's id. @throws NodeOperationError when there is none */
export function readSolutionId(node: INode, read: ReadParameter): string {
	return required(node, 'Solution', asText(read('solution')));
}

/** The chosen kinds of event. @throws NodeOperationError when there are none */
export function readKinds(node: INode, read: ReadParameter): string[] {
	return requiredList(node, 'Events', read('events'));
}

/**
 * What to watch, in SmartSuite's form: the whole solution, some tables, or some fields of one.
 * @throws NodeOperationError when a choice is missing
 */
export function readFilter(node: INode, read: ReadParameter): WebhookFilter {
	switch (read('watch')) {
		case 'tables':
			return {
				applications: { application_ids: requiredList(node, 'Table Names or IDs', read('tables')) },
			};
		case 'fields':
			return {
				application: {
					application_id: required(node, 'Table', asText(read('table'))),
					field_ids: requiredList(node, 'Field Names or IDs', read('fields')),
				},
			};
		default:
			return { solution: {} };
	}
}

/** Ids from a multi-option parameter, or from an expression that gives a comma-separated text. */
export function asIds(value: unknown): string[] {
	const ids = Array.isArray(value) ? value : asText(value).split(',');
	return ids.map((id) => asText(id).trim()).filter(Boolean);
}

function required(node: INode, displayName: string, value: string): string {
	if (value) return value;
	throw new NodeOperationError(node, `'${displayName}' is empty`, {
		description: 'Choose one from the list, or enter its ID.',
	});
}

function requiredList(node: INode, displayName: string, value: unknown): string[] {
	const ids = asIds(value);
	if (ids.length > 0) return ids;
	throw new NodeOperationError(node, `'${displayName}' is empty`, {
		description: 'Choose at least one.',
	});
}

function asText(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
