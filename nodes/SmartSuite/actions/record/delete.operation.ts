import { recordParameter, tableParameter } from '../../methods';
import type { BatchOperation } from '../operation';
import { remove } from './changes';
import { chosenRecords } from './chosen';
import { batchSizeOption } from './parameters';
import { Results } from './results';
import { count, doneBefore, hintAt } from './told';
import type { Tally } from './told';

export const deleteOperation: BatchOperation = {
	fields: [
		tableParameter,
		recordParameter,
		{
			displayName: 'Options',
			name: 'options',
			type: 'collection',
			placeholder: 'Add option',
			default: {},
			options: [batchSizeOption],
		},
	],
	async executeAll(context, itemIndexes) {
		const results = new Results(context);
		const tally: Tally = new Map();
		for (const group of await chosenRecords(context, itemIndexes, results)) {
			const [{ tableId, batchSize } = { tableId: '', batchSize: 1 }] = group;
			const how = { batchSize, isPatient: context.continueOnFail() };
			const ids = group.map(({ recordId }) => recordId);
			const removed = await remove(context, tableId, ids, how);
			for (const { itemIndex, recordId } of group) {
				const result = removed.get(recordId);
				if (result && 'error' in result) results.fail(itemIndex, result.error);
				else if (result) results.give(itemIndex, { deleted: true, record_id: recordId });
			}
			results.stopOnFailure(doneBefore(results.given, 'deleted'));
			const deleted = [...removed.values()].filter((result) => 'done' in result);
			count(tally, 'deleted', deleted.length);
		}
		hintAt(context, itemIndexes.length, tally);
		return results.all();
	},
};
