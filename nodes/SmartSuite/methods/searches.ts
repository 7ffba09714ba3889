import type {
	ILoadOptionsFunctions,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { mayWrite, typeOf } from '../fields';
import { testCredential } from '../transport';
import { getRecordColumns } from './columns';
import { comparisonsOf, fields } from './field-lists';
import type { Choice } from './list-memory';
import { found, hintBefore, offered, ofChosenSolution, ofChosenTable, searched } from './listing';
import { allTables, members, solutions, tables, views } from './lists';
import { SOLUTION_URL, TABLE_URL, VIEW_URL } from './locator';
import { searchRecords } from './record-search';
import { webhooks } from './webhook-list';

/**
 * What n8n calls by name: the credential's `testedBy`, and what fills the dropdowns, in the parameters'
 * `searchListMethod`, `loadOptionsMethod` and `resourceMapperMethod`.
 */
export const methods = {
	credentialTest: { testCredential },
	listSearch: {
		searchAllTables,
		searchRecords,
		searchSolutions,
		searchTables,
		searchViews,
		searchWebhooks,
	},
	loadOptions: {
		getFieldComparisons,
		getFields,
		getFileFields,
		getFilterFields,
		getMembers,
		getTableFields,
		getTables,
		getWebhooks,
		getWritableFields,
	},
	resourceMapping: { getRecordColumns },
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

async function searchAllTables(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	return await searched(this, allTables, (choices) => found(choices, filter, TABLE_URL));
}

async function searchViews(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const read = async () => await ofChosenTable(this, views);
	return await searched(this, read, (choices) => found(choices, filter, VIEW_URL));
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

/** Of the table that is to be watched. */
async function getFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const isUpdate = this.getCurrentNodeParameter('operation') === 'update';
	const name = isUpdate ? 'updateFields.table' : 'table';
	return await offered(this, async () => await ofChosenTable(this, fields, name));
}

async function getTableFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await offeredFields(this, () => true);
}

async function getWritableFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await offeredFields(this, mayWrite);
}

async function getFilterFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await offeredFields(this, (field) => Object.keys(typeOf(field).comparisons).length > 0);
}

async function getFileFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await offeredFields(this, ({ type }) => type === 'filefield');
}

/** Of the field in the same row of a collection; of any field where an expression gives it. */
async function getFieldComparisons(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const field = this.getCurrentNodeParameter('&field');
	return await offered(this, async () => {
		if (field === '') return hintBefore('Field', field) ?? [];
		return await ofChosenTable(
			this,
			async (_, tableId) => await comparisonsOf(this, tableId, String(field)),
		);
	});
}

async function getMembers(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await offered(this, members);
}

async function getWebhooks(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	return await offered(this, webhooksOfChosen);
}

async function offeredFields(
	context: ILoadOptionsFunctions,
	isOffered: Parameters<typeof fields>[2],
): Promise<INodePropertyOptions[]> {
	return await offered(
		context,
		async () =>
			await ofChosenTable(context, async (_, tableId) => await fields(context, tableId, isOffered)),
	);
}

async function tablesOfChosen(context: ILoadOptionsFunctions) {
	return await ofChosenSolution(context, tables);
}

async function webhooksOfChosen(context: ILoadOptionsFunctions) {
	return await ofChosenSolution(context, webhooks);
}

/** With the description in the name: this kind of dropdown shows names only. */
function withDescription(choice: Choice): Choice {
	return { ...choice, name: [choice.name, choice.description].filter(Boolean).join(' · ') };
}
