import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

/** The value of a resource locator: what was chosen or entered, and in which mode. */
export interface Locator {
	mode: string;
	value: string;
}

/** The browser's address of a solution, or of a table in one; the group is the id. */
export const SOLUTION_URL = '(?:https?://)?[^/\\s]+/[^/\\s]+/solution/([^/?#\\s]+)';
export const TABLE_URL = '(?:https?://)?[^/\\s]+/[^/\\s]+/solution/[^/\\s]+/([^/?#\\s]+)';

/** A record's page ends in its id, whatever stands between that and the table. */
export const RECORD_URL =
	'(?:https?://)?[^/\\s]+/[^/\\s]+/solution/[^/\\s]+/[^/\\s]+/(?:[^\\s]*/)?([0-9a-fA-F]{24})(?=[/?#]|$)';

/** The address of a view of a table, also while a record is open in it. */
export const VIEW_URL =
	'(?:https?://)?[^/\\s]+/[^/\\s]+/solution/[^/\\s]+/[^/\\s]+/([0-9a-fA-F]{24})(?=[/?#]|$)';

/** SmartSuite's ids of records (docs/internals/smartsuite.md section 4). */
export const RECORD_ID = /^[0-9a-f]{24}$/i;

/** Ids, and slugs of fields, have no other characters (docs/internals/smartsuite.md sections 1.2 and 3.3). */
const ID = /^[\w-]+$/;

/** Reads a resource locator, or the bare value that an expression or an agent may give instead. */
export function asLocator(raw: unknown): Locator {
	const { mode, value } =
		typeof raw === 'object' && raw !== null
			? (raw as Record<string, unknown>)
			: { mode: 'id', value: raw };
	return {
		mode: String(mode),
		value: typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '',
	};
}

/**
 * The id that a resource locator stands for. n8n's own `extractValue` knows no parameters inside
 * collections (n8n-core, extract-value.js, findPropertyFromParameterName: "Could not find property").
 * @throws NodeOperationError when nothing was chosen, or something else than such a thing
 */
export function readId(node: INode, displayName: string, raw: unknown, urlPattern: string): string {
	const { value } = asLocator(raw);
	if (value === '') {
		throw new NodeOperationError(node, `'${displayName}' is empty`, {
			description: 'Choose one from the list, or enter its ID.',
		});
	}
	return toId(node, displayName, value, urlPattern);
}

/**
 * The id in what was entered, in whatever mode: an id, or the browser's address.
 * @param urlPattern of a thing that has a page in SmartSuite
 * @throws NodeOperationError for anything else
 */
export function toId(node: INode, displayName: string, value: string, urlPattern?: string): string {
	const id = urlPattern === undefined ? undefined : idInAddress(value, urlPattern);
	if (id !== undefined) return id;
	if (ID.test(value)) return value;
	const thing = displayName.replace(' Names or IDs', '').toLowerCase();
	if (urlPattern !== undefined && value.includes('/')) {
		throw new NodeOperationError(
			node,
			`'${displayName}' is not the address of a ${thing}: '${value}'`,
			{ description: `Open the ${thing} in SmartSuite and copy the browser's address.` },
		);
	}
	throw new NodeOperationError(node, `'${displayName}' is not an ID: '${value}'`, {
		description: `Choose from the list, or enter the ID of the ${thing} rather than its name.`,
	});
}

/** The id in the browser's address of such a thing. */
export function idInAddress(value: string, urlPattern: string): string | undefined {
	return new RegExp(urlPattern).exec(value)?.[1];
}
