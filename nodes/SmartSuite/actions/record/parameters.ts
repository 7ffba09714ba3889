import { updateDisplayOptions } from 'n8n-workflow';
import type { INodeProperties } from 'n8n-workflow';

import { columnsParameter, fieldNamesParameter, valuesParameter } from '../../methods';

/** What the operations of records have in common in the panel. */

export const INPUT_MODES = [
	{
		name: 'Map Fields',
		value: 'fields',
		description: 'Fill in the fields one by one, or map them from the input',
	},
	{
		name: 'JSON',
		value: 'json',
		description: 'Give the record as one object, by labels or slugs',
	},
] as const;

export const inputModeParameter: INodeProperties = {
	displayName: 'Input Mode',
	name: 'inputMode',
	type: 'options',
	noDataExpression: true,
	options: [...INPUT_MODES],
	default: 'fields',
	description: 'How to give the values of the record',
};

export const jsonParameter: INodeProperties = {
	displayName: 'JSON',
	name: 'json',
	type: 'json',
	default: '{}',
	required: true,
	displayOptions: { show: { inputMode: ['json'] } },
	description:
		'The record as an object, by labels or slugs. An item of this node or of the trigger may be given as it is. Null, an empty text and an empty list clear a field.',
};

export const UNKNOWN_FIELDS = [
	{ name: 'Error', value: 'error', description: 'Refuse the item before anything is written' },
	{ name: 'Ignore', value: 'ignore', description: 'Leave such values out' },
] as const;

export const batchSizeOption: INodeProperties = {
	displayName: 'Batch Size',
	name: 'batchSize',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 25 },
	default: 25,
	description:
		'How many records to write with one call. Fewer help where SmartSuite fails on long texts.',
};

export const clearFieldsOption: INodeProperties = {
	displayName: 'Clear Field Names or IDs',
	name: 'clearFields',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getWritableFields', loadOptionsDependsOn: ['table.value'] },
	default: [],
	description:
		'Fields to empty. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

export const unknownFieldsOption: INodeProperties = {
	displayName: 'Unknown Fields',
	name: 'unknownFields',
	type: 'options',
	options: [...UNKNOWN_FIELDS],
	default: 'error',
	description: 'What to do with values whose field the table does not have',
};

/** The options of an operation, in the order that n8n's lint wants: by name. */
export function optionsParameter(...options: INodeProperties[]): INodeProperties {
	const all = [fieldNamesParameter, valuesParameter, ...options];
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: all.sort((one, other) => one.displayName.localeCompare(other.displayName)),
	};
}

/** The mapper, in the input mode that is for people. */
export function columnsForFields(purpose: 'create' | 'update' | 'upsert'): INodeProperties {
	return (
		updateDisplayOptions({ show: { inputMode: ['fields'] } }, [columnsParameter(purpose)])[0] ??
		columnsParameter(purpose)
	);
}
