import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import type {
	ILoadOptionsFunctions,
	INodeProperties,
	INodePropertyOptions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';

import type { Field } from '../api';
import { choicesOf, isMatchable, mayWrite, typeOf } from '../fields';
import type { KnownTable } from '../fields';
import { plain } from '../transport';
import { toldApart } from './choices';
import { forOptions } from './dropdown-errors';
import { tableKnown } from './field-lists';
import { isHint, ofChosenTable } from './listing';

/** The values of a record, field by field, in n8n's resource mapper. */

/** What is done with the values; `upsert` has fields to match by. */
type Purpose = 'create' | 'update' | 'upsert';

/**
 * Of n8n's modes `add` insists on required fields, and `update` wants a field to match by. A record that
 * is updated is chosen by itself and may keep any field as it is, so that is `map`.
 */
const MODES = { create: 'add', update: 'map', upsert: 'upsert' } as const;

/** The fields of the chosen table with their values; it is not there before a table was chosen. */
export function columnsParameter(purpose: Purpose): INodeProperties {
	return {
		displayName: 'Fields',
		name: 'columns',
		type: 'resourceMapper',
		default: { mappingMode: 'defineBelow', value: null },
		noDataExpression: true,
		required: true,
		displayOptions: { hide: { table: [''] } },
		typeOptions: {
			loadOptionsDependsOn: ['table.value'],
			resourceMapper: {
				resourceMapperMethod: 'getRecordColumns',
				mode: MODES[purpose],
				fieldWords: { singular: 'field', plural: 'fields' },
				addAllFields: false,
				multiKeyMatch: true,
				supportAutoMap: true,
				noFieldsError: 'No fields to show.',
				...(purpose === 'update' && { valuesLabel: 'Values to Update' }),
				...(purpose === 'upsert' && { matchingFieldsLabels: MATCHING }),
			},
		},
	};
}

const MATCHING = {
	title: 'Fields to Match On',
	description: 'A record that has the same values in all these fields is updated',
	hint: 'Records with the same values are updated; where there is none, one is created',
};

/**
 * While an input has nothing yet, the editor waits for its fields, so they come from memory at once. Where it
 * has some it looks for newer ones beside, or was told to refresh them (docs/internals/n8n.md section 13).
 */
const OPENING_PATIENCE_MS = 200;

/**
 * The fields of the chosen table that people may write. The editor shows no error of this: it takes no
 * answer for no change. So while it has no fields, what is wrong comes as a notice, and otherwise as an
 * error, because fields that are missing would cost people what they have mapped.
 */
export async function getRecordColumns(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const schema = this.getCurrentNodeParameter('columns.schema');
	const hasFields = Array.isArray(schema) && schema.length > 0;
	const patienceMs = hasFields ? undefined : OPENING_PATIENCE_MS;
	const read = ofChosenTable(
		this,
		async (_, tableId) => await tableKnown(this, tableId, patienceMs),
	);
	const listing = await read.catch((error: unknown) => {
		const explained = forOptions(this.getNode(), error);
		if (!isForPeople(explained)) throw explained;
		return explained.message;
	});
	if (!isHint(listing)) return columnsIn(listing, this.getCurrentNodeParameter('operation'));
	if (hasFields) throw new NodeOperationError(this.getNode(), listing);
	return { fields: [], emptyFieldsNotice: plain(listing) };
}

function isForPeople(error: unknown): error is NodeApiError | NodeOperationError {
	return error instanceof NodeApiError || error instanceof NodeOperationError;
}

const NOTHING_TO_WRITE = 'SmartSuite fills in all fields of this table by itself';

function columnsIn({ structure }: KnownTable, operation: unknown): ResourceMapperFields {
	const writable = [...structure.bySlug.values()].filter(mayWrite);
	const matched = operation === 'upsert' ? keyOf(writable)?.slug : undefined;
	if (writable.length === 0) return { fields: [], emptyFieldsNotice: NOTHING_TO_WRITE };
	const ordered = writable.sort((one, other) => Number(one.hidden) - Number(other.hidden));
	return {
		fields: ordered.map((field) => {
			const label = structure.labels.get(field.slug) ?? field.label;
			const isMatched = field.slug === matched;
			const isRequired = operation !== 'update' && (isMatched || isMandatory(field));
			return columnOf(field, { label, isMatched, isRequired });
		}),
	};
}

/** The field that most likely tells records apart: a unique one, or else the title. */
function keyOf(fields: Field[]): Field | undefined {
	const keys = fields.filter(isMatchable);
	return (
		keys.find(({ params }) => params.unique === true) ??
		keys.find(({ type }) => type === 'recordtitlefield')
	);
}

/** A check box always has a value at SmartSuite. */
function isMandatory(field: Field): boolean {
	if (field.type === YES_NO) return false;
	return field.params.required === true || field.type === 'recordtitlefield';
}

interface Role {
	label: string;
	/** Whether records are matched by it unless people say otherwise. */
	isMatched: boolean;
	/** Whether it is shown from the start. */
	isRequired: boolean;
}

function columnOf(field: Field, { label, isMatched, isRequired }: Role): ResourceMapperField {
	const { mapper } = typeOf(field);
	const options = mapper === 'options' ? optionsOf(field) : [];
	return {
		id: field.slug,
		displayName: field.hidden ? `${label} (hidden)` : label,
		required: isRequired,
		defaultMatch: isMatched,
		canBeUsedToMatch: isMatchable(field),
		display: true,
		...(options.length > 0
			? { type: mapper, options }
			: { type: mapper === 'options' ? 'string' : mapper }),
	};
}

/** A check box as two choices: n8n's own has no state for one that is to be left alone (docs/internals/n8n.md section 13). */
const YES_NO = 'yesnofield';
const YES_OR_NO: INodePropertyOptions[] = [
	{ name: 'Yes', value: 'true' },
	{ name: 'No', value: 'false' },
];

/** Choices by label; none where SmartSuite does not list them, and then any text will do. */
function optionsOf(field: Field): INodePropertyOptions[] {
	if (field.type === YES_NO) return YES_OR_NO;
	return toldApart((choicesOf(field) ?? []).map(({ id, label }) => ({ name: label, value: id })));
}
