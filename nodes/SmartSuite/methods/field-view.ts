import type { INode, INodeProperties } from 'n8n-workflow';

import type { FieldView } from '../fields';
import { asChoice } from './values';

/** How items show the fields of records, alike wherever records come from. */

const FIELD_NAMES = [
	{ name: 'Label', value: 'label', description: 'As people see them in SmartSuite' },
	{ name: 'Slug', value: 'slug', description: 'As the API names them; they never change' },
] as const;

const VALUES = [
	{
		name: 'Readable',
		value: 'readable',
		description: 'Labels of choices, names of members, numbers as numbers, SmartDocs as Markdown',
	},
	{ name: 'Raw', value: 'raw', description: 'As SmartSuite sent them' },
] as const;

export const fieldNamesParameter: INodeProperties = {
	displayName: 'Field Names',
	name: 'fieldNames',
	type: 'options',
	options: [...FIELD_NAMES],
	default: 'label',
	description: 'How to name the fields of a record in simplified items',
};

export const valuesParameter: INodeProperties = {
	displayName: 'Values',
	name: 'values',
	type: 'options',
	options: [...VALUES],
	default: 'readable',
	description: 'How to show the values of fields in simplified items',
};

/** @throws NodeOperationError for what is no such choice */
export function readFieldView(node: INode, read: (name: string) => unknown): FieldView {
	return {
		fieldNames: asChoice(node, 'Field Names', read('options.fieldNames'), FIELD_NAMES, 'label'),
		values: asChoice(node, 'Values', read('options.values'), VALUES, 'readable'),
	};
}
