import type { IExecuteFunctions } from 'n8n-workflow';

import { getRecord } from '../../api';
import type { StoredRecord } from '../../api';
import { shownRecords } from '../../fields';
import { recordParameter, tableParameter } from '../../methods';
import type { BatchOperation } from '../operation';
import type { Result } from './batches';
import { readAll } from './changes';
import { chosenRecords } from './chosen';
import type { ChosenRecord } from './chosen';
import { optionsParameter } from './parameters';
import { Results } from './results';

export const get: BatchOperation = {
	fields: [tableParameter, recordParameter, optionsParameter()],
	async executeAll(context, itemIndexes) {
		const results = new Results(context);
		for (const group of await chosenRecords(context, itemIndexes, results)) {
			await getGroup(context, group, results);
			results.stopOnFailure();
		}
		return results.all();
	},
};

async function getGroup(
	context: IExecuteFunctions,
	group: readonly ChosenRecord[],
	results: Results,
): Promise<void> {
	const [first] = group;
	if (!first) return;
	const ids = group.map(({ recordId }) => recordId);
	const read = await recordsOf(context, first.tableId, ids).catch((error: Error) => {
		for (const { itemIndex } of group) results.fail(itemIndex, error);
	});
	if (!read) return;
	const found = group.flatMap(({ itemIndex, recordId }) => {
		const result = read.get(recordId);
		if (result && 'done' in result) return [{ itemIndex, record: result.done }];
		if (result) results.fail(itemIndex, result.error);
		return [];
	});
	const records = found.map(({ record }) => record);
	const items = await shownRecords(context, first.tableId, records, first.view);
	found.forEach(({ itemIndex }, nth) => results.give(itemIndex, items[nth] ?? {}));
}

/** One by its own call, several by a search. */
async function recordsOf(
	context: IExecuteFunctions,
	tableId: string,
	ids: readonly string[],
): Promise<Map<string, Result<StoredRecord>>> {
	const [id = '', ...more] = new Set(ids);
	if (more.length > 0) return await readAll(context, tableId, ids);
	return new Map([[id, { done: await getRecord(context, tableId, id) }]]);
}
