import { NodeOperationError } from 'n8n-workflow';
import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { uploadFile } from '../../api';
import type { FilePlace, StoredFile } from '../../api';
import { asTexts } from '../../methods';
import { SmartSuiteError } from '../../transport';
import { binaryOf, contentOf } from '../binary';
import { keepMade, takeMade } from '../made-before';
import { parametersOf } from '../operation';
import type { Operation } from '../operation';
import { fileItem } from './choose';
import { placeFields, readPlace } from './place';

export const upload: Operation = {
	fields: [
		...placeFields,
		{
			displayName: 'Input Binary Field',
			name: 'binaryProperty',
			type: 'string',
			default: 'data',
			required: true,
			hint: 'The name of the input binary field containing the file to be uploaded; several with commas between them',
			description:
				'Each file costs one API call, and comes beside the files that the field has already. Files over 500 MB are refused.',
		},
	],
	isDoneOnce: true,
	async execute(context, itemIndex) {
		const named = readBinaries(context, itemIndex);
		const place = await readPlace(context, itemIndex);
		const uploaded = await uploadAll(context, itemIndex, place, named);
		return uploaded.map((file): INodeExecutionData => ({ json: fileItem(file, { place }) }));
	},
};

/** Uploads an item's files, but for those that an earlier try of this run uploaded before it failed. */
async function uploadAll(
	context: IExecuteFunctions,
	itemIndex: number,
	place: FilePlace,
	named: ReadonlyArray<[property: string, IBinaryData]>,
): Promise<StoredFile[]> {
	const what = `files of item ${itemIndex}`;
	const done = new Map(takeMade<string, StoredFile>(context, what));
	for (const [property, binary] of named) {
		if (done.has(property)) continue;
		const file = await contentOf(context, itemIndex, property, binary);
		const known = new Set([...done.values()].map(({ handle }) => handle));
		const uploading = uploadFile(context, place, file, known);
		const stored = await uploading.catch((error: unknown) => {
			keepMade(context, what, done);
			throw afterOthers(context, error, [...done.values()]);
		});
		done.set(property, stored);
	}
	return [...done.values()];
}

/** The item's files by name of their property. @throws NodeOperationError where one is not there */
function readBinaries(context: IExecuteFunctions, itemIndex: number): Array<[string, IBinaryData]> {
	const properties = asTexts(parametersOf(context, itemIndex)('binaryProperty'));
	if (properties.length === 0) {
		throw new NodeOperationError(context.getNode(), "'Input Binary Field' is empty", {
			itemIndex,
			description: 'Enter the name of the binary field that has the file.',
		});
	}
	return properties.map((property) => [property, binaryOf(context, itemIndex, property)]);
}

/** The error, with the files that were uploaded before it. */
function afterOthers(
	context: IExecuteFunctions,
	error: unknown,
	uploaded: readonly StoredFile[],
): unknown {
	if (!(error instanceof SmartSuiteError) || uploaded.length === 0) return error;
	const names = uploaded.map(({ name }) => `'${name}'`).join(', ');
	return new NodeOperationError(context.getNode(), error.message, {
		description: `Uploaded before that: ${names}. ${error.description ?? ''}`.trim(),
	});
}
