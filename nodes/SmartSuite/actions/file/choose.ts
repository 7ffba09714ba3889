import { NodeOperationError } from 'n8n-workflow';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { asObject, asText, listFiles } from '../../api';
import type { FilePlace, StoredFile } from '../../api';
import { loosely } from '../../fields';
import { parametersOf } from '../operation';
import { readPlace } from './place';

export const fileField: INodeProperties = {
	displayName: 'File',
	name: 'file',
	type: 'string',
	default: '',
	placeholder: 'e.g. offer.pdf',
	hint: 'Leave it empty for all files of the field',
	description: "The file's name, its handle, or its number in the field, from 1 on",
};

/** Files that were chosen, and where they are. */
export interface ChosenFiles {
	place: FilePlace & { label: string };
	files: StoredFile[];
}

/** The chosen files of the chosen field. @throws NodeOperationError with the names there are */
export async function chosenFiles(
	context: IExecuteFunctions,
	itemIndex: number,
): Promise<ChosenFiles> {
	const given = parametersOf(context, itemIndex)('file');
	const word = (asText(given) || asText(asObject(given).handle)).trim();
	const place = await readPlace(context, itemIndex);
	const files = await listFiles(context, place);
	const chosen = word === '' ? files : named(files, word);
	if (chosen.length > 0 || word === '') return { place, files: chosen };
	const names = files.map(({ name }) => name).join(', ');
	throw new NodeOperationError(
		context.getNode(),
		`The record has no file '${word}' in '${place.label}'`,
		{ itemIndex, description: names ? `It has: ${names}.` : 'It has no files there.' },
	);
}

/** By handle, by name, or by number. */
function named(files: readonly StoredFile[], word: string): StoredFile[] {
	const tests: Array<(file: StoredFile, at: number) => boolean> = [
		({ handle }) => handle === word,
		({ name }) => name === word,
		({ name }) => loosely(name) === loosely(word),
		(_, at) => String(at + 1) === word,
	];
	return tests.map((test) => files.filter(test)).find((some) => some.length > 0) ?? [];
}

/** A file as an item. */
export function fileItem(
	{ name, mimeType, size, handle, createdOn }: StoredFile,
	{ place }: Pick<ChosenFiles, 'place'>,
	more: IDataObject = {},
): IDataObject {
	return {
		name,
		mime_type: mimeType || null,
		size: size || null,
		...more,
		created_on: createdOn || null,
		handle: handle || null,
		field: place.label,
		record_id: place.recordId,
		table_id: place.tableId,
	};
}
