import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Field, FilePlace } from '../../api';
import { fieldNamed, knownTable } from '../../fields';
import type { KnownTable } from '../../fields';
import {
	fieldParameter,
	readRecordId,
	readTableId,
	recordParameter,
	tableParameter,
} from '../../methods';
import { parametersOf } from '../operation';
import { refusedValues } from '../record/refusals';

/** The parameters that choose a file field of a record. */
export const placeFields: INodeProperties[] = [tableParameter, recordParameter, fieldParameter];

const FILES = 'filefield';

/**
 * The chosen file field of the chosen record.
 * @throws NodeOperationError with the file fields there are, for one that the table does not have
 */
export async function readPlace(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<FilePlace & { label: string }> {
	const node = context.getNode();
	const read = parametersOf(context, itemIndex);
	const tableId = readTableId(node, read);
	const recordId = readRecordId(node, read);
	const word = String(read('field') ?? '').trim();
	const { table, structure } = await tableWith(context, tableId, word);
	const found = fieldNamed(word, structure);
	if (found && 'refusal' in found) throw refusedValues(node, [found.refusal]);
	if (found?.type === FILES) return { tableId, recordId, slug: found.slug, label: found.label };
	const choices = table.fields
		.filter(({ type }) => type === FILES)
		.map(({ label, slug }) => `${label} (${slug})`)
		.join(', ');
	throw new NodeOperationError(node, `'Field' ${problemWith(word, found)}`, {
		description: choices
			? `The table's fields for files are: ${choices}.`
			: 'The table has no field of the type Files and Images.',
	});
}

function problemWith(word: string, found: Field | undefined): string {
	if (word === '') return 'is empty';
	return found ? `does not take files: '${found.label}'` : `is not a field of the table: '${word}'`;
}

/** The table, read anew where it has no field of that name. */
async function tableWith(
	context: IExecuteFunctions,
	tableId: string,
	word: string,
): Promise<KnownTable> {
	const since = Date.now();
	const table = await knownTable(context, tableId);
	if (word === '' || fieldNamed(word, table.structure)) return table;
	return await knownTable(context, tableId, { names: new Set([word]), since });
}
