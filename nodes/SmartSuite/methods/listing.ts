import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { withWords } from './choices';
import { forOptions, forSearch } from './dropdown-errors';
import type { Choice } from './list-memory';
import { asLocator, idInAddress, readId, SOLUTION_URL, TABLE_URL } from './locator';

/** Hands what there is to choose from to n8n's two kinds of dropdown. */

/** What there is to choose from or, as a text, what to do before there is anything. */
export type Listing<Value = Choice[]> = Value | string;

/** Whether it is the line that says what to do first. */
export function isHint(listing: unknown): listing is string {
	return typeof listing === 'string';
}

/** For a dropdown with a search box: the choices that fit what was typed. */
export async function searched(
	context: ILoadOptionsFunctions,
	read: (context: ILoadOptionsFunctions) => Promise<Listing>,
	choose: (choices: Choice[]) => Choice[],
): Promise<INodeListSearchResult> {
	return await searchedThere(context, async () => {
		const listing = await read(context);
		return isHint(listing) ? listing : { results: choose(listing) };
	});
}

/**
 * The same where SmartSuite does the searching. A line whose value is neither text nor number cannot be
 * chosen (docs/internals/n8n.md section 12).
 */
export async function searchedThere(
	context: ILoadOptionsFunctions,
	read: () => Promise<Listing<INodeListSearchResult>>,
): Promise<INodeListSearchResult> {
	const listing = await read().catch((error: unknown) => {
		throw forSearch(context.getNode(), error);
	});
	return isHint(listing) ? { results: [{ name: listing, value: false }] } : listing;
}

/** For a dropdown of options. n8n before 2.41 lets people choose what is disabled: then it is nothing. */
export async function offered(
	context: ILoadOptionsFunctions,
	read: (context: ILoadOptionsFunctions) => Promise<Listing<INodePropertyOptions[]>>,
): Promise<INodePropertyOptions[]> {
	const listing = await read(context).catch((error: unknown) => {
		throw forOptions(context.getNode(), error);
	});
	return isHint(listing) ? [{ name: listing, value: '', disabled: true }] : listing;
}

type ReadBelow<Value> = (context: ILoadOptionsFunctions, id: string) => Promise<Value>;

/** What there is below the chosen solution. @throws NodeOperationError for what is no id of one */
export async function ofChosenSolution<Value>(
	context: ILoadOptionsFunctions,
	read: ReadBelow<Value>,
): Promise<Listing<Value>> {
	return await ofChosen(context, 'Solution', 'solution', SOLUTION_URL, read);
}

/** What there is below the table that the parameter of this name holds. @throws NodeOperationError */
export async function ofChosenTable<Value>(
	context: ILoadOptionsFunctions,
	read: ReadBelow<Value>,
	name = 'table',
): Promise<Listing<Value>> {
	return await ofChosen(context, 'Table', name, TABLE_URL, read);
}

async function ofChosen<Value>(
	context: ILoadOptionsFunctions,
	displayName: string,
	name: string,
	urlPattern: string,
	read: ReadBelow<Value>,
): Promise<Listing<Value>> {
	const chosen = context.getCurrentNodeParameter(name);
	const hint = hintBefore(displayName, chosen);
	if (hint !== undefined) return hint;
	return await read(context, readId(context.getNode(), displayName, chosen, urlPattern));
}

/**
 * What to do where a list is below something that was not chosen yet. The editor gives null for an expression
 * that it cannot evaluate, or for its value in a resource locator (docs/internals/n8n.md section 12).
 */
export function hintBefore(displayName: string, raw: unknown): string | undefined {
	const { value } = asLocator(raw);
	if (value !== '') return undefined;
	const thing = displayName.toLowerCase();
	if (!isWithoutValue(raw)) return `Choose a ${thing} first`;
	return `The expression in '${displayName}' has no value yet: run the nodes before this one, or choose a ${thing}`;
}

function isWithoutValue(raw: unknown): boolean {
	if (typeof raw !== 'object' || raw === null) return raw === null;
	return !('value' in raw) || raw.value === null || raw.value === undefined;
}

/** The choices with all typed words, and the one whose address was pasted. */
export function found(choices: Choice[], typed = '', urlPattern?: string): Choice[] {
	const id = urlPattern && idInAddress(typed.trim(), urlPattern);
	const fits = new Set(withWords(choices, typed));
	return choices.filter((choice) => fits.has(choice) || choice.value === id);
}
