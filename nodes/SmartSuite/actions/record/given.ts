import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import { asObject, asText, isObject } from '../../api';
import type { GivenRecord } from '../../fields';
import { asChoice } from '../../methods';
import { parametersOf } from '../operation';
import { INPUT_MODES } from './parameters';

/** Words of agents for what they do not know. */
const UNKNOWN_TO_AGENTS = ['', 'null', 'undefined'];

/**
 * What people gave for the record of an item: in the mapper, in JSON, or as the input item itself. What nobody
 * filled in is undefined, what is to be cleared null, '' or [].
 * @throws NodeOperationError where the JSON cannot be read
 */
export function readGiven(context: IExecuteFunctions, itemIndex: number): GivenRecord {
	const node = context.getNode();
	const read = parametersOf(context, itemIndex);
	const mode = asChoice(node, 'Input Mode', read('inputMode'), INPUT_MODES, 'fields');
	const written = node.parameters;
	if (mode === 'json') {
		const isByAgent = asText(written.json).includes('$fromAI');
		return withoutUnknown(jsonIn(node, read('json')), () => isByAgent);
	}
	// Read as a whole: n8n converts and refuses values that are read by themselves (docs/internals/n8n.md section 13).
	const columns = asObject(read('columns'));
	if (columns.mappingMode === 'autoMapInputData') {
		return context.getInputData()[itemIndex]?.json ?? {};
	}
	const expressions = asObject(asObject(written.columns).value);
	return mapped(asObject(columns.value), expressions, untouchableIn(columns.schema));
}

/** The values of the mapper's inputs; the editor keeps null or '' for one that nobody filled in. */
function mapped(
	values: IDataObject,
	written: IDataObject,
	isCheckBox: (slug: string) => boolean,
): GivenRecord {
	const isExpression = (slug: string) => asText(written[slug]).startsWith('=');
	const isByAgent = (slug: string) => asText(written[slug]).includes('$fromAI');
	const touched = Object.entries(values).filter(([slug, value]) => {
		if (isExpression(slug)) return true;
		const isUntouchedBox = value === false && isCheckBox(slug);
		return value !== null && value !== '' && !isUntouchedBox;
	});
	return withoutUnknown(Object.fromEntries(touched), isByAgent);
}

/** A check box of n8n's has no third state: nobody can tell one that was left alone (docs/internals/n8n.md section 13). */
function untouchableIn(schema: unknown): (slug: string) => boolean {
	const fields = (Array.isArray(schema) ? schema : []).map(asObject);
	const boxes = new Set(
		fields.filter(({ type }) => type === 'boolean').map(({ id }) => asText(id)),
	);
	return (slug) => boxes.has(slug);
}

/** An agent that does not know a value says so in these words: nothing is cleared by that. */
function withoutUnknown(given: GivenRecord, isByAgent: (name: string) => boolean): GivenRecord {
	const known = Object.entries(given).filter(([name, value]) => {
		const isUnknown =
			value === null ||
			(typeof value === 'string' && UNKNOWN_TO_AGENTS.includes(value.trim().toLowerCase()));
		return !(isUnknown && isByAgent(name));
	});
	return Object.fromEntries(known);
}

function jsonIn(node: INode, raw: unknown): GivenRecord {
	const value = typeof raw === 'string' ? parsed(node, raw) : raw;
	if (isObject(value)) return value;
	const what = Array.isArray(value) ? 'is a list' : 'is not an object';
	throw new NodeOperationError(node, `'JSON' ${what}`, {
		description: Array.isArray(value)
			? 'Give one record for each input item: the Split Out node makes items of a list.'
			: 'Enter an object such as {"Title": "Call the customer", "Priority": "High"}.',
	});
}

function parsed(node: INode, text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		throw new NodeOperationError(node, "'JSON' is not valid JSON", {
			description: `${(error as Error).message}. Enter an object such as {"Title": "Call the customer"}.`,
		});
	}
}
