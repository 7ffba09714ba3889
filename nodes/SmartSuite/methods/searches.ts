import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { testCredential } from '../transport';
import { forOptions, forSearch } from './dropdown-errors';
import type { Choice } from './list-memory';
import { fields, members, solutions, tables, webhooks } from './lists';
import { asLocator, idInAddress, readId, SOLUTION_URL, TABLE_URL } from './locator';

/**
 * What n8n calls by name: the credential's `testedBy`, and what fills the dropdowns, in the parameters'
 * `searchListMethod` and `loadOptionsMethod`.
 */
export const methods = {
	credentialTest: { testCredential },
	listSearch: { searchSolutions, searchTables, searchWebhooks },
	loadOptions: { getTables, getFields, getMembers, getWebhooks },
};

async function searchSolutions(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await searched(this, solutions, (choices) => found(choices, filter, SOLUTION_URL));
}

async function searchTables(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await searched(this, tablesOfChosen, (choices) =>
		found(choices.map(withDescription), filter, TABLE_URL),
	);
}

async function searchWebhooks(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await searched(this, webhooksOfChosen, (choices) => found(choices, filter));
}

async function getTables(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await offered(this, tablesOfChosen);
}

async function getFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await offered(this, fieldsOfChosen);
}

async function getMembers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await offered(this, members);
}

async function getWebhooks(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await offered(this, webhooksOfChosen);
}

/** What there is to choose from or, as a text, what to do before there is anything. */
type Listing = Choice[] | string;
type ReadListing = (context: ILoadOptionsFunctions) => Promise<Listing>;

/**
 * For a dropdown with a search box. A line whose value is neither text nor number cannot be chosen there
 * (docs/internals/n8n.md section 12).
 */
async function searched(
	context: ILoadOptionsFunctions,
	read: ReadListing,
	choose: (choices: Choice[]) => Choice[],
): Promise<INodeListSearchResult> {
	const listing = await explaining(context, forSearch, read);
	if (typeof listing === 'string') return { results: [{ name: listing, value: false }] };
	return { results: choose(listing) };
}

/** For a dropdown of options. n8n before 2.41 lets people choose what is disabled: then it is nothing. */
async function offered(
	context: ILoadOptionsFunctions,
	read: ReadListing,
): Promise<INodePropertyOptions[]> {
	const listing = await explaining(context, forOptions, read);
	return typeof listing === 'string' ? [{ name: listing, value: '', disabled: true }] : listing;
}

async function explaining(
	context: ILoadOptionsFunctions,
	explained: typeof forSearch,
	read: ReadListing,
): Promise<Listing> {
	return await read(context).catch((error: unknown) => {
		throw explained(context.getNode(), error);
	});
}

async function tablesOfChosen(context: ILoadOptionsFunctions): Promise<Listing> {
	return await ofChosenSolution(context, tables);
}

async function webhooksOfChosen(context: ILoadOptionsFunctions): Promise<Listing> {
	return await ofChosenSolution(context, webhooks);
}

type ReadBelow = (context: ILoadOptionsFunctions, id: string) => Promise<Choice[]>;

async function ofChosenSolution(context: ILoadOptionsFunctions, read: ReadBelow): Promise<Listing> {
	const chosen = context.getCurrentNodeParameter('solution');
	const hint = hintBefore('Solution', chosen);
	if (hint !== undefined) return hint;
	return await read(context, readId(context.getNode(), 'Solution', chosen, SOLUTION_URL));
}

async function fieldsOfChosen(context: ILoadOptionsFunctions): Promise<Listing> {
	const isUpdate = context.getCurrentNodeParameter('operation') === 'update';
	const chosen = context.getCurrentNodeParameter(isUpdate ? 'updateFields.table' : 'table');
	const hint = hintBefore('Table', chosen);
	if (hint !== undefined) return hint;
	return await fields(context, readId(context.getNode(), 'Table', chosen, TABLE_URL));
}

/**
 * What to do where a list is below something that was not chosen yet. The editor gives null for an expression
 * that it cannot evaluate, or for its value in a resource locator (docs/internals/n8n.md section 12).
 */
function hintBefore(displayName: string, raw: unknown): string | undefined {
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

/**
 * The choices that have all typed words in their name, in their id, or in what they are described by, or
 * the one whose address was pasted.
 */
function found(choices: Choice[], filter = '', urlPattern?: string): Choice[] {
	const words = folded(filter).split(/\s+/).filter(Boolean);
	const id = urlPattern && idInAddress(filter.trim(), urlPattern);
	const fits = ({ name, value, description = '' }: Choice) => {
		const text = folded(`${name} ${String(value)} ${description}`);
		return value === id || words.every((word) => text.includes(word.replace(/\/+$/, '')));
	};
	return choices.filter(fits);
}

/** The same for "Résumé", "resume" and "RESUME". */
function folded(text: string): string {
	return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** With the description in the name: this kind of dropdown shows names only. */
function withDescription(choice: Choice): Choice {
	return { ...choice, name: [choice.name, choice.description].filter(Boolean).join(' · ') };
}
