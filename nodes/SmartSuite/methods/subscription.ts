import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { EVENT_KINDS } from '../api';
import type { WebhookFilter } from '../api';
import { readId, SOLUTION_URL, TABLE_URL, toId } from './locator';
import { eventsParameter } from './parameters';
import { asChoice, asTexts } from './values';
import { WATCH_CHOICES } from './watch-parameters';

/** Reads a parameter of the node as it is; '' when it is not filled in. */
export type ReadParameter = (name: string) => unknown;

/** The chosen solution's id. @throws NodeOperationError when there is none */
export function readSolutionId(node: INode, read: ReadParameter): string {
	return readId(node, 'Solution', read('solution'), SOLUTION_URL);
}

/**
 * The chosen kinds of event, by value, by name, or as the one word that tells them apart: "created".
 * @throws NodeOperationError when there are none, or one that SmartSuite does not have
 */
export function readKinds(node: INode, read: ReadParameter): string[] {
	const { displayName } = eventsParameter;
	const words = readSome(node, displayName, read('events'));
	return [...new Set(words.map((word) => kindNamed(node, displayName, word)))];
}

function kindNamed(node: INode, displayName: string, word: string): string {
	const kind = EVENT_KINDS.find((one) => verbIn(one) === verbIn(word));
	if (kind) return kind;
	throw new NodeOperationError(node, `'${displayName}' has no such choice: '${word}'`, {
		description: 'Choose one or more of: Record Created, Record Updated, Record Deleted.',
	});
}

/** "create" in "created", "Record Created" and RECORD_CREATED alike. */
function verbIn(kind: string): string {
	const letters = kind.toLowerCase().replace(/[^a-z]/g, '');
	return letters.replace(/^records?/, '').replace(/ed$/, 'e');
}

/**
 * What to watch, in SmartSuite's form: the whole solution, some tables, or some fields of one.
 * @throws NodeOperationError when a choice is missing
 */
export function readFilter(node: INode, read: ReadParameter): WebhookFilter {
	switch (asChoice(node, 'Watch', read('watch'), WATCH_CHOICES, 'solution')) {
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

function readIds(node: INode, displayName: string, value: unknown, urlPattern?: string): string[] {
	return readSome(node, displayName, value).map((id) => toId(node, displayName, id, urlPattern));
}

function readSome(node: INode, displayName: string, value: unknown): string[] {
	const values = asTexts(value);
	if (values.length > 0) return values;
	throw new NodeOperationError(node, `'${displayName}' is empty`, {
		description: 'Choose at least one.',
	});
}
