import { listComments } from '../../api';
import { readRecordId, readTableId, recordParameter, tableParameter } from '../../methods';
import { limitFields } from '../fields';
import { limitOf, parametersOf } from '../operation';
import type { Operation } from '../operation';
import { commentItems } from './items';

export const getAll: Operation = {
	fields: [tableParameter, recordParameter, ...limitFields],
	async execute(context, itemIndex) {
		const node = context.getNode();
		const read = parametersOf(context, itemIndex);
		const limit = limitOf(context, itemIndex);
		const comments = await listComments(context, {
			tableId: readTableId(node, read),
			recordId: readRecordId(node, read),
		});
		return (await commentItems(context, comments.slice(0, limit))).map((json) => ({ json }));
	},
};
