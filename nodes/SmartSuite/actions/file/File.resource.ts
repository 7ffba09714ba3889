import type { Resource } from '../resource';
import { download } from './download.operation';
import { getLink } from './getLink.operation';
import { upload } from './upload.operation';

export const file: Resource = {
	operations: { download, getLink, upload },
	choice: {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'upload',
		options: [
			{
				name: 'Download',
				value: 'download',
				action: 'Download file',
				description: 'Load files of a record, each as an item with binary data',
			},
			{
				name: 'Get Link',
				value: 'getLink',
				action: 'Get link of file',
				description: 'Get addresses at which anybody can open files of a record, for 20 years',
			},
			{
				name: 'Upload',
				value: 'upload',
				action: 'Upload file',
				description: 'Add files to a field of a record, beside those that it has',
			},
		],
	},
};
