import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import type { Field } from '../../api';
import { keyOf, mayWrite } from '../../fields';
import type { Refusal, Structure, WrittenRecord } from '../../fields';
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

/**
 * What a new record lacks of the fields that the table requires. SmartSuite looks at that for a single record, and
 * not for a batch (docs/internals/smartsuite.md section 4.4), so it is refused here alike.
 */
export function emptyRequired(
	node: INode,
	{ bySlug, labels }: Structure,
	{ body, uploads }: WrittenRecord,
): NodeOperationError | undefined {
	const isMissing = (field: Field) =>
		field.params.required === true &&
		field.params.default_value === undefined &&
		mayWrite(field) &&
		!uploads.has(field.slug) &&
		keyOf(field, body[field.slug]) === '';
	const missing = [...bySlug.values()].filter(isMissing);
	if (missing.length === 0) return undefined;
	const names = missing.map(({ slug, label }) => `'${labels.get(slug) ?? label}'`).join(', ');
	return new NodeOperationError(node, `${names} is required in this table`, {
		description: 'Give a value. SmartSuite creates no record without one.',
	});
}

function inWords({ label, problem, choices }: Refusal) {
	const advice = choices.length > 0 ? `It takes: ${listed(choices)}.` : '';
	return { message: `'${label}' ${problem}`, advice };
}

function listed(names: readonly string[]): string {
	const shown = names.slice(0, MOST_NAMES).join(', ');
	return names.length > MOST_NAMES ? `${shown} and ${names.length - MOST_NAMES} more` : shown;
}
