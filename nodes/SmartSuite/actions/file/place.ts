import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { getTable } from '../../api';
import type { Field, FilePlace } from '../../api';
import { loosely, recallFor, structureOf } from '../../fields';
import {
	fieldParameter,
	readRecordId,
	readTableId,
	recordParameter,
	tableParameter,
} from '../../methods';
import { parametersOf } from '../operation';

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
	const fields = await fieldsOf(context, tableId, word);
	const [found, ...more] = named(fields, word);
	const files = fields.filter(({ type }) => type === FILES);
	if (found?.type === FILES && more.length === 0) {
		return { tableId, recordId, slug: found.slug, label: found.label };
	}
	const choices = files.map(({ label, slug }) => `${label} (${slug})`).join(', ');
	throw new NodeOperationError(node, `'Field' ${problemWith(word, found, more)}`, {
		itemIndex,
		description: choices
			? `The table's fields for files are: ${choices}.`
			: 'The table has no field of the type Files and Images.',
	});
}

function problemWith(word: string, found: Field | undefined, more: Field[]): string {
	if (word === '') return 'is empty';
	if (!found) return `is not a field of the table: '${word}'`;
	if (more.length > 0) return `may be any of ${more.length + 1} fields of that label: '${word}'`;
	return `does not take files: '${found.label}'`;
}

/** By slug, then by label; of several that share it those for files. */
function named(fields: readonly Field[], word: string): Field[] {
	if (word === '') return [];
	const tests: Array<(field: Field) => boolean> = [
		({ slug }) => slug === word,
		({ label }) => label === word,
		({ label }) => loosely(label) === loosely(word),
	];
	const found = tests.map((test) => fields.filter(test)).find((some) => some.length > 0) ?? [];
	const files = found.filter(({ type }) => type === FILES);
	return files.length > 0 ? files : found;
}

/** The table's fields, read anew where none of those known is meant. */
async function fieldsOf(
	context: IExecuteFunctions,
	tableId: string,
	word: string,
): Promise<Field[]> {
	const known = await recallFor(context, structureOf(context, tableId), (before) =>
		before && word !== '' && named(before.table.fields, word).length === 0 ? [word] : [],
	);
	return (known?.table ?? (await getTable(context, tableId))).fields;
}
