import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

/** The value of a resource locator: what was chosen or entered, and in which mode. */
export interface Locator {
	mode: string;
	value: string;
}

/** The browser's address of a solution, or of a table in one; the group is the id. */
export const SOLUTION_URL = 'https?://[^/]+/[^/]+/solution/([^/?#\\s]+)';
export const TABLE_URL = 'https?://[^/]+/[^/]+/solution/[^/]+/([^/?#\\s]+)';

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
 * @throws NodeOperationError when nothing was chosen, or the address is of something else
 */
export function readId(node: INode, displayName: string, raw: unknown, urlPattern: string): string {
	const { mode, value } = asLocator(raw);
	if (value === '') {
		throw new NodeOperationError(node, `'${displayName}' is empty`, {
			description: 'Choose one from the list, or enter its ID.',
		});
	}
	if (mode !== 'url') return value;
	const [, id] = new RegExp(urlPattern).exec(value) ?? [];
	if (id !== undefined) return id;
	throw new NodeOperationError(
		node,
		`'${displayName}' is not the address of a ${displayName.toLowerCase()}: '${value}'`,
		{
			description: `Open the ${displayName.toLowerCase()} in SmartSuite and copy the browser's address.`,
		},
	);
}
