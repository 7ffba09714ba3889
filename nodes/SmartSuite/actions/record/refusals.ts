import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import type { Refusal, Structure } from '../../fields';
import { shorten } from '../../transport';

/** What people are told who gave what SmartSuite would not take. */

const MOST_NAMES = 50;

/** Names that no field of the table has. */
export function unknownFields(
	node: INode,
	names: readonly string[],
	{ labels }: Structure,
	advice = '',
): NodeOperationError {
	const quoted = names.map((name) => `'${shorten(name)}'`).join(', ');
	const description = `Its fields are: ${listed([...labels.values()])}. ${advice}`.trim();
	return new NodeOperationError(node, `The table has no field ${quoted}`, { description });
}

/** Values that fields do not take, the first in the message, all others below it. */
export function refusedValues(node: INode, refusals: readonly Refusal[]): NodeOperationError {
	const [first = { message: 'A value was refused', advice: '' }, ...more] = refusals.map(inWords);
	const sentences = more.flatMap(({ message, advice }) => [`${message}.`, advice]);
	const description = [first.advice, ...sentences].filter(Boolean).join(' ');
	return new NodeOperationError(node, first.message, { description });
}

function inWords({ label, problem, choices }: Refusal) {
	const advice = choices.length > 0 ? `It takes: ${listed(choices)}.` : '';
	return { message: `'${label}' ${problem}`, advice };
}

function listed(names: readonly string[]): string {
	const shown = names.slice(0, MOST_NAMES).join(', ');
	return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}
