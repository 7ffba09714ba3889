import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

/**
 * n8n's editor throws away part of an error in a dropdown, each kind of dropdown another one: its
 * server sends a description with a NodeApiError only (n8n, response-helper.js, sendErrorResponse).
 */

const NON_BREAKING_HYPHEN = '\u2011';

/**
 * The error for a dropdown with a search box, which shows message and description. It takes hyphens out of
 * a message, as in "http://my-proxy" (docs/internals/n8n.md section 12), but not those that look the same.
 */
export function forSearch(node: INode, error: unknown): unknown {
	if (!(error instanceof NodeApiError || error instanceof NodeOperationError)) return error;
	const message = error.message.replaceAll('-', NON_BREAKING_HYPHEN);
	if (error instanceof NodeApiError) return Object.assign(error, { message });
	const { description } = error;
	return Object.assign(new NodeApiError(node, {}, { message }), { message, description });
}

/**
 * The error for a dropdown of options, which shows the message of any error but a NodeApiError: of
 * that it says "[object Object]" (seen in n8n 2.41.1).
 */
export function forOptions(node: INode, error: unknown): unknown {
	if (!(error instanceof NodeApiError || error instanceof NodeOperationError)) return error;
	const message = [error.message, error.description].filter(Boolean).join('. ');
	// Set again, because n8n replaces a message that contains a code such as ECONNREFUSED.
	return Object.assign(new NodeOperationError(node, message), { message });
}
