import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { forOptions, forSearch } from './dropdown-errors';
import type { Choice } from './list-memory';
import { fields, members, solutions, tables, webhooks } from './lists';
import { idInAddress, readId, SOLUTION_URL, TABLE_URL } from './locator';
import { readSolutionId } from './subscription';

/** What fills the dropdowns; named in the parameters' `searchListMethod` and `loadOptionsMethod`. */
export const methods = {
	listSearch: { searchSolutions, searchTables, searchWebhooks },
	loadOptions: { getTables, getFields, getMembers, getWebhooks },
};

async function searchSolutions(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return found(await read(this, solutions, forSearch), filter, SOLUTION_URL);
}

async function searchTables(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return found((await read(this, tablesOfChosen, forSearch)).map(told), filter, TABLE_URL);
}

async function searchWebhooks(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return found(toldApart(await read(this, webhooksOfChosen, forSearch)), filter);
}

async function getTables(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await read(this, tablesOfChosen, forOptions);
}

async function getFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await read(this, fieldsOfChosen, forOptions);
}

async function getMembers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await read(this, members, forOptions);
}

async function getWebhooks(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await read(this, webhooksOfChosen, forOptions);
}

type ReadChoices = (context: ILoadOptionsFunctions) => Promise<Choice[]>;

async function read(
	context: ILoadOptionsFunctions,
	choices: ReadChoices,
	explained: typeof forSearch,
): Promise<Choice[]> {
	return await choices(context).catch((error: unknown) => {
		throw explained(context.getNode(), error);
	});
}

async function tablesOfChosen(context: ILoadOptionsFunctions): Promise<Choice[]> {
	return await tables(context, chosenSolutionId(context));
}

async function webhooksOfChosen(context: ILoadOptionsFunctions): Promise<Choice[]> {
	return await webhooks(context, chosenSolutionId(context));
}

async function fieldsOfChosen(context: ILoadOptionsFunctions): Promise<Choice[]> {
	const isUpdate = context.getCurrentNodeParameter('operation') === 'update';
	const chosen = context.getCurrentNodeParameter(isUpdate ? 'updateFields.table' : 'table');
	return await fields(context, readId(context.getNode(), 'Table', chosen, TABLE_URL));
}

function chosenSolutionId(context: ILoadOptionsFunctions): string {
	return readSolutionId(context.getNode(), (name) => context.getCurrentNodeParameter(name));
}

/** What fits the typed text: a part of the name or of what it points at, an id, or an address. */
function found(choices: Choice[], filter = '', urlPattern?: string): INodeListSearchResult {
	const text = filter.trim().toLowerCase();
	const id = urlPattern && idInAddress(filter.trim(), urlPattern);
	const fits = ({ name, value, description }: Choice) =>
		value === id ||
		[name, String(value), description ?? ''].some((part) => part.toLowerCase().includes(text));
	return { results: choices.filter(fits) };
}

/** With the description in the name: this kind of dropdown shows names only. */
function told(choice: Choice): Choice {
	return { ...choice, name: [choice.name, choice.description].filter(Boolean).join(' · ') };
}

/** The same for those whose names are not enough. */
function toldApart(choices: Choice[]): Choice[] {
	const isUnique = ({ name }: Choice) => choices.filter((one) => one.name === name).length === 1;
	return choices.map((choice) => (isUnique(choice) ? choice : told(choice)));
}
