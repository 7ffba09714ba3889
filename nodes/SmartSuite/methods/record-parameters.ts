import { NodeOperationError } from 'n8n-workflow';
import type { INode, INodeProperties } from 'n8n-workflow';

import { asObject } from '../api';
import { asLocator, readId, RECORD_ID, RECORD_URL, TABLE_URL, VIEW_URL } from './locator';
import type { ReadParameter } from './subscription';

/** The parameters that choose a table of the whole workspace, and what is in it. */

export const tableParameter = locatorParameter('table', {
	displayName: 'Table',
	required: true,
	description: 'The table of records, from the list, by ID or by the address of its page',
	searchListMethod: 'searchAllTables',
	id: '63b87cad645b3949631b55c1',
	url: 'https://app.smartsuite.com/sv25cxf2/solution/63b8.../63b8.../',
	urlPattern: TABLE_URL,
});

export const recordParameter = locatorParameter('record', {
	displayName: 'Record',
	required: true,
	description: 'The record, from the list by its title, by ID or by the address of its page',
	searchListMethod: 'searchRecords',
	id: '{{ $json.record_id }}',
	url: 'https://app.smartsuite.com/sv25cxf2/solution/63b8.../63b8.../65fd...',
	urlPattern: RECORD_URL,
});

export const viewParameter = locatorParameter('view', {
	displayName: 'View',
	description: 'A view of the table, from the list, by ID or by the address of its page',
	searchListMethod: 'searchViews',
	id: '63b87cad645b3949631b55c3',
	url: 'https://app.smartsuite.com/sv25cxf2/solution/63b8.../63b8.../63b8...',
	urlPattern: VIEW_URL,
});

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

interface Locating {
	displayName: string;
	required?: true;
	description: string;
	searchListMethod: string;
	/** Examples. */
	id: string;
	url: string;
	urlPattern: string;
}

/** A thing with a page in SmartSuite, by its name in messages, which is that of the parameter, too. */
function locatorParameter(
	thing: string,
	{ searchListMethod, id, url, urlPattern, ...shown }: Locating,
): INodeProperties {
	const errorMessage = `Paste the browser's address while the ${thing} is open in SmartSuite`;
	return {
		...shown,
		name: thing,
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		modes: [
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
		],
	};
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
