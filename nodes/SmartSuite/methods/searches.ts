import { NodeOperationError } from 'n8n-workflow';
import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { describeWebhook, getTable, listSolutions, listTables, listWebhooks } from '../api';
import type { Named } from '../api';

/** What fills the dropdowns; named in the parameters' `searchListMethod` and `loadOptionsMethod`. */
export const methods = {
	listSearch: { searchSolutions, searchTables, searchWebhooks },
	loadOptions: { getTables, getFields, getWebhooks },
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
	return found(await listTables(this, chosen(this, 'solution')), filter);
}

async function searchWebhooks(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return found(await namedWebhooks(this), filter);
}

async function getTables(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return options(await listTables(this, chosen(this, 'solution')));
}

async function getFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const isUpdate = this.getCurrentNodeParameter('operation') === 'update';
	const table = await getTable(this, chosen(this, isUpdate ? 'updateFields.table' : 'table'));
	return options(table.fields.map(({ slug, label }) => ({ id: slug, name: label })));
}

async function getWebhooks(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return options(await namedWebhooks(this));
}

async function namedWebhooks(context: ILoadOptionsFunctions): Promise<Named[]> {
	const webhooks = await listWebhooks(context, chosen(context, 'solution'));
	return webhooks.map((webhook) => ({
		id: webhook.webhook_id,
		name: describeWebhook(webhook, Date.now()),
	}));
}

/** The value of a resource locator that another dropdown depends on. */
function chosen(context: ILoadOptionsFunctions, parameter: string): string {
	const value = context.getCurrentNodeParameter(parameter, { extractValue: true });
	if (typeof value === 'string' && value !== '') return value;
	const what = parameter.endsWith('table') ? 'table' : 'solution';
	throw new NodeOperationError(context.getNode(), `Choose a ${what} first`, {
		description: `This list depends on the ${what}.`,
	});
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
