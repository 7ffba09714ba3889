import { NodeOperationError } from 'n8n-workflow';
import type { INode } from 'n8n-workflow';

import { booleanIn } from '../fields';

/**
 * Parameters hold what was entered in the panel, or whatever an expression, an agent or a form gives: "true" for
 * true, "10" for 10, "Label" for `label`. What has no meaning is refused, never taken for something else.
 */

/** @throws NodeOperationError where it means neither */
export function asBoolean(
	node: INode,
	displayName: string,
	value: unknown,
	standard: boolean,
): boolean {
	const word = wordOf(value);
	if (word === '') return standard;
	const meant = booleanIn(word);
	if (meant !== undefined) return meant;
	throw refusal(node, `'${displayName}' is neither true nor false`, value, 'Enter true or false.');
}

/** What a number may be. */
export interface NumberRange {
	least: number;
	most?: number;
	isWhole?: boolean;
}

/** @throws NodeOperationError for what is no number, and for one out of range */
export function asNumber(
	node: INode,
	displayName: string,
	value: unknown,
	standard: number,
	range: NumberRange,
): number {
	const word = wordOf(value);
	if (word === '') return standard;
	const number = numberIn(word);
	if (number !== undefined && isInRange(number, range)) return number;
	const fault = number === undefined ? 'is not a number' : 'is out of range';
	throw refusal(node, `'${displayName}' ${fault}`, value, `Enter ${inWords(range)}.`);
}

/** The number, where it is one in that range; undefined otherwise. */
export function numberWithin(value: unknown, range: NumberRange): number | undefined {
	const number = numberIn(wordOf(value));
	return number !== undefined && isInRange(number, range) ? number : undefined;
}

/** An option of a parameter: its value, and its name in the panel. */
interface Choice<Value extends string> {
	value: Value;
	name: string;
}

/** One of the choices, by its value or its name. @throws NodeOperationError for anything else */
export function asChoice<Value extends string>(
	node: INode,
	displayName: string,
	value: unknown,
	choices: ReadonlyArray<Choice<Value>>,
	standard: Value,
): Value {
	const word = wordOf(value);
	if (word === '') return standard;
	const chosen = choices.find(
		(choice) => choice.value.toLowerCase() === word || choice.name.toLowerCase() === word,
	);
	if (chosen) return chosen.value;
	const names = choices.map(({ name }) => name).join(', ');
	throw refusal(node, `'${displayName}' has no such choice`, value, `Choose one of: ${names}.`);
}

/** The texts in a list, in its JSON, or in a text with commas; doubles and blanks left out. */
export function asTexts(value: unknown): string[] {
	return [...new Set(listIn(value).map(textOf))].filter(Boolean);
}

function listIn(value: unknown): unknown[] {
	if (Array.isArray(value)) return value;
	if (typeof value === 'object') return [value];
	const text = textOf(value);
	if (!text.startsWith('[')) return text.split(',');
	try {
		const parsed: unknown = JSON.parse(text);
		return Array.isArray(parsed) ? parsed : [text];
	} catch {
		return text.split(',');
	}
}

function wordOf(value: unknown): string {
	return textOf(value).toLowerCase();
}

/** The value as text; an object as its JSON, because a message names it. */
function textOf(value: unknown): string {
	return (
		typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')
	).trim();
}

function numberIn(word: string): number | undefined {
	return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(word) ? Number(word) : undefined;
}

function isInRange(number: number, { least, most = Infinity, isWhole }: NumberRange): boolean {
	return number >= least && number <= most && (!isWhole || Number.isInteger(number));
}

function inWords({ least, most, isWhole }: NumberRange): string {
	const kind = isWhole ? 'a whole number' : 'a number';
	return most === undefined ? `${kind} from ${least} on` : `${kind} from ${least} to ${most}`;
}

function refusal(node: INode, what: string, value: unknown, description: string) {
	return new NodeOperationError(node, `${what}: '${textOf(value)}'`, { description });
}
