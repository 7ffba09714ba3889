import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import type { Refusal } from '../fields';

/** A value that cannot be sent, as the panel shows it. */
export function refusalError(
	node: INode,
	{ label, problem, choices }: Refusal,
	itemIndex: number,
): NodeOperationError {
	const description =
		choices.length > 0 ? `Choose one of: ${choices.join(', ')}.` : 'Enter another value.';
	return new NodeOperationError(node, `'${label}' ${problem}`, { itemIndex, description });
}
