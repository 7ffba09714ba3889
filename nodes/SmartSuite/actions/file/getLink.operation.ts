import type { INodeExecutionData } from 'n8n-workflow';

import { getFileUrl } from '../../api';
import type { Operation } from '../operation';
import { chosenFiles, fileField, fileItem } from './choose';
import { placeFields } from './place';

export const getLink: Operation = {
	fields: [
		{
			displayName: 'Anybody who has a link can open the file, for 20 years, without signing in',
			name: 'publicNotice',
			type: 'notice',
			default: '',
		},
		...placeFields,
		fileField,
	],
	async execute(context, itemIndex) {
		const chosen = await chosenFiles(context, itemIndex);
		const items: INodeExecutionData[] = [];
		for (const file of chosen.files) {
			const url = await getFileUrl(context, file);
			items.push({ json: fileItem(file, chosen, { url }) });
		}
		return items;
	},
};
