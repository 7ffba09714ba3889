import { getRecord, isObject, restoreRecord } from '../../api';
import { shownRecords } from '../../fields';
import { readRecordId, readTableId, recordParameter, tableParameter } from '../../methods';
import { parametersOf } from '../operation';
import type { SingleOperation } from '../operation';
import { optionsParameter } from './parameters';
import { readManner } from './ready';

export const restore: SingleOperation = {
	fields: [tableParameter, recordParameter, optionsParameter()],
	async execute(context, itemIndex) {
		const node = context.getNode();
		const read = parametersOf(context, itemIndex);
		const tableId = readTableId(node, read);
		const recordId = readRecordId(node, read);
		const { view } = readManner(context, itemIndex);
		const restored = await restoreRecord(context, tableId, recordId);
		// What the call answers is not documented.
		const isRecord = isObject(restored) && restored.id === recordId;
		const record = isRecord ? restored : await getRecord(context, tableId, recordId);
		return (await shownRecords(context, tableId, [record], view)).map((json) => ({ json }));
	},
};
