import { NodeOperationError } from 'n8n-workflow';
import type { INode, INodeProperties } from 'n8n-workflow';

import { asObject } from '../api';
import { asLocator, readId, RECORD_URL, TABLE_URL } from './locator';
import type { ReadParameter } from './subscription';

/** The parameters that choose a table of the whole workspace, and a record of it. */

export const tableParameter: INodeProperties = {
	displayName: 'Table',
	name: 'table',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The table of records, from the list, by ID or by the address of its page',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a table...',
			typeOptions: { searchListMethod: 'searchAllTables', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 63b87cad645b3949631b55c1',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://app.smartsuite.com/sv25cxf2/solution/63b8.../63b8.../',
			extractValue: { type: 'regex', regex: TABLE_URL },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: `${TABLE_URL}.*`,
						errorMessage: "Paste the browser's address while the table is open in SmartSuite",
					},
				},
			],
		},
	],
};

export const recordParameter: INodeProperties = {
	displayName: 'Record',
	name: 'record',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The record, from the list by its title, by ID or by the address of its page',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a record...',
			typeOptions: { searchListMethod: 'searchRecords', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. {{ $json.record_id }}',
		},
		{
			displayName: 'By URL',
			name: 'url',
			type: 'string',
			placeholder: 'e.g. https://app.smartsuite.com/sv25cxf2/solution/63b8.../63b8.../65fd...',
			extractValue: { type: 'regex', regex: RECORD_URL },
			validation: [
				{
					type: 'regex',
					properties: {
						regex: `${RECORD_URL}.*`,
						errorMessage: "Paste the browser's address while the record is open in SmartSuite",
					},
				},
			],
		},
	],
};

/** The chosen table's id. @throws NodeOperationError where there is none */
export function readTableId(node: INode, read: ReadParameter): string {
	return readId(node, 'Table', read('table'), TABLE_URL);
}

/** SmartSuite's ids of records (docs/internals/smartsuite.md section 4). */
const RECORD_ID = /^[0-9a-f]{24}$/i;

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

/** Out of a resource locator, an item or a record. */
function idIn(raw: unknown): unknown {
	const { value } = asLocator(raw);
	if (value !== '') return value;
	const item = asObject(asObject(raw).value ?? raw);
	return item.record_id ?? item.id ?? item.value ?? '';
}
