import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import type { WebhookFilter } from '../api';
import { readId, SOLUTION_URL, TABLE_URL, toId } from './locator';

/** Reads a parameter of the node as it is; '' when it is not filled in. */
export type ReadParameter = (name: string) => unknown;

/** The chosen solution's id. @throws NodeOperationError when there is none */
export function readSolutionId(node: INode, read: ReadParameter): string {
	return readId(node, 'Solution', read('solution'), SOLUTION_URL);
}

/** The chosen kinds of event. @throws NodeOperationError when there are none */
export function readKinds(node: INode, read: ReadParameter): string[] {
	return readSome(node, 'Events', read('events'));
}

/**
 * What to watch, in SmartSuite's form: the whole solution, some tables, or some fields of one.
 * @throws NodeOperationError when a choice is missing
 */
export function readFilter(node: INode, read: ReadParameter): WebhookFilter {
	switch (read('watch')) {
		case 'tables':
			return {
				applications: {
					application_ids: readIds(node, 'Table Names or IDs', read('tables'), TABLE_URL),
				},
			};
		case 'fields':
			return {
				application: {
					application_id: readId(node, 'Table', read('table'), TABLE_URL),
					field_ids: readIds(node, 'Field Names or IDs', read('fields')),
				},
			};
		default:
			return { solution: {} };
	}
}

/** Ids from a multi-option parameter, or from an expression that gives a comma-separated text. */
export function asIds(value: unknown): string[] {
	const ids: unknown[] = Array.isArray(value) ? value : String(value ?? '').split(',');
	return ids.map((id) => String(id).trim()).filter(Boolean);
}

function readIds(node: INode, displayName: string, value: unknown, urlPattern?: string): string[] {
	return readSome(node, displayName, value).map((id) => toId(node, displayName, id, urlPattern));
}

function readSome(node: INode, displayName: string, value: unknown): string[] {
	const values = asIds(value);
	if (values.length > 0) return values;
	throw new NodeOperationError(node, `'${displayName}' is empty`, {
		description: 'Choose at least one.',
	});
}
