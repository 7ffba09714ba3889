import type { INodeExecutionData } from 'n8n-workflow';

import { downloadFile, refuseTooLarge } from '../../api';
import { parametersOf } from '../operation';
import type { Operation } from '../operation';
import { chosenFiles, fileField, fileItem } from './choose';
import { placeFields } from './place';

const STANDARD_PROPERTY = 'data';

export const download: Operation = {
	fields: [
		...placeFields,
		fileField,
		{
			displayName: 'Put Output File in Field',
			name: 'binaryProperty',
			type: 'string',
			default: STANDARD_PROPERTY,
			required: true,
			hint: 'The name of the output binary field to put the file in',
			description: 'Each file is an item of its own. Files over 500 MB are refused.',
		},
	],
	async execute(context, itemIndex) {
		const given = String(parametersOf(context, itemIndex)('binaryProperty') ?? '').trim();
		const chosen = await chosenFiles(context, itemIndex);
		for (const file of chosen.files) refuseTooLarge(context, file);
		const items: INodeExecutionData[] = [];
		for (const file of chosen.files) {
			const bytes = await downloadFile(context, file);
			const { name, mimeType } = file;
			// n8n finds out the type by name or content where SmartSuite does not say.
			const data = await context.helpers.prepareBinaryData(bytes, name, mimeType || undefined);
			items.push({
				json: fileItem(file, chosen),
				binary: { [given || STANDARD_PROPERTY]: { ...data, fileName: name } },
			});
		}
		return items;
	},
};
