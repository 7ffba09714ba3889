import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import {
	describeWebhook,
	getTable,
	listMembers,
	listSolutions,
	listTables,
	listWebhooks,
} from '../api';
import type { Named } from '../api';
import { readId, TABLE_URL } from './locator';
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
	const solutions = await listSolutions(this);
	return found(
		solutions.filter(({ hidden }) => !hidden),
		filter,
	);
}

async function searchTables(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return found(await listTables(this, chosenSolutionId(this)), filter);
}

async function searchWebhooks(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return found(await namedWebhooks(this), filter);
}

async function getTables(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return options(await listTables(this, chosenSolutionId(this)));
}

async function getFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const isUpdate = this.getCurrentNodeParameter('operation') === 'update';
	const chosen = this.getCurrentNodeParameter(isUpdate ? 'updateFields.table' : 'table');
	const table = await getTable(this, readId(this.getNode(), 'Table', chosen, TABLE_URL));
	return options(table.fields.map(({ slug, label }) => ({ id: slug, name: label })));
}

async function getMembers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return options(await listMembers(this));
}

async function getWebhooks(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return options(await namedWebhooks(this));
}

async function namedWebhooks(context: ILoadOptionsFunctions): Promise<Named[]> {
	const webhooks = await listWebhooks(context, chosenSolutionId(context));
	return webhooks.map((webhook) => ({
		id: webhook.webhook_id,
		name: describeWebhook(webhook, Date.now()),
	}));
}

function chosenSolutionId(context: ILoadOptionsFunctions): string {
	return readSolutionId(context.getNode(), (name) => context.getCurrentNodeParameter(name));
}

function found(things: Named[], filter = ''): INodeListSearchResult {
	const matches = (name: string) => name.toLowerCase().includes(filter.trim().toLowerCase());
	return { results: options(things).filter(({ name }) => matches(name)) };
}

function options(things: Named[]): INodeListSearchItems[] {
	return things
		.map(({ id, name }) => ({ name, value: id }))
		.sort((one, other) => one.name.localeCompare(other.name));
}
