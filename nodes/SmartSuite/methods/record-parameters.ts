import { NodeOperationError } from 'n8n-workflow';
import type { INode, INodeProperties, INodePropertyMode } from 'n8n-workflow';

import { asObject } from '../api';
import { asLocator, readId, RECORD_ID, RECORD_URL, TABLE_URL, VIEW_URL } from './locator';
import type { ReadParameter } from './subscription';

/** The parameters that choose a table of the whole workspace, and what is in it. */

export const tableParameter: INodeProperties = {
	displayName: 'Table',
	name: 'table',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The table of records, from the list, by ID or by the address of its page',
	modes: modesOf('table', {
		searchListMethod: 'searchAllTables',
		id: '63b87cad645b3949631b55c1',
		url: 'https://app.smartsuite.com/sv25cxf2/solution/63b8.../63b8.../',
		urlPattern: TABLE_URL,
	}),
};

export const recordParameter: INodeProperties = {
	displayName: 'Record',
	name: 'record',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The record, from the list by its title, by ID or by the address of its page',
	modes: modesOf('record', {
		searchListMethod: 'searchRecords',
		id: '{{ $json.record_id }}',
		url: 'https://app.smartsuite.com/sv25cxf2/solution/63b8.../63b8.../65fd...',
		urlPattern: RECORD_URL,
	}),
};

export const viewParameter: INodeProperties = {
	displayName: 'View',
	name: 'view',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'A view of the table, from the list, by ID or by the address of its page',
	modes: modesOf('view', {
		searchListMethod: 'searchViews',
		id: '63b87cad645b3949631b55c3',
		url: 'https://app.smartsuite.com/sv25cxf2/solution/63b8.../63b8.../63b8...',
		urlPattern: VIEW_URL,
	}),
};

export const fieldParameter: INodeProperties = {
	displayName: 'Field Name or ID',
	name: 'field',
	type: 'options',
	typeOptions: { loadOptionsMethod: 'getFileFields', loadOptionsDependsOn: ['table.value'] },
	default: '',
	required: true,
	description:
		'The field of files. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

interface Examples {
	searchListMethod: string;
	id: string;
	url: string;
	urlPattern: string;
}

function modesOf(
	thing: string,
	{ searchListMethod, id, url, urlPattern }: Examples,
): INodePropertyMode[] {
	const errorMessage = `Paste the browser's address while the ${thing} is open in SmartSuite`;
	return [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: `Select a ${thing}...`,
			typeOptions: { searchListMethod, searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: `e.g. ${id}` },
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: `e.g. ${url}`,
			extractValue: { type: 'regex', regex: urlPattern },
			validation: [{ type: 'regex', properties: { regex: `${urlPattern}.*`, errorMessage } }],
		},
	];
}

/** The chosen table's id. @throws NodeOperationError where there is none */
export function readTableId(node: INode, read: ReadParameter): string {
	return readId(node, 'Table', read('table'), TABLE_URL);
}

/**
 * The chosen record's id, which an expression may also give as an item of this node or of the trigger.
 * @throws NodeOperationError where there is none, and for anything that is no record's id
 */
export function readRecordId(node: INode, read: ReadParameter): string {
	const id = readId(node, 'Record', idIn(read('record')), RECORD_URL);
	if (RECORD_ID.test(id)) return id;
	throw new NodeOperationError(node, `'Record' is not the ID of a record: '${id}'`, {
		description:
			"Enter an ID of 24 letters and digits, such as {{ $json.record_id }}, or the address of the record's page.",
	});
}

/** The chosen view's id, '' where none was chosen. @throws NodeOperationError for what is no id of one */
export function readViewId(node: INode, read: ReadParameter): string {
	const raw = read('view');
	return asLocator(raw).value === '' ? '' : readId(node, 'View', raw, VIEW_URL);
}

/** Out of a resource locator, an item or a record. */
function idIn(raw: unknown): unknown {
	const { value } = asLocator(raw);
	if (value !== '') return value;
	const item = asObject(asObject(raw).value ?? raw);
	return item.record_id ?? item.id ?? item.value ?? '';
}
