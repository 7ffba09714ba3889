import { NodeOperationError } from 'n8n-workflow';
import type { IExecuteFunctions } from 'n8n-workflow';

import { readRecordId, recordParameter, tableParameter } from '../../methods';
import { parametersOf } from '../operation';
import type { BatchOperation } from '../operation';
import { change } from './changes';
import {
	batchSizeOption,
	clearFieldsOption,
	columnsForFields,
	inputModeParameter,
	jsonParameter,
	optionsParameter,
	unknownFieldsOption,
} from './parameters';
import { NOTHING_WRITTEN, readyRecords } from './ready';
import type { Group } from './ready';
import { Results } from './results';
import { count, doneBefore, giveWritten, hintAt } from './told';
import type { Tally, Written } from './told';

export const update: BatchOperation = {
	fields: [
		tableParameter,
		recordParameter,
		inputModeParameter,
		columnsForFields('update'),
		jsonParameter,
		optionsParameter(batchSizeOption, clearFieldsOption, unknownFieldsOption),
	],
	async executeAll(context, itemIndexes) {
		const results = new Results(context);
		const tally: Tally = new Map();
		const readId = (itemIndex: number) =>
			readRecordId(context.getNode(), parametersOf(context, itemIndex));
		const groups = await readyRecords(context, itemIndexes, results, readId);
		for (const { ready } of groups) {
			for (const { itemIndex, record } of ready) {
				const isEmpty = Object.keys(record.body).length === 0 && record.uploads.size === 0;
				if (isEmpty) results.fail(itemIndex, nothingToUpdate(context));
			}
		}
		results.stopOnFailure(NOTHING_WRITTEN);
		for (const group of groups) await updateGroup(context, group, results, tally);
		hintAt(context, itemIndexes.length, tally);
		return results.all();
	},
};

function nothingToUpdate(context: IExecuteFunctions): NodeOperationError {
	return new NodeOperationError(context.getNode(), 'There is nothing to update', {
		description:
			'Fill in at least one field. To empty a field, choose it in the option Clear Fields, or use an expression that gives null.',
	});
}

async function updateGroup(
	context: IExecuteFunctions,
	{ table, manner, ready }: Group<string>,
	results: Results,
	tally: Tally,
): Promise<void> {
	const open = ready.filter(({ itemIndex }) => !results.has(itemIndex));
	const changes = open.map(({ more: id, record }) => ({ id, fields: record.body }));
	const how = { batchSize: manner.batchSize, isPatient: context.continueOnFail() };
	const changed = await change(context, table, changes, how);
	const written = open.flatMap(({ itemIndex, record, more: id }): Written[] => {
		const result = changed.get(id);
		if (result && 'done' in result) return [{ itemIndex, stored: result.done, record }];
		if (result) results.fail(itemIndex, result.error);
		return [];
	});
	results.stopOnFailure(doneBefore(written.length, 'updated'));
	count(tally, 'updated', new Set(written.map(({ stored }) => stored.id)).size);
	await giveWritten(context, table, manner, written, results, tally);
}
